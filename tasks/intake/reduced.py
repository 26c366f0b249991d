"""A workbook made anew from cells that were read, so that nothing of its other sheets can have come along.

Formulas, notes, pictures, caches and properties of the submitted file stay behind: only texts and numbers are written,
each at its cell, and a number that is shown as a percentage is shown so again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import unescape

import xlsxwriter

from tasks.intake.grids.grid import NUMBER, Grid
from tasks.intake.grids.package import column_number, sheet_paths

Place = tuple[int, int]
"""Row and column, from 1."""
_EPOCH = datetime(1980, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_BOOK = "xl/workbook.xml"
_GIVEN = re.compile(rb"<(?:\w+:)?definedName\b[^>]*\bname=[\"']([^\"']+)[\"'][^>]*>([^<]*)</")
_WITH_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)</', re.DOTALL)
_SHARED = re.compile(rb"<(?:\w+:)?f\b[^>]*t=[\"']shared[\"'][^>]*/>")
_CELLS = re.compile(r"(?:(?:'((?:[^']|'')+)'|([\w.]+))!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
"""A cell or a range in a formula, with its sheet in quotes or plain."""
_CACHED = ("xl/pivotCache/pivotCacheRecords", "xl/externalLinks/externalLink")


def caches(data: bytes) -> bool:
    """Whether a workbook holds values of other sheets or books beside its cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.startswith(_CACHED) for name in archive.namelist())


def reduced_book(data: bytes, grids: Sequence[Grid], seen: Sequence[Grid]) -> bytes:
    """An XLSX with every sheet of `grids` at its place; only those of `seen` have cells. The same bytes each time.

    `data` is the submitted workbook: a cell that it computes from a sheet that is not seen stays empty.
    """
    followed = _followed(data, [str(g.sheet) for g in grids if g not in seen])
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH})
        percent = book.add_format({"num_format": "0.00%"})
        for grid in sorted(grids, key=lambda g: g.at):
            sheet = book.add_worksheet(grid.sheet)
            if grid in seen:
                _write(sheet, grid, percent, followed.get(str(grid.sheet), set()))
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, grid: Grid, percent: object, without: set[Place]) -> None:
    for r, row in enumerate(grid.rows, 1):
        for c, text in enumerate(row, 1):
            if not text or (r, c) in without:
                continue
            cell = grid.cell(r, c)
            if cell.kind == NUMBER and (number := _number(text)) is not None:
                sheet.write_number(r - 1, c - 1, number, percent if cell.form.is_percent else None)
            else:
                sheet.write_string(r - 1, c - 1, text)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _followed(data: bytes, hidden: Sequence[str]) -> dict[str, set[Place]]:
    """By sheet, the cells that are computed from a hidden sheet, by its name, by a given name, or through other cells.

    Where formulas are shared, all computed cells of a sheet that has one such.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        sheets = {s: archive.read(path) if path in parts else b"" for s, path in sheet_paths(archive, parts).items()}
        given = _GIVEN.findall(archive.read(_BOOK)) if _BOOK in parts else []
    names = [n.casefold() for n in hidden]
    names += [name.decode("utf-8", "replace").casefold() for name, to in given if _names(to, names)]
    formulas = {s: {_place(c, r): f for c, r, f in _WITH_FORMULA.findall(xml)} for s, xml in sheets.items()}
    found = {s: {at for at, f in cells.items() if _names(f, names)} for s, cells in formulas.items()}
    grown = True
    while grown:
        for sheet in (s for s, xml in sheets.items() if found[s] and _SHARED.search(xml)):
            found[sheet] |= _computed(sheets[sheet])
        more = {s: {at for at, f in cells.items() if at not in found[s] and _reads(f, s, found)}
                for s, cells in formulas.items()}  # fmt: skip
        grown = any(more.values())
        found = {s: found[s] | more[s] for s in found}
    return found


def _reads(formula: bytes, sheet: str, found: Mapping[str, set[Place]]) -> bool:
    """Whether a formula of a sheet names one of the cells that were found."""
    if not any(found.values()):
        return False
    for quoted, plain, first_c, first_r, last_c, last_r in _CELLS.findall(_unescaped(formula)):
        left, right = column_number(first_c), column_number(last_c or first_c)
        top, bottom = int(first_r), int(last_r or first_r)
        cells = found.get((quoted.replace("''", "'") or plain or sheet), set())
        if any(top <= r <= bottom and left <= c <= right for r, c in cells):
            return True
    return False


def _names(formula: bytes, names: Sequence[str]) -> bool:
    text = _unescaped(formula).replace("''", "'").casefold()
    return any(name in text for name in names) or "indirect(" in text or "[" in text


def _unescaped(formula: bytes) -> str:
    return unescape(formula.decode("utf-8", "replace"), {"&apos;": "'", "&quot;": '"'})


def _place(column: bytes, row: bytes) -> Place:
    return int(row), column_number(column.decode())


def _computed(xml: bytes) -> set[Place]:
    cells = re.findall(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b', xml)
    return {_place(c, r) for c, r in cells}
