"""Tables of a DOCX: bands, heads that stand again on every page, columns as wide as what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from reports.blocks import Column, Line, Table
from reports.html_table import is_landscape
from reports.printed import all_lines, cell_text, table_notes

_TWIPS, _MANY = (9400, 14300), 9
Cell = tuple[str, int]
"""A text and the number of columns that it spans."""


def add_table(made: Any, table: Table) -> None:
    """A table with its notes below."""
    labels = dict(table.labels)
    heads = _heads(table.columns)
    bands = list(groupby(_known(table), key=lambda line: line.group))
    n_rows = len(heads) + sum(1 for line in _known(table)) + sum(bool(group) for group, _ in bands)
    grid = made.add_table(rows=n_rows, cols=len(table.columns))
    grid.style = "Table Grid"
    _widths(grid, [_weight(table, i, c) for i, c in enumerate(table.columns)], _TWIPS[is_landscape(table)])
    size = Pt(6.5 if len(table.columns) > _MANY else 7.5)
    xml_rows = iter(grid._tbl.tr_lst)
    for head in heads:
        row = next(xml_rows)
        fill(row, head, table.columns, size, is_bold=True)
        _repeat(row)
    for group, lines in groupby(_known(table), key=lambda line: line.group):
        if group:
            fill(next(xml_rows), [(group, len(table.columns))], table.columns, size, is_bold=True)
        for line in lines:
            texts = [(cell_text(cell, labels), 1) for cell in line.cells]
            fill(next(xml_rows), texts, table.columns, size, is_bold=line.is_total or line is table.total)
    for note in table_notes(table):
        line = made.add_paragraph()
        run = line.add_run(clean(note))
        run.font.size, run.italic = Pt(8), True
    made.add_paragraph()


def _known(table: Table) -> list[Line]:
    """The rows and the total, which belongs to no band."""
    return [*table.lines, *((replace(table.total, group="", is_total=True),) if table.total else ())]


def _heads(columns: tuple[Column, ...]) -> list[list[Cell]]:
    """One row of headings, or two where columns share one above them."""
    heads: list[list[Cell]] = [[(c.head, 1) for c in columns]]
    if any(c.group for c in columns):
        found = [(group, len(list(members))) for group, members in groupby(columns, key=lambda c: c.group)]
        heads.insert(0, found)
    return heads


def _weight(table: Table, at: int, column: Column) -> int:
    """What a column asks for in characters: its longest number whole, of texts a part."""
    labels = dict(table.labels)
    longest = max((len(cell_text(line.cells[at], labels)) for line in all_lines(table)), default=6)
    word = max((len(w) for w in column.head.split()), default=4)
    return max(word, min(longest, 60) if column.kind in ("number", "code") else min(longest, 34), 4) + 2


def _widths(grid: Any, weights: list[int], twips: int) -> None:
    """The columns share the width of the page by what they ask for; cells keep little room at their sides."""
    shape = grid._tbl.tblPr
    layout, margins = OxmlElement("w:tblLayout"), OxmlElement("w:tblCellMar")
    layout.set(qn("w:type"), "fixed")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for old in shape.findall(qn("w:tblLayout")):
        shape.remove(old)
    shape.append(layout)
    shape.append(margins)
    for column, weight in zip(grid._tbl.tblGrid.gridCol_lst, weights, strict=True):
        column.set(qn("w:w"), str(twips * weight // sum(weights)))
    for row in grid._tbl.tr_lst:
        for cell, weight in zip(row.tc_lst, weights, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(twips * weight // sum(weights)))


def fill(row: Any, cells: Sequence[Cell], columns: tuple[Column, ...], size: Any, *, is_bold: bool) -> None:
    """Write (text, columns that it spans) into a row as XML: the library's own cells are many times slower."""
    at = 0
    for text, span in cells:
        cell, column = row.tc_lst[at - _gone(row, columns)], columns[at]
        if span > 1:
            cell.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), str(span))
            first = list(row.tc_lst).index(cell)
            for spare in list(row.tc_lst)[first + 1 : first + span]:
                row.remove(spare)
        _write(cell, text, size, is_right=column.kind == "number" and span == 1, is_bold=is_bold)
        at += span


def _gone(row: Any, columns: tuple[Column, ...]) -> int:
    """Cells of the row that a span has taken."""
    return len(columns) - len(row.tc_lst)


def _write(cell: Any, text: str, size: Any, *, is_right: bool, is_bold: bool) -> None:
    paragraph = cell.p_lst[0]
    if is_right:
        paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "right")
    run = paragraph.add_r()
    shape = run.get_or_add_rPr()
    if is_bold:
        shape.append(OxmlElement("w:b"))
    for name in ("w:sz", "w:szCs"):
        points = OxmlElement(name)
        points.set(qn("w:val"), str(int(size.pt * 2)))
        shape.append(points)
    run.text = clean(text)


def _repeat(row: Any) -> None:
    """A head that stands again on every page of the table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def clean(text: str) -> str:
    """The text without control signs, which XML does not take."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
