"""What calamine does not tell of an XLSX workbook: formulas without a value, errors, number formats, far cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from tasks.intake.grids.formats import PLAIN, Form, built_in, form_of
from tasks.intake.grids.grid import BARE_FORMULA, FAILED, Place
from tasks.intake.grids.limits import Limits

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*?>([^<]*)<")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_IS_TEXT, _IS_ERROR = b't="str"', b't="e"'
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)=(?:\"([^\"]*)\"|'([^']*)')")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_LETTERS = re.compile(rb'\sr="([A-Z]+)')
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>/]*>(?!</)')
_ANY_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</(?:\w+:)?c>)', re.DOTALL)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_XF = re.compile(r"<(?:\w+:)?xf\b([^>]*)>")
_NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLED = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)

_WIDEST = 16_384  # columns that a workbook can have
Special = Mapping[Place, tuple[str, str]]


@dataclass(slots=True)
class SheetInfo:
    """One sheet: cells that calamine shows as empty, how formats show numbers, and far cells that are not read."""

    special: Special = field(default_factory=dict)
    forms: Mapping[Place, Form] = field(default_factory=dict)
    far: tuple[str, ...] = ()


def look_into(data: bytes, limits: Limits) -> tuple[bytes, dict[str, SheetInfo]]:
    """The workbook without cells that stand far from all others, and what is known of each sheet by name.

    Raises zipfile.BadZipFile and KeyError for a damaged package.
    """
    found: dict[str, SheetInfo] = {}
    trimmed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        codes = _codes(archive, parts)
        for name, path in sheet_paths(archive, parts).items():
            if path not in parts:
                continue
            xml = archive.read(path)
            near, far = _without_far(xml, limits)
            if far:
                trimmed[path] = near
            found[name] = SheetInfo(_special_cells(near), _forms(near, codes), far)
    return (_rewritten(data, trimmed) if trimmed else data), found


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def sheet_paths(archive: zipfile.ZipFile, parts: set[str]) -> dict[str, str]:
    """The part of the package in which each sheet stands, by name of the sheet."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
        return {}
    relations = [_attributes(m) for m in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    sheets = [_attributes(m) for m in _SHEET.findall(archive.read("xl/workbook.xml"))]
    return {s.get("name", ""): _part(targets.get(s.get("r:id", ""), "")) for s in sheets}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(text: bytes | str) -> dict[str, str]:
    plain = text.decode("utf-8", errors="replace") if isinstance(text, bytes) else text
    entities = {"&quot;": '"', "&apos;": "'"}
    return {name: unescape(a or b, entities) for name, a, b in _ATTRIBUTE.findall(plain)}


def _special_cells(xml: bytes) -> dict[Place, tuple[str, str]]:
    """The formulas without a stored value and the error values, which calamine shows as empty."""
    has_formulas = (b"<f" in xml or b":f" in xml) and _FORMULA.search(xml)
    if not has_formulas and _IS_ERROR not in xml:
        return {}
    found = {}
    for head, body in _CELL.findall(xml):
        place = _PLACE.search(head)
        cell = _special(head, body)
        if place and cell and not head.endswith(b"/"):
            found[int(place[2]), column_number(place[1].decode())] = cell
    return found


def _special(head: bytes, body: bytes) -> tuple[str, str] | None:
    value = _VALUE.search(body)
    if _IS_ERROR in head:
        return (value[1].decode() if value else "#?"), FAILED
    if _FORMULA.search(body) and not (value and (value[1] or _IS_TEXT in head)):
        return "", BARE_FORMULA
    return None


def _codes(archive: zipfile.ZipFile, parts: set[str]) -> dict[int, str]:
    """Style number of a cell -> its format code, of the formats that show another number than is stored."""
    if "xl/styles.xml" not in parts:
        return {}
    styles = archive.read("xl/styles.xml").decode("utf-8", errors="replace")
    named = {a.get("numFmtId", ""): a.get("formatCode", "") for a in map(_attributes, _NUMBER_FORMAT.findall(styles))}
    block = _STYLED.search(styles)
    found = {}
    for i, attributes in enumerate(map(_attributes, _XF.findall(block[0] if block else ""))):
        number = attributes.get("numFmtId", "0")
        code = named.get(number) or built_in(int(number) if number.isdigit() else 0)
        if any(form_of(code, sign) != PLAIN for sign in (1, -1, 0)):
            found[i] = code
    return found


def _forms(xml: bytes, codes: Mapping[int, str]) -> dict[Place, Form]:
    if not codes:
        return {}
    styles = b"|".join(str(n).encode() for n in codes)
    of_style = re.compile(rb'<(?:\w+:)?c\b([^>]*?\bs="(' + styles + rb')"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
    found = {}
    for head, style, body in of_style.findall(xml):
        place, value = _PLACE.search(head), _VALUE.search(body)
        if head.endswith(b"/") or not place or not value:
            continue
        form = form_of(codes[int(style)], _number(value[1]))
        if form != PLAIN:
            found[int(place[2]), column_number(place[1].decode())] = form
    return found


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:
        return 1


def _without_far(xml: bytes, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The sheet without cells beyond a wide gap when all cells together would not fit; and the names of those cells.

    A sheet that fits is given back as it is, however wide its gaps.
    """
    last_row = max(map(int, _ROW.findall(xml)), default=0)
    if limits.fits(last_row, _WIDEST):
        return xml, ()
    widest = max((column_number(letters.decode()) for letters in set(_LETTERS.findall(xml))), default=0)
    if limits.fits(last_row, widest):
        return xml, ()
    places = [(int(row), column_number(letters.decode())) for letters, row in _FILLED.findall(xml)]
    rows, columns = max((r for r, _ in places), default=0), max((c for _, c in places), default=0)
    if not limits.fits(rows, columns):
        rows = _near(sorted({r for r, _ in places}), limits.gap_rows)
        columns = _near(sorted({c for _, c in places}), limits.gap_columns)
    far: list[str] = []

    def kept(cell: re.Match[bytes]) -> bytes:
        if int(cell[2]) <= rows and column_number(cell[1].decode()) <= columns:
            return cell[0]
        if _VALUE.search(cell[0]) or b"<is>" in cell[0]:
            far.append((cell[1] + cell[2]).decode())
        return b""

    whole = _DIMENSION.sub(b"", xml)
    near = _ANY_CELL.sub(kept, whole)
    return (xml, ()) if near == whole else (near, tuple(far) or ("",))


def _near(numbers: list[int], gap: int) -> int:
    """The last number before the first gap."""
    last = 0
    for number in numbers:
        if number - last > gap:
            break
        last = number
    return last


def _rewritten(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in _names(old):
            new.writestr(name, parts.get(name) or old.read(name))
    return out.getvalue()


def _names(archive: zipfile.ZipFile) -> Iterator[str]:
    return iter(dict.fromkeys(archive.namelist()))
