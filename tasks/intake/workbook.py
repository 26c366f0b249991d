"""Excel workbooks through calamine: cells as text, with the kind of each cell kept."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from schemas.findings import Finding
from tasks.intake.grid import BARE_FORMULA, BOOLEAN, DATE, FAILED, NUMBER, TEXT, Grid
from tasks.intake.messages import unreadable

_MAX_BYTES = 400_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*?>([^<]*)<")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_IS_TEXT, _IS_ERROR = b't="str"', b't="e"'
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')

Place = tuple[int, int]


def read_workbook(name: str, data: bytes, digest: str) -> tuple[list[Grid], list[Finding]]:
    """One grid per sheet in the order of the workbook, hidden sheets included; blank sheets are left out."""
    if data.startswith(b"PK") and not _fits(data):
        return [], [unreadable(name, "isinya rusak atau terlalu besar setelah dibuka")]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(n) for n in book.sheet_names]
    except CalamineError as error:
        return [], [unreadable(name, f"buku kerja tidak dapat dibuka ({type(error).__name__})")]
    special = _special_cells(data)
    grids = [_grid(name, digest, s, special.get(s.name, {})) for s in sheets]
    return [g for g in grids if g.rows], []


def _fits(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(i.file_size for i in archive.infolist()) <= _MAX_BYTES
    except zipfile.BadZipFile:
        return False


def _grid(name: str, digest: str, sheet: CalamineSheet, special: Mapping[Place, tuple[str, str]]) -> Grid:
    cells = [[_text(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), cell in sorted(special.items()):
        while len(cells) < row:
            cells.append([])
        line = cells[row - 1]
        line.extend([("", TEXT)] * (column - len(line)))
        line[column - 1] = cell
    rows = [[text for text, _ in line] for line in cells]
    kinds = ["".join(kind for _, kind in line) for line in cells]
    merged = tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Grid(name, digest, sheet.name, rows, kinds, merged)


def _text(value: object) -> tuple[str, str]:
    """Text and kind of a cell value; a number in its shortest exact form, dates as ISO."""
    match value:
        case bool():
            return ("1" if value else "0"), BOOLEAN
        case int() | float():
            return number_text(value), NUMBER
        case dt.datetime():
            midnight = value.time() == dt.time()
            return (value.date().isoformat() if midnight else value.isoformat(sep=" ")), DATE
        case dt.date() | dt.time():
            return value.isoformat(), DATE
        case dt.timedelta():
            return str(value), DATE
    return str(value), TEXT


def number_text(value: float) -> str:
    """`0.1` for 0.1, `6105011001` for 6105011001.0: the shortest decimal that is exactly this number."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _special_cells(data: bytes) -> dict[str, dict[Place, tuple[str, str]]]:
    """Per sheet the formulas without a stored value and the error values, which calamine shows as empty."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        paths = {name: p for name, p in _sheet_paths(archive, parts).items() if p in parts}
        return {name: _scan(archive.read(path)) for name, path in paths.items()}


def _sheet_paths(archive: zipfile.ZipFile, parts: set[str]) -> dict[str, str]:
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
        return {}
    relations = [_attributes(m) for m in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    sheets = [_attributes(m) for m in _SHEET.findall(archive.read("xl/workbook.xml"))]
    return {s.get("name", ""): _part(targets.get(s.get("r:id", ""), "")) for s in sheets}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(text: bytes) -> dict[str, str]:
    found = {k.decode(): v.decode() for k, v in _ATTRIBUTE.findall(text)}
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        found = {k: v.replace(entity, sign) for k, v in found.items()}
    return found


def _scan(xml: bytes) -> dict[Place, tuple[str, str]]:
    if not _FORMULA.search(xml) and _IS_ERROR not in xml:
        return {}
    found = {}
    for head, body in _CELL.findall(xml):
        place = _PLACE.search(head)
        cell = _special(head, body)
        if place and cell and not head.endswith(b"/"):
            found[int(place[2]), _column_number(place[1])] = cell
    return found


def _special(head: bytes, body: bytes) -> tuple[str, str] | None:
    value = _VALUE.search(body)
    if _IS_ERROR in head:
        return (value[1].decode() if value else "#?"), FAILED
    if _FORMULA.search(body) and not (value and (value[1] or _IS_TEXT in head)):
        return "", BARE_FORMULA
    return None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
