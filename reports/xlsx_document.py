"""A block tree as XLSX: every table and the data of every chart on a sheet, with typed cells and sums as formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reports.blocks import Chart, Column, Document, Line, Table, chart_label
from reports.language import said
from reports.printed import absent_list, all_lines, cell_text, chart_table, table_notes
from schemas.facts import Figure, Kelas

_CREATED = datetime(2000, 1, 1)
_HEAD = 3
_LINE_POINTS = 15


def document_xlsx(document: Document, digest: str) -> bytes:
    """The tables of the document as a workbook. The same tree and digest give the same bytes."""
    tables = [(said("Tabel"), b) if isinstance(b, Table) else (said(chart_label(b)), chart_table(b))
              for b in document.blocks if isinstance(b, Table | Chart)]  # fmt: skip
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _CREATED, "title": f"{document.title} {document.place} {document.year}"})
        looks = _Looks(book)
        names = _names(tables)
        _contents(book, looks, document, digest, list(zip(names, tables, strict=True)))
        for name, (label, table) in zip(names, tables, strict=True):
            _sheet(book, looks, name, label, table)
    return buffer.getvalue()


def _names(tables: Sequence[tuple[str, Table]]) -> list[str]:
    """Names of sheets: the number of the table, made different where it repeats."""
    found: list[str] = []
    for label, table in tables:
        stem = "".join("-" if c in r"[]:*?/\\" else c for c in f"{label} {table.number}")[:27]
        name, n = stem, 2
        while name in found:
            name, n = f"{stem} ({n})", n + 1
        found.append(name)
    return found


class _Looks:
    def __init__(self, book: Any) -> None:
        top = {"valign": "top", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0f4c75"})
        self.small = book.add_format({"font_size": 9, "font_color": "#5a6673", "text_wrap": True})
        self.head = book.add_format({"bold": True, "bg_color": "#e7f0f6", "bottom": 1, **top})
        self.text = book.add_format(top)
        self.band = book.add_format({"bold": True, "bg_color": "#f3f6f8"})
        self._book, self._numbers = book, dict[tuple[str, bool], Any]()

    def number(self, figure: Figure, *, is_total: bool) -> Any:
        """The format of a figure: rupiah, percent or plain, with its decimals."""
        places = f".{'0' * figure.decimals}" if figure.decimals else ""
        pattern = f'"Rp" #,##0{places}' if figure.unit == "Rp" else f"#,##0{places}"
        known = self._numbers.get((pattern, is_total))
        if known is None:
            known = self._book.add_format(
                {"num_format": pattern, "bold": is_total, "top": int(is_total), "valign": "top"}
            )
            self._numbers[pattern, is_total] = known
        return known


def _contents(
    book: Any, looks: _Looks, document: Document, digest: str, tables: Sequence[tuple[str, tuple[str, Table]]]
) -> None:
    sheet = book.add_worksheet(said("Daftar isi"))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    _on_paper(sheet)
    sheet.write(0, 0, f"{document.title} · {document.place} · {document.year}", looks.title)
    sheet.merge_range(1, 0, 1, 1, f"{' · '.join((*document.marks, f'naskah {digest}'))}", looks.small)
    for row, (name, (_, table)) in enumerate(tables, 3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, table.caption)
    gone = absent_list(document.blocks)
    for at, text in enumerate(t for t in (gone, document.edition_note) if t):
        sheet.write_string(len(tables) + 4 + at, 1, text, looks.small)
        sheet.set_row(len(tables) + 4 + at, _LINE_POINTS * _lines_of(text, 110))


def _on_paper(sheet: Any) -> None:
    """A4 across, as many pages down as it needs."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines_of(text: str, width: float) -> int:
    """Lines of a text in a column of so many characters, words kept whole."""
    return len(wrap(text, max(int(width) - 1, 4))) or 1


