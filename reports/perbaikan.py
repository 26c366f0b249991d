"""The sheets that go with a district's own workbook: what to do, or the certificate that nothing is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.labels import SEVERITY
from schemas.own_sheets import BERES, ID, MARK, PERBAIKAN, SERTIFIKAT

Row = Mapping[str, Any]
SIGN = {"block": "■", "error": "✗", "warning": "!", "advice": "i"}
_FILL = {"block": "F4B6B6", "error": "F4CCCC", "warning": "FFF2CC", "advice": "DDEBF7"}
_SIDE = {"block": ("thick", "9C0006"), "error": ("medium", "9C0006"), "warning": ("mediumDashed", "7F6000"),
         "advice": ("dotted", "1F4E79")}  # fmt: skip
_RANK = {s: i for i, s in enumerate(SEVERITY)}
_SHOWN_CELLS = 12
_HEADS = ("No.", "Tingkat", "Lembar", "Sel", "Yang salah dan cara memperbaiki", "Isi sekarang", "Sel lain",
          "Akibat bila dibiarkan", BERES, ID)  # fmt: skip
_WIDTHS = (5, 13, 20, 9, 60, 16, 18, 40, 7, 18)
_LINE_POINTS = 14


@dataclass(frozen=True, slots=True)
class About:
    """Which submission it is: place, fiscal year, number (None: not kept), day of receipt and digest."""

    place: str
    fiscal_year: int
    seq: int | None
    received: str
    digest: str


def sheet_title(name: str, sheet: str) -> str:
    """Under which name a sheet, or a file without sheets, stands in the workbook that is made of cells."""
    title = sheet or name.rsplit("/", 1)[-1].rpartition(".")[0] or name
    return "".join("_" if c in r"[]:*?/\\" else c for c in title)[:31]


def sheet_of(book: Workbook, row: Row) -> Worksheet | None:
    """The sheet of the workbook in which a finding, or one of its further cells, stands; None where it has none."""
    return book[row["sheet"]] if row["sheet"] in book.sheetnames else None


def dress(cell: Any, severity: str) -> None:
    """Fill and frame a cell by urgency; each has a frame of its own, so that colour alone tells nothing."""
    style, colour = _SIDE[severity]
    side = Side(style=style, color=colour)
    cell.fill = PatternFill("solid", fgColor=_FILL[severity])
    cell.border = Border(left=side, right=side, top=side, bottom=side)


def to_do(book: Workbook, rows: Sequence[Row], about: About, notes: Sequence[str]) -> None:
    """Add the list of what to do as the first sheet: sheet by sheet, urgent before the rest, few cells before many."""
    sheet = book.create_sheet(PERBAIKAN, 0)
    book.active = 0
    tally = {label: sum(r["severity"] == s for r in rows) for s, label in SEVERITY.items()}
    counted = ", ".join(f"{label} {n}" for label, n in tally.items() if n)
    top = [
        MARK,
        f"Perbaikan kiriman {about.place}, tahun anggaran {about.fiscal_year}",
        _which(about),
        f"{counted}. Kerjakan menurut lembar; tulis x pada kolom {BERES}, lalu serahkan kembali seluruh berkas.",
        *notes,
    ]
    _headline(sheet, top)
    head = len(top) + 2
    for column, (text, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(head, column, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0B4F79")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = width
    ordered = sorted(rows, key=lambda r: _order(book, r))
    for number, row in enumerate(ordered, 1):
        _line(book, sheet, head + number, number, row)
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(_HEADS))}{head + len(rows)}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    ticks = DataValidation(type="list", formula1='"x"', allow_blank=True)
    sheet.add_data_validation(ticks)
    ticks.add(f"I{head + 1}:I{head + len(rows)}")


def _order(book: Workbook, row: Row) -> tuple[object, ...]:
    """By sheet, inside a sheet by urgency and then by effort: few cells first."""
    sheet = sheet_of(book, row)
    place = book.index(sheet) if sheet is not None else len(book.sheetnames)
    return place, _RANK[row["severity"]], len(row.get("also", ())), _at(row), str(row["id"])


def _at(row: Row) -> tuple[int, str]:
    cell = str(row.get("cell") or "")
    return int("".join(c for c in cell if c.isdigit()) or 0), cell


def _line(book: Workbook, sheet: Worksheet, at: int, number: int, row: Row) -> None:
    there = sheet_of(book, row)
    place = row.get("cell") or ("A1" if row["sheet"] else "")
    shown = f"{place}{_hidden(there, place)}" if there is not None and place else ""
    title = there.title if there is not None else str(row["file"] or row.get("table_words") or "Seluruh kiriman")
    severity = row["severity"]
    others = [a["cell"] for a in row.get("also", ()) if a.get("cell") and a["cell"] != place]
    more = f" dan {len(others) - _SHOWN_CELLS} sel lagi" if len(others) > _SHOWN_CELLS else ""
    values = (
        number,
        f"{SIGN[severity]} {SEVERITY[severity]}",
        title,
        shown,
        row["message"],
        _defused(str(row["value"])),
        ", ".join(others[:_SHOWN_CELLS]) + more,
        cost(row),
        None,
        row["id"],
    )
    for column, value in enumerate(values, 1):
        cell = sheet.cell(at, column, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column == 2:
            dress(cell, severity)
    lines = max(-(-len(str(v or "")) // (w - 2)) for v, w in zip(values, _WIDTHS, strict=True))
    sheet.row_dimensions[at].height = _LINE_POINTS * max(1, lines) + 2
    if there is not None and place:
        link = sheet.cell(at, 4)
        link.hyperlink = f"#'{there.title.replace(chr(39), chr(39) * 2)}'!{place}"
        link.font = Font(underline="single", color="0563C1")


def _hidden(sheet: Worksheet | None, place: str) -> str:
    if sheet is None:
        return ""
    cell = sheet[place]
    is_row = sheet.row_dimensions[cell.row].hidden
    is_column = sheet.column_dimensions[get_column_letter(cell.column)].hidden
    parts = [w for w, is_so in (("baris", is_row), ("kolom", is_column), ("lembar", sheet.sheet_state != "visible"))
             if is_so]  # fmt: skip
    return f" ({' dan '.join(parts)} tersembunyi)" if parts else ""


def cost(row: Row) -> str:
    """What it costs to leave a finding: what stays unknown."""
    where = f"Tabel {row['table_words']}" if row.get("table_words") else "Kiriman"
    many = len(row.get("also", ()))
    what = f"'{row['column_words']}'" if row.get("column_words") else "baris ini"
    whose = f" pada {many} baris" if many > 1 else f" pada {row['row_words']}" if row.get("row_words") else ""
    return {
        "block": "Seluruh kiriman tidak dapat dipakai; tidak ada dokumen yang disusun.",
        "error": f"{where}: {what}{whose} dibaca tidak diketahui; skor, kelas, dan jumlah yang memakainya ikut kosong.",
        "warning": f"{where}: nilainya dipakai apa adanya sampai diperiksa; dokumen menyebutnya sebagai catatan.",
        "advice": "Tidak ada nilai yang hilang; perlu sebelum pengesahan.",
    }[row["severity"]]


def certificate(book: Workbook, rows: Sequence[Row], about: About, notes: Sequence[str]) -> None:
    """Add the certificate as the first sheet, with what is still advised."""
    sheet = book.create_sheet(SERTIFIKAT, 0)
    book.active = 0
    lines = [
        MARK,
        f"Sertifikat pemeriksaan: {about.place}, tahun anggaran {about.fiscal_year}",
        _which(about),
        "Tidak ada yang harus diperbaiki pada berkas ini." + (" Saran untuk dilengkapi:" if rows else ""),
        *(f"i  {r['message']}" for r in rows),
        *notes,
    ]
    _headline(sheet, lines)
    sheet.column_dimensions["A"].width = 110


def _which(about: About) -> str:
    if about.seq is None:
        return "Berkas diperiksa di tempat dan belum diserahkan."
    return f"Kiriman ke-{about.seq}, diterima {about.received}, sidik {about.digest}"


def _headline(sheet: Worksheet, lines: Sequence[str]) -> None:
    for i, text in enumerate(lines, 1):
        cell = sheet.cell(i, 1, text)
        cell.font = Font(bold=i == 2, size=14 if i == 2 else 10, color="5B6570" if i == 1 else "000000")
        if sheet.title == SERTIFIKAT:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and len(text) > 1 else text
