"""What a file really is, by its content; its ending may lie."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from schemas.archives import ZIP_ERRORS

XLSX, XLSB, XLS, ODS, CSV, ZIP = "xlsx", "xlsb", "xls", "ods", "csv", "zip"
ENCRYPTED, HTML, OTHER = "terkunci", "html", "lain"
NAMES = {
    XLSX: "XLSX",
    XLSB: "XLSB (Excel biner)",
    XLS: "XLS (Excel 97-2003)",
    ODS: "ODS (LibreOffice)",
    CSV: "teks CSV",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*(<!doctype html|<html|<table|<head|<meta|<\?xml[^>]*>\s*<html)", re.IGNORECASE)
_OTHER = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"{\\rtf", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM6")


def kind_of(data: bytes) -> str:
    """One of the names above. Text of any sort is CSV; what is neither table nor text is OTHER."""
    if data.startswith(_OLE):
        return ENCRYPTED if _ENCRYPTED in data[:1_000_000] else XLS
    if data.startswith(b"PK"):
        return _package(data)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(start):
        return HTML
    if data.startswith(_OTHER):
        return OTHER
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return CSV if is_wide or b"\x00" not in data else OTHER


def _package(data: bytes) -> str:
    """The kind of a zip: a workbook, an office file that is none, or an archive of files."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except ZIP_ERRORS:
        return ZIP
    if b"opendocument.spreadsheet" in mime:
        return ODS
    if "xl/workbook.bin" in names:
        return XLSB
    if any(n.startswith("xl/") for n in names) and "[Content_Types].xml" in names:
        return XLSX
    return OTHER if "[Content_Types].xml" in names or mime else ZIP
