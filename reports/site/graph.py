"""A lineage graph as SVG: boxes in rows, what is printed on top, submitted tables below; with a text of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

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
    """The drawing, the root in the first row. Names of boxes are those that `links` join."""
    places, size = _places(boxes)
    head = Markup('<title id="{i}-j">Silsilah {title}</title><desc id="{i}-t">{text}</desc>').format(
        i=ident, title=boxes[0].title, text=graph_text(boxes, links)
    )
    drawn = Markup("").join(_link(places[a], places[b]) for a, b in links)
    told = Markup("").join(_box(box, places[box.name], is_root=box is boxes[0]) for box in boxes)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{i}-j {i}-t" viewBox="0 0 {w} {h}" '
        'width="{w}" height="{h}">{inside}</svg>'
    ).format(i=ident, w=size[0], h=size[1], inside=head + drawn + told)


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


def _places(boxes: Sequence[Box]) -> tuple[Mapping[str, Place], Place]:
    """The upper left corner of each box, and the size of the whole."""
    rows: list[list[Box]] = []
    by_rank: dict[int, list[Box]] = {}
    for box in boxes:
        by_rank.setdefault(box.rank, []).append(box)
    for rank in sorted(by_rank):
        waiting = iter(by_rank[rank])
        while row := list(islice(waiting, PER_ROW)):
            rows.append(row)
    widest = max(len(row) for row in rows)
    width = widest * (WIDE + GAP) - GAP + 2 * _MARGIN
    places = {}
    for i, row in enumerate(rows):
        left = (width - (len(row) * (WIDE + GAP) - GAP)) // 2
        for j, box in enumerate(row):
            places[box.name] = (left + j * (WIDE + GAP), _MARGIN + i * (HIGH + BETWEEN))
    return places, (width, 2 * _MARGIN + len(rows) * (HIGH + BETWEEN) - BETWEEN)


def _link(above: Place, below: Place) -> Markup:
    (x1, y1), (x2, y2) = above, below
    x1, x2 = x1 + WIDE // 2, x2 + WIDE // 2
    if y2 > y1:
        y1 += HIGH
    else:
        y2 += HIGH * (y2 < y1)
    middle = (y1 + y2) // 2
    return Markup(f'<path d="M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"/>')


def _box(box: Box, place: Place, *, is_root: bool) -> Markup:
    x, y = place
    lines = ((box.title, ' font-weight="600"', 18), (box.said, "", 34), (box.note, ' class="kecil"', 50))
    texts = Markup("").join(
        Markup('<text x="{}" y="{}"{}>{}</text>').format(x + 8, y + down, Markup(look), _short(text))
        for text, look, down in lines
        if text
    )
    group = Markup('<g class="akhir">') if is_root else Markup("<g>")
    return group + Markup(f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="4"/>') + texts + Markup("</g>")


def _short(text: str) -> Markup:
    return escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
