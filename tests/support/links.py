"""Links of a folder of pages that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_LINK, _ID = re.compile(r'(?:href|src)="([^"]*)"'), re.compile(r'\sid="([^"]*)"')


def dead_links(folder: Path, *, with_anchors: bool = True) -> list[tuple[str, str]]:
    """(page, link) of every link whose file or anchor is not there; links to other places are left out."""
    return [
        (page.relative_to(folder).as_posix(), link)
        for page in sorted(folder.rglob("*.html"))
        for link in sorted(_links(page))
        if not _leads_somewhere(page, link, with_anchors=with_anchors)
    ]


def _links(page: Path) -> Iterator[str]:
    found = {unescape(link) for link in _LINK.findall(page.read_text(encoding="utf-8"))}
    return (link for link in found if not re.match(r"[a-z]+:", link))


def _leads_somewhere(page: Path, link: str, *, with_anchors: bool) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / unquote(path)).resolve() if path else page.resolve()
    if not target.is_file():
        return False
    return (
        not (anchor and with_anchors)
        or target.suffix != ".html"
        or {anchor, unquote(anchor)} & anchors(target) != set()
    )


@cache
def anchors(page: Path) -> frozenset[str]:
    """Every anchor of a page."""
    return frozenset(unescape(name) for name in _ID.findall(page.read_text(encoding="utf-8")))
