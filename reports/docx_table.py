"""Tables of a DOCX: bands, heads that stand again on every page, columns as wide as what they hold.

A table is written as XML in one go: the library's own cells took most of the time of a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from reports.blocks import Column, Line, Table
from reports.docx_text import INDONESIAN, add_texts, pieces
from reports.html_table import is_landscape
from reports.printed import all_lines, cell_text, table_notes

_TWIPS, _MANY = (9400, 14300), 9
_SHAPE = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="04A0"/></w:tblPr>'
)
Cell = tuple[str, int]
"""A text and the number of columns that it spans."""


def add_table(made: Any, table: Table) -> None:
    """A table with its notes below."""
    weights = [_weight(table, i, column) for i, column in enumerate(table.columns)]
    twips = _TWIPS[is_landscape(table)]
    half_points = 13 if len(table.columns) > _MANY else 15
    _put(made, [twips * weight // sum(weights) for weight in weights], "".join(_rows(table, half_points)))
    for note in table_notes(table):
        for run in add_texts(made.add_paragraph(), note):
            run.font.size, run.italic = Pt(8), True
    made.add_paragraph()


def add_pairs(made: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """A table of labels and texts."""
    columns = (Column("apa", ""), Column("isi", ""))
    rows = "".join(_row([(text, 1) for text in pair], columns, 16) for pair in pairs)
    _put(made, [_TWIPS[0] // 2] * 2, rows)


def _put(made: Any, widths: Sequence[int], rows: str) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"<w:tbl {nsdecls('w')}>{_SHAPE}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    made.element.body._insert_tbl(parse_xml(xml))


def _rows(table: Table, half_points: int) -> Iterator[str]:
    labels = dict(table.labels)
    for head in _heads(table.columns):
        yield _row(head, table.columns, half_points, is_bold=True, is_head=True)
    for group, lines in groupby(_known(table), key=lambda line: line.group):
        if group:
            yield _row([(group, len(table.columns))], table.columns, half_points, is_bold=True)
        for line in lines:
            texts = [(cell_text(cell, labels), 1) for cell in line.cells]
            yield _row(texts, table.columns, half_points, is_bold=line.is_total)


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


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], half_points: int, *, is_bold: bool = False, is_head: bool = False
) -> str:
    """A row; a head stands again on every page of the table."""
    head = '<w:trPr><w:tblHeader w:val="true"/></w:trPr>' if is_head else ""
    made, at = "", 0
    for text, span in cells:
        is_right = columns[at].kind == "number" and span == 1
        made += _cell(text, span, half_points, is_right=is_right, is_bold=is_bold)
        at += span
    return f"<w:tr>{head}{made}</w:tr>"


def _cell(text: str, span: int, half_points: int, *, is_right: bool, is_bold: bool) -> str:
    spans = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    side = '<w:pPr><w:jc w:val="right"/></w:pPr>' if is_right else ""
    look = f'{"<w:b/>" * is_bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    runs = "".join(_run(piece, look, marked) for piece, marked in pieces([text]) or [("", False)])
    return f"<w:tc>{spans}<w:p>{side}{runs}</w:p></w:tc>"


def _run(text: str, look: str, marked: bool) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    lang = f'<w:lang w:val="{INDONESIAN}"/>' if marked else ""
    return f"<w:r><w:rPr>{look}{lang}</w:rPr>{lines}</w:r>"
