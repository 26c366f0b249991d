"""One cell of a submitted file written anew, the rest of its bytes' meaning kept: for what is tried and not kept."""

from __future__ import annotations

import csv
import io
import zipfile
from base64 import b64decode, b64encode
from xml.etree import ElementTree as ET

from schemas.cell_name import cell_name
from schemas.errors import WrongUsage
from tasks.contained.process import vetted
from tasks.intake.grids.package import sheet_paths
from tasks.intake.grids.textfile import delimiter_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OTHER_WAY = "hand in a corrected file instead and see `ppsp versions FY DISTRICT --diff`"


def with_cell(name: str, data: bytes, sheet: str | None, row: int, column: int, text: str) -> bytes:
    """The file with `text`, as a person would see it, in one cell. Raises WrongUsage for what cannot be edited so."""
    return b64decode(vetted(edited, name, data, sheet=sheet, row=row, column=column, text=text))


def edited(name: str, data: bytes, sheet: str | None, row: int, column: int, text: str) -> str:
    """The same as base64, in the process that reads."""
    return b64encode(_edited(name, data, sheet, row, column, text)).decode()


def _edited(name: str, data: bytes, sheet: str | None, row: int, column: int, text: str) -> bytes:
    if sheet is None:
        return _csv(name, data, row, column, text)
    if not name.lower().endswith((".xlsx", ".xlsm")):
        raise WrongUsage(f"{name} is neither XLSX nor CSV; {_OTHER_WAY}")
    return _xlsx(name, data, sheet, row, column, text)


def _csv(name: str, data: bytes, row: int, column: int, text: str) -> bytes:
    encoding = _encoding(data)
    lines = data.decode(encoding).splitlines(keepends=True)
    first = 1 if lines[:1] and lines[0].lower().startswith("sep=") else 0
    delimiter = lines[0][4] if first else delimiter_of("".join(lines))
    at = first + row - 1
    before = "".join(lines[first : at + 1])
    records = list(csv.reader(io.StringIO(before, newline=""), delimiter=delimiter))
    if at >= len(lines) or len(records) != row:
        raise WrongUsage(f"{name}: row {row} does not stand in a line of its own; {_OTHER_WAY}")
    cells = records[-1] + [""] * (column - len(records[-1]))
    cells[column - 1] = text
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=lines[at][len(lines[at].rstrip("\r\n")) :]).writerow(cells)
    lines[at] = out.getvalue()
    return "".join(lines).encode(encoding)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _xlsx(name: str, data: bytes, sheet: str, row: int, column: int, text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        path = sheet_paths(archive, set(archive.namelist())).get(sheet)
        if path is None:
            raise WrongUsage(f"{name} has no sheet {sheet!r} that can be edited; {_OTHER_WAY}")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in archive.infolist():
                body = archive.read(entry)
                copy.writestr(entry, _sheet(body, row, column, text) if entry.filename == path else body)
    return out.getvalue()


def _sheet(xml: bytes, row: int, column: int, text: str) -> bytes:
    root = ET.fromstring(xml)
    place = cell_name(row, column)
    cell = next((c for c in root.iter(f"{_MAIN}c") if c.get("r") == place), None)
    if cell is None:
        raise WrongUsage(f"cell {place} does not exist in the sheet yet; {_OTHER_WAY}")
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    ET.SubElement(ET.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
