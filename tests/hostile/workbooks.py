"""Hostile workbooks: what their parts can say that no form says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.utils import get_column_letter

from tests.unit.intake.support import wilayah

XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "hahahaha">'
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    + "]>"
)
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="wilayah">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
_TEXT_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def book(*, cells: Mapping[str, object] | None = None, title: str = "wilayah") -> bytes:
    """A sound workbook of three desa with some cells put in."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for line in wilayah(3).splitlines():
        sheet.append(line.split(","))
    for place, value in (cells or {}).items():
        sheet[place] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def patched(parts: Mapping[str, bytes | None] | None = None, data: bytes = b"", **swaps: tuple[str, str]) -> bytes:
    """A workbook with parts put in or taken out, and texts of all parts swapped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            for before, after in swaps.values():
                body = body.replace(before.encode(), after.encode())
            if name not in (parts or {}):
                new.writestr(name, body)
        for name, body in (parts or {}).items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def sheet_xml(rows: str) -> bytes:
    """A workbook whose only sheet holds these rows as written."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return patched({"xl/worksheets/sheet1.xml": f"{head}{rows}</sheetData></worksheet>".encode()})


def ods(rows: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", head + _ODS.format(rows))
    return out.getvalue()


def _declared(head: str, entity: str) -> bytes:
    """The sheet with a declaration before it and an entity in its first text."""
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    return patched({"xl/worksheets/sheet1.xml": (head + body.replace("<t>", f"<t>{entity}", 1)).encode()})


def _linked() -> bytes:
    target = '<Relationships><Relationship Id="rId1" Type="t" Target="http://192.0.2.1/a.png" TargetMode="External"/>'
    rels = f"{target}</Relationships>".encode()
    link = b'<externalLink><externalBook r:id="rId1"/><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return patched({
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
        "xl/drawings/_rels/drawing1.xml.rels": rels,
    })  # fmt: skip


def _macros() -> bytes:
    return patched({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500}, kind=(_MAIN, _MACRO))


def _wide() -> bytes:
    cells = "".join(f'<c r="{get_column_letter(i)}1"><v>1</v></c>' for i in range(1, 16_385))
    return sheet_xml(f'<row r="1">{cells}</row>')


def _merged() -> bytes:
    cells = "".join(f'<mergeCell ref="A1:XFD{100_000 + i}"/>' for i in range(20_000))
    return patched(end=("</sheetData>", f'</sheetData><mergeCells count="20000">{cells}</mergeCells>'))


def _deep_merged() -> bytes:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 20_001))
    cells = "".join(f'<mergeCell ref="A1:XFD{20_000 + i}"/>' for i in range(1000))
    return patched(data=sheet_xml(rows), end=("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"))


def _locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


BOOKS = (
    ("xxe.xlsx", lambda: _declared(XXE, "&e;"), "rusak"),
    ("laughs.xlsx", lambda: _declared(LAUGHS, "&l11;"), "rusak"),
    ("xxe.ods", lambda: ods(f"<table:table-row>{_TEXT_CELL.format('&e;')}</table:table-row>", XXE), "rusak"),
    ("laughs.ods", lambda: ods(f"<table:table-row>{_TEXT_CELL.format('&l11;')}</table:table-row>", LAUGHS), "rusak"),
    ("tautan.xlsx", _linked, ""),
    ("dde.xlsx", lambda: book(cells={"A2": "=cmd|'/c calc'!A1", "B2": '=HYPERLINK("http://192.0.2.1","x")'}), "rumus"),
    ("makro.xlsm", _macros, ""),
    ("sandi.xlsx", _locked, "kata sandi"),
    ("rusak.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "rusak"),
    ("lebar.xlsx", _wide, "16384 kolom"),
    ("gabung.xlsx", _merged, "saling menumpuk"),
    ("gabungdalam.xlsx", _deep_merged, "saling menumpuk"),
    ("bom.xlsx", lambda: patched({"xl/media/a.png": bytes(60_000_000)}), "terlalu rapat"),
    ("jauh.xlsx", lambda: sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "tersasar"),
    ("dalam.ods", lambda: ods("<text:span>" * 100_000), "rusak"),
    ("ulang.ods", lambda: ods('<table:table-row table:number-rows-repeated="1048576">'
                              f"{_TEXT_CELL.format('x')}</table:table-row>"), "1048576 baris"),
    ("lebarulang.ods", lambda: ods('<table:table-row><table:table-cell table:number-columns-repeated="999999999" '
                                   'office:value-type="percentage" office:value="1"/></table:table-row>'),
     "terlalu besar"),
    ("pengganti.xlsx", lambda: book(cells={"B2": "x_xD800_y", "B3": "a\u202eb\u200bc"}), "a[U+202E]bc"),
    ("acuan.xlsx", lambda: patched(text=("<t>kode_desa</t>", "<t>kode_desa&#xD800;</t>")), "rusak"),
    ("nama.xlsx", lambda: patched(sheet=('name="wilayah"', 'name="wila\u202eyah\u200b"')), ""),
    ("tanpa.xlsx", lambda: patched({"xl/workbook.xml": None}), "rusak"),
)  # fmt: skip
