"""Tables as HTML. Numbers stand right, every figure carries its reference, a class is number, word and colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from reports.blocks import Column, Line, Table
from reports.format_id import PARTIAL_MARK, UNKNOWN, UNKNOWN_WORDS, WITHHELD, WITHHELD_WORDS, number
from reports.html_text import html_lang, html_text
from reports.language import said, told
from reports.printed import legends, sources_text
from schemas.facts import Fact, Figure, Kelas

LONG_FROM = 20
SHORT_TO = 14
WIDE_FROM = 9
SCROLLS_FROM = 4
# Widths in characters of print: more than the first asks for small type, more than the second for a landscape page.
SMALL_FROM = 90
LANDSCAPE_FROM = 122
PADDING = 2
TEXT_WIDTH = 18
ORDINAL = "nomor"


class Anchors:
    """Gives each reference its `id` where it is first printed, and `data-ref` wherever it is repeated."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def attribute(self, ref: str) -> str:
        """The attribute with its leading space."""
        safe = escape(ref)
        if ref in self._seen:
            return f' data-ref="{safe}"'
        self._seen.add(ref)
        return f' id="{safe}"'


def table_id(number_of: str) -> str:
    """The anchor of a table."""
    return "t-" + number_of.replace(".", "-").replace(" ", "-")


def table_html(table: Table, anchors: Anchors) -> str:
    """One table with caption, headings with scope, row bands, total, sources, notes and the legends it needs."""
    name = table_id(table.number)
    labels = dict(table.labels)
    bands = "".join(_band(group, list(lines), table, labels, anchors) for group, lines in _bands(table.lines))
    total = f"<tfoot>{_row(table.total, table, labels, anchors)}</tfoot>" if table.total else ""
    caption = f"<caption><span>{said('Tabel')} {escape(table.number)}</span> {html_text(table.caption)}</caption>"
    made = (
        f'<figure class="tabel{_size(table)}" id="{name}"><div class="gulir" role="region" tabindex="0" '
        f'aria-label="{said("Tabel")} {escape(table.number)}">'
        f"<table>{caption}{_head(table.columns)}{bands}{total}</table></div>"
        f"{_notes(table)}</figure>\n"
    )
    return _closed(table, made) if table.on_request else made


def _closed(table: Table, made: str) -> str:
    """A long annex, closed until somebody opens it or follows a link into it; closed it takes one line of print."""
    words = told("Tabel {} {}: {} baris, dibuka atas permintaan", table.number, table.caption, len(table.lines))
    return f'<details class="rinci"><summary>{escape(words)}</summary>\n{made}</details>\n'


def is_landscape(table: Table) -> bool:
    """Whether the table needs a landscape page."""
    return _table_width(table) > LANDSCAPE_FROM


def is_small(table: Table) -> bool:
    """Whether the table needs small type on an upright page."""
    return SMALL_FROM < _table_width(table) <= LANDSCAPE_FROM


def is_short(table: Table) -> bool:
    """Whether the table is kept on one page."""
    return len(table.lines) <= SHORT_TO


def column_width(table: Table, i: int) -> int:
    """Characters that a column needs, with the room beside them."""
    return _width(table, i, table.columns[i])


def _table_width(table: Table) -> int:
    return sum(_width(table, i, column) for i, column in enumerate(table.columns))


def _size(table: Table) -> str:
    """How the table is laid out: scrolling on screen, small type or a landscape page in print, kept on one page."""
    width = _table_width(table)
    named = (
        ("panjang", len(table.lines) >= LONG_FROM),
        ("lebar", len(table.columns) >= WIDE_FROM),
        ("geser", len(table.columns) >= SCROLLS_FROM),
        ("pendek", is_short(table)),
        ("rapat", is_small(table)),
        ("mendatar", width > LANDSCAPE_FROM),
    )
    return "".join(f" {name}" for name, is_so in named if is_so)


def _width(table: Table, i: int, column: Column) -> int:
    """Characters that a column needs: its longest number, and of texts, which wrap, no more than `TEXT_WIDTH`."""
    word = max((len(w) for w in column.head.replace("/", "/ ").split()), default=0)
    cells = [line.cells[i] for line in (*table.lines, *((table.total,) if table.total else ()))]
    is_code = column.kind == "code"
    longest = max((len(str(c)) if is_code else _printed(c, dict(table.labels)) for c in cells), default=0)
    return max(word, longest) + PADDING


def _printed(cell: Fact, labels: dict[int, str]) -> int:
    if isinstance(cell, Figure):
        return len(WITHHELD if cell.is_withheld else number(cell.value, cell.decimals)) + cell.is_partial
    if isinstance(cell, Kelas):
        return 3 + len(labels.get(cell.value or 0, "")) + 4 * cell.is_sementara
    return min(len(cell), TEXT_WIDTH)


