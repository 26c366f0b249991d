"""How large the sheets of a binary workbook (XLSB) are, before a reader makes room for them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin")
_ROW, _CELLS = 0, range(1, 12)


def used_areas(data: bytes) -> list[tuple[int, int]]:
    """Rows and columns up to the last cell, per sheet. Raises zipfile.BadZipFile for a damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_area(archive.read(name)) for name in sorted(archive.namelist()) if _SHEET.fullmatch(name)]


def _area(data: bytes) -> tuple[int, int]:
    row, rows, columns = 0, 0, 0
    for kind, body in _records(data):
        if kind == _ROW and len(body) >= 4:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in _CELLS and len(body) >= 4:
            rows, columns = max(rows, row), max(columns, int.from_bytes(body[:4], "little") + 1)
    return rows, columns


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number in groups of seven bits, lowest first, the eighth bit saying that more follow; and where it ends."""
    value = 0
    for i, byte in enumerate(data[at : at + longest]):
        value |= (byte & 0x7F) << (7 * i)
        if byte < 0x80:
            return value, at + i + 1
    return value, at + longest
