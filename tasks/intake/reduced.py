"""A workbook made anew from cells that were read, so that nothing of its other sheets can have come along.

Formulas, notes, pictures, caches and properties of the submitted file stay behind: only texts and numbers are written,
each at its cell, and a number that is shown as a percentage is shown so again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import unescape

import xlsxwriter

from tasks.intake.grid import NUMBER, Grid
from tasks.intake.package import column_number, sheet_paths

_EPOCH = datetime(1980, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WITH_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)</', re.DOTALL)
_SHARED = re.compile(rb"<(?:\w+:)?f\b[^>]*t=[\"']shared[\"'][^>]*/>")


def reduced_book(data: bytes, grids: Sequence[Grid], seen: Sequence[Grid]) -> bytes:
    """An XLSX with every sheet of `grids` at its place; only those of `seen` have cells. The same bytes each time.

    `data` is the submitted workbook: a cell that it computes from a sheet that is not seen stays empty.
    """
    hidden = [str(g.sheet) for g in grids if g not in seen]
    followed = _followed(data, hidden)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH})
        percent = book.add_format({"num_format": "0.00%"})
        for grid in sorted(grids, key=lambda g: g.at):
            sheet = book.add_worksheet(grid.sheet)
            if grid in seen:
                _write(sheet, grid, percent, followed.get(str(grid.sheet), set()))
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, grid: Grid, percent: object, without: set[tuple[int, int]]) -> None:
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


def _followed(data: bytes, hidden: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
    """By sheet, the cells whose formula names a hidden sheet; all computed ones where formulas are shared."""
    names = [n.casefold() for n in hidden]
    found: dict[str, set[tuple[int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        for sheet, path in sheet_paths(archive, parts).items():
            xml = archive.read(path) if path in parts else b""
            cells = _WITH_FORMULA.findall(xml)
            named = [(place, _names(formula, names)) for *place, formula in cells]
            shares = bool(_SHARED.search(xml)) and any(is_named for _, is_named in named)
            found[sheet] = {(int(r), column_number(c.decode())) for (c, r), is_named in named if is_named}
            if shares:
                found[sheet] |= _computed(xml)
    return found


def _names(formula: bytes, names: Sequence[str]) -> bool:
    text = unescape(formula.decode("utf-8", "replace"), {"&apos;": "'", "&quot;": '"'}).replace("''", "'").casefold()
    return any(name in text for name in names) or "indirect(" in text or "[" in text


def _computed(xml: bytes) -> set[tuple[int, int]]:
    cells = re.findall(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b', xml)
    return {(int(r), column_number(c.decode())) for c, r in cells}
