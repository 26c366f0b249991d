"""Writes small binary workbooks (XLSB): no library that the project may use does."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

Value = str | float | bool | None
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
VISIBLE, HIDDEN, VERY_HIDDEN = 0, 1, 2


def xlsb(sheets: Mapping[str, Sequence[Sequence[Value]]], states: Mapping[str, int] | None = None) -> bytes:
    """A workbook of these rows; None leaves a cell out, `states` hides sheets by name."""
    names = list(sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{_TYPES}"><Default Extension="bin" ContentType="{_BINARY}"/></Types>'
        )
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/workbook.bin", _workbook(names, states or {}))
        parts = [("worksheet", f"worksheets/sheet{i}.bin") for i in range(1, len(names) + 1)]
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(parts))
        for i, name in enumerate(names, 1):
            archive.writestr(f"xl/worksheets/sheet{i}.bin", sheet(enumerate(sheets[name])))
    return out.getvalue()


def sheet(rows: Iterable[tuple[int, Sequence[Value]]]) -> bytes:
    """The stream of one sheet: rows by their number, counted from 0."""
    body = b""
    last = 0
    for at, row in rows:
        body += _record(0, struct.pack("<IIHHB", at, 0, 300, 0, 0))
        body += b"".join(_cell(column, value) for column, value in enumerate(row) if value is not None)
        last = at
    return (
        _record(129)
        + _record(148, struct.pack("<IIII", 0, last, 0, 25))
        + _record(145)
        + body
        + _record(146)
        + _record(130)
    )


def _cell(column: int, value: Value) -> bytes:
    head = struct.pack("<II", column, 0)
    match value:
        case bool():
            return _record(4, head + bytes([value]))
        case str():
            return _record(6, head + _text(value))
        case int() if 0 <= value < 1 << 29:
            return _record(2, head + struct.pack("<I", value << 2 | 2))
    return _record(5, head + struct.pack("<d", value))


def _workbook(names: Sequence[str], states: Mapping[str, int]) -> bytes:
    bundle = b"".join(
        _record(156, struct.pack("<II", states.get(name, VISIBLE), i) + _text(f"rId{i}") + _text(name))
        for i, name in enumerate(names, 1)
    )
    return _record(131) + _record(143) + bundle + _record(144) + _record(132)


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{told}</Relationships>'


def _record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + _size(len(body)) + body


def _size(value: int) -> bytes:
    out = b""
    while value >= 0x80:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")