def _head(columns: tuple[Column, ...]) -> str:
    if not any(c.group for c in columns):
        return f"<thead><tr>{''.join(_heading(c) for c in columns)}</tr></thead>"
    top, low = "", ""
    for group, members in groupby(columns, key=lambda c: c.group):
        inside = list(members)
        if group:
            top += f'<th scope="colgroup" colspan="{len(inside)}">{html_text(group)}</th>'
            low += "".join(_heading(c) for c in inside)
        else:
            top += "".join(_heading(c, ' rowspan="2"') for c in inside)
    return f"<thead><tr>{top}</tr><tr>{low}</tr></thead>"


def _heading(column: Column, extra: str = "") -> str:
    left = "" if column.kind == "number" else ' class="t"'
    return f'<th scope="col"{left}{extra}>{html_text(column.head)}</th>'


def _bands(lines: Iterable[Line]) -> Iterable[tuple[str, Iterable[Line]]]:
    return groupby(lines, key=lambda line: line.group)


def _band(group: str, lines: list[Line], table: Table, labels: dict[int, str], anchors: Anchors) -> str:
    head = (
        f'<tr class="g"><th scope="rowgroup" colspan="{len(table.columns)}"><span>{html_text(group)}</span></th></tr>'
        if group
        else ""
    )
    return f"<tbody>{head}{''.join(_row(line, table, labels, anchors) for line in lines)}</tbody>\n"


def _row(line: Line, table: Table, labels: dict[int, str], anchors: Anchors) -> str:
    named = (i for i, (cell, c) in enumerate(zip(line.cells, table.columns, strict=True)) if _is_name(cell, c))
    first = next(named, None)
    kinds = [column.kind for column in table.columns]
    cells = (
        f'<td class="t kode">{escape(str(cell))}</td>' if kind == "code" else _cell(cell, i == first, labels, anchors)
        for i, (cell, kind) in enumerate(zip(line.cells, kinds, strict=True))
    )
    total = ' class="j"' if line.is_total else ""
    return f"<tr{total}>{''.join(cells)}</tr>\n"


def _is_name(cell: Fact, column: Column) -> bool:
    return isinstance(cell, str) and column.name != ORDINAL and column.kind != "code"


def _cell(cell: Fact, names_row: bool, labels: dict[int, str], anchors: Anchors) -> str:
    if isinstance(cell, Figure):
        faint = ' class="z"' if cell.value == 0 else ""
        return f"<td{anchors.attribute(cell.ref)}{faint}>{figure_text(cell)}</td>"
    if isinstance(cell, Kelas):
        return class_cell(cell, labels, anchors)
    if names_row:
        return f'<th scope="row"{html_lang(cell)}>{escape(cell)}</th>'
    return f'<td class="t"{html_lang(cell)}>{escape(cell)}</td>'


def unknown_cell() -> str:
    """The dash of an unknown value with its meaning."""
    return f'<abbr title="{said(UNKNOWN_WORDS)}">{UNKNOWN}</abbr>'


def withheld_cell() -> str:
    """The mark of a value that is kept back, with its meaning."""
    return f'<abbr title="{said(WITHHELD_WORDS)}">{WITHHELD}</abbr>'


def figure_text(figure: Figure) -> str:
    """The number as printed in a table."""
    if figure.value is None:
        return withheld_cell() if figure.is_withheld else unknown_cell()
    return number(figure.value, figure.decimals) + (PARTIAL_MARK if figure.is_partial else "")


def class_cell(kelas: Kelas, labels: dict[int, str], anchors: Anchors) -> str:
    """A class: colour chip, number and word; provisional ones carry an s."""
    anchor = anchors.attribute(kelas.ref)
    if kelas.value is None:
        return f'<td class="k"{anchor}>{unknown_cell()}</td>'
    word = labels.get(kelas.value, "")
    mark = f' <abbr title="{said("sementara")}">(s)</abbr>' if kelas.is_sementara else ""
    return f'<td class="k k{kelas.value}"{anchor}>{kelas.value} {escape(word)}{mark}</td>'


def _notes(table: Table) -> str:
    below = (*sources_text(table.sources), *table.notes, *legends(table))
    notes = "".join(f"<p>{html_text(n)}</p>" for n in below) + findings_html(table.findings)
    return f"<figcaption>{notes}</figcaption>" if notes else ""


def findings_html(findings: tuple[str, ...]) -> str:
    """The tally of findings and the gravest of them, below a table or chart."""
    if not findings:
        return ""
    first, *rest = findings
    listed = f"<ul>{''.join(f'<li>{html_text(f)}</li>' for f in rest)}</ul>" if rest else ""
    return f'<div class="temuan-tabel"><p>{html_text(first)}</p>{listed}</div>'
