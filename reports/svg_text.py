"""Texts inside SVG: escaped, without the control signs that no XML may hold."""

from __future__ import annotations

from html import escape

FONTS = "Libertinus Serif, Liberation Sans, sans-serif"
"""The first is in the PDF compiler, the others on screens."""
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Needed by a picture that stands alone; inside a page it would be one more address."""


def xml_text(text: str) -> str:
    """The text for an attribute or an element of SVG."""
    return escape("".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and c not in "\ufffe\uffff")))
