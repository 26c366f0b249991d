"""A lineage graph as SVG: boxes in rows, what is printed on top, submitted tables below; with a text of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markupsafe import Markup

WIDE, HIGH, GAP, BETWEEN, PER_ROW = 206, 58, 14, 34, 5
_LONGEST = 31
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in one box: what it is, its value or how many values, and where or which."""

    name: str
    title: str
    said: str
    note: str
    rank: int


Place = tuple[int, int]


def graph_svg(boxes: Sequence[Box], links: Sequence[tuple[str, str]], ident: str) -> Markup:
    """The drawing, the root in the first row. Names of boxes are those that `links` join.

    Written by hand, not by a template: an MPS has hundreds of lines with a score of boxes each.
    """
    places, size, drawn = _skeleton(tuple((box.name, box.rank) for box in boxes), tuple(links))
    head = (
        f'<title id="{ident}-j">Silsilah {escape(boxes[0].title)}</title>'
        f'<desc id="{ident}-t">{escape(graph_text(boxes, links))}</desc>'
    )
    told = "".join([_box(box, places[box.name], is_root=box is boxes[0]) for box in boxes])
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-j {ident}-t" '
        f'viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" height="{size[1]}">{head}{drawn}{told}</svg>'
    )


def graph_text(boxes: Sequence[Box], links: Sequence[tuple[str, str]]) -> str:
    """The graph in sentences: each box with what it rests on."""
    named = {box.name: box for box in boxes}
    below: dict[str, list[str]] = {}
    for a, b in links:
        below.setdefault(a, []).append(b)
    return " ".join(_sentence(box, [named[b] for b in below.get(box.name, ())]) for box in boxes)


def _sentence(box: Box, below: Sequence[Box]) -> str:
    what = f"{box.title} ({', '.join(t for t in (box.said, box.note) if t)})"
    return f"{what} berasal dari {', '.join(b.title for b in below)}." if below else f"{what}."


@lru_cache(maxsize=512)
def _skeleton(
    ranked: tuple[tuple[str, int], ...], links: tuple[tuple[str, str], ...]
) -> tuple[Mapping[str, Place], Place, str]:
    """The upper left corner of each box, the size of the whole, and the lines between; many graphs have the same."""
    by_rank: dict[int, list[str]] = {}
    for name, rank in ranked:
        by_rank.setdefault(rank, []).append(name)
    rows = [names[i : i + PER_ROW] for _, names in sorted(by_rank.items()) for i in range(0, len(names), PER_ROW)]
    width = max(map(len, rows)) * (WIDE + GAP) - GAP + 2 * _MARGIN
    places = {}
    for i, row in enumerate(rows):
        left = (width - (len(row) * (WIDE + GAP) - GAP)) // 2
        for j, name in enumerate(row):
            places[name] = (left + j * (WIDE + GAP), _MARGIN + i * (HIGH + BETWEEN))
    height = 2 * _MARGIN + len(rows) * (HIGH + BETWEEN) - BETWEEN
    return places, (width, height), "".join(_link(places[a], places[b]) for a, b in links)


def _link(above: Place, below: Place) -> str:
    (x1, y1), (x2, y2) = above, below
    x1, x2 = x1 + WIDE // 2, x2 + WIDE // 2
    if y2 > y1:
        y1 += HIGH
    elif y2 < y1:
        y2 += HIGH
    middle = (y1 + y2) // 2
    return f'<path d="M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"/>'


def _box(box: Box, place: Place, *, is_root: bool) -> str:
    look = ' class="akhir"' if is_root else ""
    drawn = _drawn(box.title, box.said, box.note)
    return f'<g{look} transform="translate({place[0]} {place[1]})">{drawn}</g>'


@lru_cache(maxsize=4096)
def _drawn(title: str, said: str, note: str) -> str:
    """A box at the corner of the page; most boxes come again in many drawings."""
    lines = ((title, ' font-weight="600"', 18), (said, "", 34), (note, ' class="kecil"', 50))
    texts = "".join(f'<text x="8" y="{down}"{look}>{escape(_short(text))}</text>' for text, look, down in lines if text)
    return f'<rect width="{WIDE}" height="{HIGH}" rx="4"/>{texts}'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
