"""A published document as a page of the audit room: the same body, every figure a way into its lineage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

_OTHER = r'(?: [a-z-]+="[^"]*")*'
_REF = r' (?:id|data-ref)="([a-z_]+/\d{4}/[^"]*)"'
_FIGURE = re.compile(rf"<(td|data|li|span)({_OTHER}?{_REF}{_OTHER})>(.*?)</\1>", re.DOTALL)
_SHAPE = re.compile(r'(<path [^>]*data-ref="([^"]*)"[^>]*>.*?</path>)', re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_MARKS = re.compile(r'<(p|aside) class="tanda"[^>]*>(.*?)</\1>', re.DOTALL)
_BODY = re.compile(r'<p class="cap"[^>]*>.*?</p>\s*(.*?)\s*</body>', re.DOTALL)
_HEADER = re.compile(r'<header class="judul">(.*?)</header>', re.DOTALL)
_FOOTER = re.compile(r'<footer class="kaki"(.*?)</footer>', re.DOTALL)
_HOW = re.compile(r"Rujukan tampil di sudut kiri bawah saat penunjuk berada di atas angka\.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A published page taken apart: its title, its marks, its body with the figures as links, and their references."""

    title: str
    marks: tuple[str, ...]
    body: Markup
    refs: tuple[str, ...]


def opened(data: bytes, anchors: Mapping[str, str] | None = None, page: str = "") -> Opened:
    """The published page in `data`; every figure becomes a link, which the script turns into its tree.

    The link leads to the figure's anchor in `page`; without anchors it leads nowhere until the script takes it over.
    """
    text = data.decode()
    title, marks, body = (pattern.search(text) for pattern in (_TITLE, _MARKS, _BODY))
    refs: dict[str, str] = {}

    def link(ref: str) -> str:
        plain = unescape(ref)
        refs[plain] = f' href="{page}#{anchors[plain]}"' if anchors else ""
        return f'<a class="f"{refs[plain]}>'

    def linked(found: re.Match[str]) -> str:
        tag, attributes, ref, inside = found.groups()
        return f"<{tag}{attributes}>{link(ref)}{inside}</a></{tag}>"

    def linked_shape(found: re.Match[str]) -> str:
        return f"{link(found[2])}{found[1]}</a>"

    # Inside an article header and footer are no landmarks: they become named parts of the page.
    inside = _HEADER.sub(r'<section class="judul" aria-label="Judul">\1</section>', body[1] if body else "")
    inside = _FOOTER.sub(r'<section class="kaki"\1</section>', inside)
    whole = _SHAPE.sub(linked_shape, _FIGURE.sub(linked, inside))
    return Opened(
        title=unescape(title[1]) if title else "",
        marks=tuple(unescape(m) for m in re.findall(r"<span>(.*?)</span>", marks[2])) if marks else (),
        body=Markup(_HOW.sub("Di halaman ini setiap angka dapat dibuka.", whole)),
        refs=tuple(refs),
    )
