"""Texts inside HTML: escaped, and in the English edition marked where they stay Indonesian."""

from __future__ import annotations

from html import escape

from reports.language import English, Indonesian


def html_text(text: str, *, quote: bool = True) -> str:
    """The text as content of an element."""
    if isinstance(text, English) and text.parts:
        return "".join(html_text(part, quote=quote) for part in text.parts)
    safe = escape(text, quote=quote)
    return f'<span lang="id">{safe}</span>' if isinstance(text, Indonesian) else safe


def html_lang(text: str) -> str:
    """The attribute of an element whose whole content is the text, with its leading space; "" where it needs none."""
    return ' lang="id"' if isinstance(text, Indonesian) else ""
