"""What calamine does not tell of an OpenDocument workbook: percentages, and how large its sheets are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

from tasks.intake.grids.formats import Form
from tasks.intake.grids.grid import Place
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.package import SheetInfo

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PERCENT = Form(is_percent=True)


def look_into_ods(data: bytes, limits: Limits) -> dict[str, SheetInfo]:
    """The cells of each sheet that are percentages. Raises TooLarge, KeyError and zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
        try:
            return dict(_sheets(iterparse(content, events=("end",)), limits))
        except ParseError:
            raise zipfile.BadZipFile("content.xml is no XML") from None


def _sheets(events: Iterator[tuple[str, Element]], limits: Limits) -> Iterator[tuple[str, SheetInfo]]:
    forms: dict[Place, Form] = {}
    row, rows, columns = 0, 0, 0
    for _, element in events:
        if element.tag == f"{_TABLE}table-row":
            times = _repeated(element, "rows")
            used, percent = _cells(element)
            if used:
                rows, columns = row + times, max(columns, used)
                limits.require_fits(rows, columns)
            forms |= {(row + r, c): _PERCENT for c in percent for r in range(1, times + 1)}
            row += times
            element.clear()
        elif element.tag == f"{_TABLE}table":
            yield element.get(f"{_TABLE}name", ""), SheetInfo(forms=forms)
            forms, row, rows, columns = {}, 0, 0, 0
            element.clear()


def _cells(row: Element) -> tuple[int, list[int]]:
    """The last used column of a row and the columns that hold percentages."""
    column, used = 0, 0
    percent: list[int] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times, kind = _repeated(cell, "columns"), cell.get(f"{_OFFICE}value-type")
        if kind is not None or len(cell):
            used = column + times
        if kind == "percentage":
            percent += range(column + 1, column + times + 1)
        column += times
    return used, percent


def _repeated(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() else 1
