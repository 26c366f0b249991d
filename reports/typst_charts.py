"""Charts as Typst: bars and tiles drawn with the values written out, so that colour only repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from string import ascii_uppercase
from textwrap import wrap

from reports.blocks import AmountBars, Chart, ClassBars, ClassMap, ClassTiles, Drawing, YesNoBars
from reports.format_id import number, plain
from reports.language import said, told
from reports.printed import cell_text
from reports.svg_charts import alternative, chart_svg
from reports.svg_map import alternative as map_alternative
from reports.svg_map import map_svg
from reports.typst_glyphs import shown
from schemas.facts import Figure

COLOURS = {0: "#d8dde2", 1: "#3a78b5", 2: "#4f9a5f", 3: "#e8c43a", 4: "#c0392b"}
_PARTS = ("#0b4f79", "#4f9a5f", "#c96a12", "#8c959e", "#6b4a8a")
_LONG_SAID = 24
_PIECE = 12
WHOLE = 66
"""Characters of a word, and no more, that are never broken."""
_ROOM = 4
"""Percent of a bar that a letter needs."""


def literal(text: str) -> str:
    """A string literal; what no font can show is a box."""
    return '"' + shown(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ") + '"'


def breakable(text: str, whole: int = WHOLE) -> str:
    """As `literal`, with places to break a word of more than `whole` characters, which would leave the page."""
    return literal(re.sub(rf"\S{{{whole + 1},}}", lambda found: "\u00ad".join(wrap(found[0], _PIECE)), text))


def drawn(chart: Chart) -> str:
    """The drawing of a chart."""
    if isinstance(chart, ClassBars):
        return _class_bars(chart)
    if isinstance(chart, YesNoBars):
        return _yes_no(chart)
    if isinstance(chart, ClassTiles):
        return _tiles(chart)
    if isinstance(chart, ClassMap):
        return _image(map_svg(chart, "peta", refs=False), map_alternative(chart), 72)
    if isinstance(chart, Drawing):
        return _image(chart_svg(chart, refs=False), alternative(chart))
    return _amounts(chart)


def _image(svg: str, said: str, width_pct: int = 100) -> str:
    return f'#image(bytes({literal(svg)}), format: "svg", width: {width_pct}%, alt: {literal(said)})'


def _bar(name: str, parts: Sequence[tuple[str, Fraction, str]], said: str = "", rest: Fraction = Fraction(0)) -> str:
    """One bar: coloured parts as long as their amounts, with a text in each and one behind."""
    known = [(c, w, t) for c, w, t in parts if w > 0]
    widths = [f"{_plain(w)}fr" for _, w, _ in known] + ([f"{_plain(rest)}fr"] if rest > 0 else [])
    boxes = [
        f'rect(width: 100%, height: 14pt, inset: 2pt, fill: rgb("{c}"), stroke: 0.4pt + white, '
        f"text(7pt, fill: {_ink(c)}, {literal(t)}))"
        for c, _, t in known
    ] + (["[]"] if rest > 0 else [])
    inside = f"grid(columns: ({', '.join(widths)},), {', '.join(boxes)})" if widths else "[–]"
    behind = 5.4 if len(said) > _LONG_SAID else 3.2
    sizes = f"columns: (3.4cm, 1fr, {behind}cm), gutter: 5pt"
    return f"grid({sizes}, {breakable(name, 24)}, {inside}, text(8pt, {literal(said)}))"


def _ink(colour: str) -> str:
    return "black" if colour in (COLOURS[3], COLOURS[0], "#ffffff") else "white"


def _plain(value: Fraction) -> str:
    return plain(value, 3)


def _stack(parts: Iterable[str]) -> str:
    return f"#stack(spacing: 4pt, {', '.join(parts)})"


def _key(entries: Iterable[tuple[str, str]]) -> str:
    boxes = " #h(8pt) ".join(
        f'#box(rect(width: 8pt, height: 8pt, fill: rgb("{c}"), stroke: 0.4pt + black)) #{literal(word)}'
        for c, word in entries
    )
    return f"#v(4pt)#text(8pt)[{boxes}]"


def _classes(labels: Iterable[tuple[int, str]]) -> str:
    return _key([(COLOURS[k], f"{k} {word}") for k, word in labels] + [(COLOURS[0], said("tanpa kelas"))])


def _class_bars(chart: ClassBars) -> str:
    rows = [
        _bar(name, [(COLOURS[k or 0], Fraction(f.value or 0), _of_class(k, f, parts)) for k, f in parts])
        for name, parts in chart.rows
    ]
    return _stack(rows) + _key(
        [(COLOURS[k], f"{k} {word}") for k, word in chart.labels] + [(COLOURS[0], said("tanpa kelas"))]
    )


def _of_class(k: int | None, figure: Figure, parts: Iterable[tuple[int | None, Figure]]) -> str:
    """The class before the number of desa, where there is room: a bar is read without its colour."""
    whole = sum(Fraction(f.value or 0) for _, f in parts)
    has_room = k is not None and Fraction(figure.value or 0) * 100 >= 2 * _ROOM * whole
    return f"{k}: {number(figure.value)}" if has_room else number(figure.value)


def _yes_no(chart: YesNoBars) -> str:
    rows = []
    for bar in chart.bars:
        parts = [("#0b4f79", Fraction(bar.yes.value or 0), said("ya"))]
        parts.append((COLOURS[0], Fraction(bar.no.value or 0), said("tidak")))
        words = told("ya {} % · tidak {} % · {} menjawab", *map(_said, (bar.yes, bar.no, bar.answered)))
        rows.append(_bar(bar.name, parts, words))
    return _stack(rows)


def _said(figure: Figure) -> str:
    return cell_text(figure, {})


def _amounts(chart: AmountBars) -> str:
    longest = max((Fraction(total.value or 0) for *_, total in chart.rows), default=Fraction(0))
    colour = {key: _PARTS[i % len(_PARTS)] for i, (key, _) in enumerate(chart.keys)}
    letter = dict(zip((key for key, _ in chart.keys), ascii_uppercase, strict=False))
    rows = []
    for name, parts, total in chart.rows:
        sized = [(colour[key], w, letter[key] if w >= _ROOM else "") for key, w in _shares(parts, longest)]
        rest = 100 - sum((w for _, w, _ in sized), Fraction(0))
        rows.append(_bar(name, sized, f"Rp {_said(total)}", max(rest, Fraction(0))))
    return _stack(rows) + _key([(colour[key], f"{letter[key]} {word}") for key, word in chart.keys])


def _shares(parts: Iterable[tuple[str, Figure]], longest: Fraction) -> list[tuple[str, Fraction]]:
    """The parts in percent of the longest bar."""
    return [(key, Fraction(f.value or 0) / (longest or 1) * 100) for key, f in parts]


def _tiles(chart: ClassTiles) -> str:
    made = _classes(chart.labels)
    for name, tiles in chart.groups:
        boxes = ", ".join(
            "rect(width: 100%, height: 22pt, inset: 2pt, stroke: 0.4pt + luma(160), "
            "grid(columns: (12pt, 1fr), gutter: 2pt, "
            f'rect(width: 12pt, height: 17pt, inset: 1pt, fill: rgb("{COLOURS[k.value or 0]}"), '
            f"text(7pt, fill: {_ink(COLOURS[k.value or 0])}, {literal(cell_text(k, {}))})), "
            f"text(6.5pt, {breakable(desa, 14)})))"
            for desa, k in tiles
        )
        made += f"#v(4pt)#text(8pt, strong({literal(name)}))#grid(columns: (1fr,) * 6, gutter: 2pt, {boxes})"
    return made
