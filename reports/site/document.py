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
_STAMP = re.compile(r'<p class="cap"[^>]*>.*?</p>\s*', re.DOTALL)
_HOW = "Rujukan tampil di sudut kiri bawah saat penunjuk berada di atas angka."
_HOW_HERE = "Di halaman ini setiap angka dapat dibuka."


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
    title, marks, stamp = (pattern.search(text) for pattern in (_TITLE, _MARKS, _STAMP))
    # Inside an article header and footer are no landmarks: they become named parts of the page.
    body = text[stamp.end() : max(stamp.end(), text.find("</body>", stamp.end()))].rstrip() if stamp else ""
    body = _renamed(body, "header", 'class="judul"', 'class="judul" aria-label="Judul"')
    body = _renamed(body, "footer", 'class="kaki"', 'class="kaki"').replace(_HOW, _HOW_HERE)

    def link(ref: str) -> str:
        return f'<a class="f" href="{page}#{anchors[unescape(ref)]}">' if anchors else '<a class="f">'

    pieces = _FIGURE.split(body)
    figures = zip(*(iter(pieces[:-1]),) * 5, strict=True)
    whole = "".join(f"{before}<{tag}{other}>{link(ref)}{said}</a></{tag}>" for before, tag, other, ref, said in figures)
    whole += pieces[-1]
    found = [*pieces[3::5], *(ref for _, ref in _SHAPE.findall(whole))]
    return Opened(
        title=unescape(title[1]) if title else "",
        marks=tuple(unescape(m) for m in re.findall(r"<span>(.*?)</span>", marks[2])) if marks else (),
        body=Markup(_SHAPE.sub(lambda shape: f"{link(shape[2])}{shape[1]}</a>", whole)),
        refs=tuple(dict.fromkeys(map(unescape, found))),
    )


def _renamed(text: str, tag: str, attributes: str, become: str) -> str:
    """The first element with these attributes as a section."""
    before, _, rest = text.partition(f"<{tag} {attributes}")
    inside, is_there, after = rest.partition(f"</{tag}>")
    return f"{before}<section {become}{inside}</section>{after}" if is_there else text