def _sheet(book: Any, looks: _Looks, name: str, label: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, f"{label} {table.number} {table.caption}", looks.title)
    contents = said("Daftar isi")
    sheet.write_url(1, 0, f"internal:'{contents}'!A1", string=contents)
    groups = [c.group for c in table.columns]
    widths = [_width(table, at, column) for at, column in enumerate(table.columns)]
    heads = [f"{c.group}: {c.head}" if c.group else c.head for c in table.columns]
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(_HEAD, at, head, looks.head)
        sheet.set_column(at, at, width)
    sheet.set_row(_HEAD, _LINE_POINTS * max(map(_lines_of, heads, widths), default=1))
    row, rows = _HEAD + 1, dict[int, int]()
    group = ""
    for i, line in enumerate(table.lines):
        if line.group and line.group != group:
            sheet.merge_range(row, 0, row, max(len(groups) - 1, 1), line.group, looks.band)
            row += 1
        group = line.group
        _line(sheet, looks, table, line, row, None)
        _heighten(sheet, line, widths, row)
        rows[i] = row
        row += 1
    if table.total:
        _line(sheet, looks, table, table.total, row, rows)
        row += 1
    for note in table_notes(table):
        row += 1
        sheet.write_string(row, 0, note, looks.small) if len(groups) < 2 else sheet.merge_range(
            row, 0, row, len(groups) - 1, note, looks.small
        )
        sheet.set_row(row, 13 * (1 + len(note) // max(12 * len(groups), 40)))
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.repeat_rows(_HEAD)
    _on_paper(sheet)


def _heighten(sheet: Any, line: Line, widths: Sequence[float], row: int) -> None:
    """Room for the longest text of a row, which only some programs make by themselves."""
    texts = ((cell, width) for cell, width in zip(line.cells, widths, strict=True) if isinstance(cell, str))
    most = max((_lines_of(text, width) for text, width in texts if len(text) > width - 1), default=1)
    if most > 1:
        sheet.set_row(row, _LINE_POINTS * most)


def _width(table: Table, at: int, column: Column) -> float:
    labels = dict(table.labels)
    longest = max((len(cell_text(line.cells[at], labels)) for line in all_lines(table)), default=8)
    word = max((len(w) for w in f"{column.group} {column.head}".split()), default=0)
    is_money = any(isinstance(cell := line.cells[at], Figure) and cell.unit == "Rp" for line in all_lines(table))
    room = 6 if is_money else 3  # the sign of the currency, and bold figures of a total
    return min(max(longest + room, word + 3, 9), 28 if column.kind == "number" else 42)


def _line(sheet: Any, looks: _Looks, table: Table, line: Line, row: int, rows: dict[int, int] | None) -> None:
    """A row; of a total `rows` are the places of the lines that it may add up."""
    is_total = rows is not None or line.is_total
    labels = dict(table.labels)
    for at, cell in enumerate(line.cells):
        if isinstance(cell, Figure) and cell.value is not None:
            look, value = looks.number(cell, is_total=is_total), _plain(cell)
            formula = _sum(table, at, cell, rows) if rows else ""
            if formula:
                sheet.write_formula(row, at, formula, look, value)
            else:
                sheet.write_number(row, at, value, look)
        elif isinstance(cell, Kelas) and cell.value is not None and not cell.is_sementara:
            sheet.write_number(row, at, cell.value, looks.text)
        else:
            sheet.write_string(row, at, cell_text(cell, labels), looks.text)


def _plain(figure: Figure) -> float:
    """The value as printed: rounded half-up to its decimals, so that a sheet says what the page says."""
    exact = Fraction(figure.value or 0) * 10**figure.decimals
    digits = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return float(Fraction(-digits if exact < 0 else digits, 10**figure.decimals))


def _sum(table: Table, at: int, total: Figure, rows: dict[int, int]) -> str:
    """SUM over the lines of the column where it gives the printed total; "" where the total is something else."""
    known: list[tuple[int, Figure]] = [
        (rows[i], cell)
        for i, line in enumerate(table.lines)
        if not line.is_total and isinstance(cell := line.cells[at], Figure) and cell.value is not None
    ]
    if not known or round(sum(_plain(f) for _, f in known), 6) != _plain(total):
        return ""
    ranges: list[list[int]] = []
    for row, _ in known:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return f"=SUM({','.join(f'{xl_rowcol_to_cell(a, at)}:{xl_rowcol_to_cell(b, at)}' for a, b in ranges)})"
