"""Workbooks through calamine: cells as text, with the kind of each cell kept and what its number format shows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from schemas.archives import ZIP_ERRORS
from schemas.findings import Finding
from tasks.intake.grids.file_messages import far_cells, unreadable
from tasks.intake.grids.grid import BOOLEAN, DATE, HIDDEN, NUMBER, TEXT, VERY_HIDDEN, VISIBLE, Grid
from tasks.intake.grids.kinds import ODS, XLS, XLSB, XLSX
from tasks.intake.grids.limits import Limits, TooLarge
from tasks.intake.grids.open_document import look_into_ods
from tasks.intake.grids.package import SheetInfo, look_into
from tasks.intake.grids.xlsb import used_areas

_DAMAGED = "isi buku kerjanya rusak"
_KINDS: dict[type, str] = {
    str: TEXT, bool: BOOLEAN, int: NUMBER, float: NUMBER,
    dt.datetime: DATE, dt.date: DATE, dt.time: DATE, dt.timedelta: DATE,
}  # fmt: skip


def read_workbook(name: str, data: bytes, digest: str, kind: str, limits: Limits) -> tuple[list[Grid], list[Finding]]:
    """One grid per sheet in the order of the workbook, hidden sheets included; blank sheets are left out.

    `kind` is what the file really is. A file that does not fit the limits is a `block` finding.
    """
    try:
        data, infos = _looked_into(data, kind, limits)
    except TooLarge as error:
        return [], [unreadable(name, str(error))]
    except ZIP_ERRORS:
        return [], [unreadable(name, _DAMAGED)]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {m.name: _hidden(m.visible) for m in book.sheets_metadata}
        sheets = [(book.get_sheet_by_name(n), infos.get(n, SheetInfo())) for n in book.sheet_names]
        read = [_grid(name, digest, s, info, hidden.get(s.name, VISIBLE), kind, limits) for s, info in sheets]
        grids = [replace(grid, at=i) for i, grid in enumerate(read, 1)]
        if not book.sheet_names:
            return [], [unreadable(name, _DAMAGED)]
    except TooLarge as error:
        return [], [unreadable(name, str(error))]
    except CalamineError:
        return [], [unreadable(name, _DAMAGED)]
    findings = [far_cells(f"{name}!{sheet}", info.far) for sheet, info in infos.items() if info.far]
    return [g for g in grids if g.rows], findings


def _looked_into(data: bytes, kind: str, limits: Limits) -> tuple[bytes, dict[str, SheetInfo]]:
    if kind != XLS:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            limits.require_no_bomb(archive.infolist())
    if kind == XLSX:
        return look_into(data, limits)
    if kind == ODS:
        return data, look_into_ods(data, limits)
    if kind == XLSB:
        for rows, columns in used_areas(data):
            limits.require_fits(rows, columns)
    return data, {}


def _hidden(visible: SheetVisibleEnum) -> str:
    if visible == SheetVisibleEnum.VeryHidden:
        return VERY_HIDDEN
    return HIDDEN if visible == SheetVisibleEnum.Hidden else VISIBLE


def _grid(
    name: str, digest: str, sheet: CalamineSheet, info: SheetInfo, hidden: str, kind: str, limits: Limits
) -> Grid:  # fmt: skip
    if sheet.end is not None:
        limits.require_fits(sheet.end[0] + 1, sheet.end[1] + 1)
    values = sheet.to_python(skip_empty_area=False)
    rows = [[v if type(v) is str else _text(v) for v in row] for row in values]
    kinds = ["".join(map(_KINDS.__getitem__, map(type, row))) for row in values]
    for (row, column), (text, kind) in sorted(info.special.items()):
        _set(rows, kinds, row - 1, column - 1, text, kind)
    merged = tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    limits.require_few_merges(merged, len(rows))
    knows_forms = kind in (XLSX, ODS)
    return Grid(
        name, digest, sheet.name, rows, kinds, merged, forms=info.forms, knows_forms=knows_forms, hidden=hidden
    )  # fmt: skip


def _set(rows: list[list[str]], kinds: list[str], row: int, column: int, text: str, kind: str) -> None:
    """Put a cell where the rows may still be too few or too short."""
    missing = row + 1 - len(rows)
    rows.extend([] for _ in range(missing))
    kinds.extend("" for _ in range(missing))
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = text
    letters = kinds[row].ljust(column, TEXT)
    kinds[row] = letters[:column] + kind + letters[column + 1 :]


@lru_cache(maxsize=1 << 16, typed=True)
def _text(value: object) -> str:
    """Text of a typed cell value; a number in its shortest exact form, dates as ISO."""
    match value:
        case bool():
            return "1" if value else "0"
        case int() | float():
            return number_text(value)
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ")
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


def number_text(value: float) -> str:
    """`0.1` for 0.1, `6105011001` for 6105011001.0: the shortest decimal that is exactly this number."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return format(Decimal(repr(value)), "f")
