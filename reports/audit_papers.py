"""The auditor's work papers of a district as a workbook: the sample with its cells, and the four tests with their rows.

Columns headed by "Auditor" are empty: they are for the auditor.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Any

import xlsxwriter

from reports.format_id import number, percent

_CREATED = datetime(2000, 1, 1)
_A4, _LINE_HEIGHT, _WIDER = 9, 15, 1.1
_RP = {"num_format": '"Rp" #,##0', "valign": "top"}
_HOLDS = {True: "ya", False: "tidak", None: "belum diketahui"}
Cell = tuple[str, str, str, str, str]
"""Reference, file, sheet, cell and text of a submitted cell."""


@dataclass(frozen=True, slots=True)
class Sampel:
    """A line to test: its reference, name, rupiah (None: not known), how it was drawn, and the cells it comes from."""

    ref: str
    nama: str
    nilai_rp: int | None
    cara: str
    satuan_terambil: int
    asal: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class KertasUji:
    """One test: how much holds of how much, and its rows as (about, holds, sentence)."""

    nama: str
    bagian: int | None
    dari: int | None
    satuan: str
    pct: Fraction | None
    baris: Sequence[tuple[str, bool | None, str]]


@dataclass(frozen=True, slots=True)
class Kertas:
    """Everything that the workbook prints; `parameter` are label and value."""

    judul: str
    populasi: str
    parameter: Sequence[tuple[str, Any]]
    sampel: Sequence[Sampel]
    uji: Sequence[KertasUji]


def papers(told: Kertas) -> bytes:
    """The workbook; the same content gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _CREATED, "title": told.judul})
        looks = _Looks(book)
        _first(book, looks, told)
        _sample(book, looks, told)
        _cells(book, looks, told)
        for test in told.uji:
            _test(book, looks, test)
    return buffer.getvalue()


class _Looks:
    def __init__(self, book: Any) -> None:
        wrap = {"valign": "top", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0f4c75"})
        self.head = book.add_format({"bold": True, "bg_color": "#e7f0f6", "bottom": 1, **wrap})
        self.blank = book.add_format({"bg_color": "#fff8e1", "border": 1, **wrap})
        self.text = book.add_format(wrap)
        self.rupiah = book.add_format(_RP)


def _sheet(
    book: Any, looks: _Looks, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]
) -> None:
    """A table under its heading; columns headed by "Auditor" are left to the auditor."""
    sheet = book.add_worksheet(name)
    _printable(sheet)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 3 * _LINE_HEIGHT)
    for i, (heading, width) in enumerate(columns):
        sheet.set_column(i, i, width)
        sheet.write_string(0, i, heading, looks.head)
    for r, row in enumerate(rows, 1):
        sheet.set_row(r, _LINE_HEIGHT * max(_lines(v, width) for v, (_, width) in zip(row, columns, strict=False)))
        for i, value in enumerate(row):
            _write(sheet, looks, r, i, value)
        for i in (i for i, (heading, _) in enumerate(columns) if heading.startswith("Auditor")):
            sheet.write_blank(r, i, None, looks.blank)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _lines(value: Any, width: int) -> int:
    """Lines that a text takes in a column; programs that print do not measure it themselves."""
    return max(1, ceil(len(str(value or "")) * _WIDER / width))


def _printable(sheet: Any) -> None:
    """A4, lying, as wide as one page, with the name of the sheet and the number of the page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _write(sheet: Any, looks: _Looks, row: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, looks.rupiah if abs(value) >= 10_000 else looks.text)
    else:
        sheet.write_string(row, column, "" if value is None else str(value), looks.text)


def _first(book: Any, looks: _Looks, told: Kertas) -> None:
    sheet = book.add_worksheet("Cara penarikan")
    _printable(sheet)
    sheet.set_column(0, 0, 66)
    sheet.set_column(1, 1, 44)
    sheet.write_string(0, 0, told.judul, looks.title)
    rows = [("Populasi (population): baris dan kolom nilai", told.populasi), *told.parameter]
    rows += [(f"Uji {t.nama} (test)", _figure(t)) for t in told.uji]
    for r, (label, value) in enumerate(rows, 2):
        sheet.write_string(r, 0, label, looks.text)
        _write(sheet, looks, r, 1, value)
    for r, sentence in enumerate(_EXPLAINED, len(rows) + 3):
        sheet.merge_range(r, 0, r, 1, sentence, looks.text)
        sheet.set_row(r, 46)


_EXPLAINED = (
    "MUS (monetary-unit sampling): baris diurutkan menurut nomornya dan nilainya dijumlahkan berurutan; setiap rupiah "
    "pada jarak satu interval sejak rupiah pertama menarik baris tempatnya berada, sehingga baris bernilai besar lebih "
    "mudah terambil.",
    "Acak sederhana (simple random): baris diurutkan menurut SHA-256 dari teks benih|nomor baris; yang terdepan "
    "diambil. Siapa pun dapat mengulang penarikan ini dengan alat apa pun.",
    "Parameter bertanda asumsi tidak tercetak dalam pedoman; pemeriksa dapat menggantinya pada perintah ppsp pack.",
)


def _figure(test: KertasUji) -> str:
    if test.pct is None:
        return "belum diketahui"
    return f"{percent(test.pct)} ({number(test.bagian)} dari {number(test.dari)} {test.satuan})"


_SAMPLE = (
    ("No.", 6),
    ("Nomor baris (reference)", 38),
    ("Kegiatan", 34),
    ("Nilai (Rp)", 20),
    ("Cara terambil", 18),
    ("Rupiah terambil", 10),
    ("Sel asal (lembar Asal)", 12),
    ("Auditor: nilai menurut bukti (Rp)", 18),
    ("Auditor: selisih (Rp)", 16),
    ("Auditor: sesuai? (ya/tidak)", 14),
    ("Auditor: catatan dan bukti", 34),
)
_ORIGIN = (
    ("Acuan data (data reference)", 48),
    ("Berkas", 20),
    ("Lembar", 22),
    ("Sel", 8),
    ("Isi yang diserahkan", 20),
    ("Di balik sampel nomor", 24),
    ("Auditor: isi menurut berkas", 22),
    ("Auditor: catatan", 28),
)
_TEST = (
    ("Tentang (about)", 56),
    ("Terpenuhi (holds)", 14),
    ("Keterangan", 70),
    ("Auditor: setuju? (ya/tidak)", 14),
    ("Auditor: catatan", 44),
)


def _sample(book: Any, looks: _Looks, told: Kertas) -> None:
    rows = []
    for n, s in enumerate(told.sampel, 1):
        value = "tidak diketahui" if s.nilai_rp is None else s.nilai_rp
        rows.append((n, s.ref, s.nama, value, s.cara, s.satuan_terambil, len(s.asal)))
    _sheet(book, looks, "Sampel", _SAMPLE, rows)


def _cells(book: Any, looks: _Looks, told: Kertas) -> None:
    """Each cell once, with the lines of the sample that it stands behind."""
    behind: dict[Cell, list[int]] = {}
    for n, s in enumerate(told.sampel, 1):
        for cell in s.asal:
            behind.setdefault(cell, []).append(n)
    rows = [(*cell, _ranges(numbers)) for cell, numbers in sorted(behind.items(), key=lambda b: b[0][1:3] + b[0][:1])]
    _sheet(book, looks, "Asal", _ORIGIN, rows)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as a text: 1-3, 7."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _test(book: Any, looks: _Looks, test: KertasUji) -> None:
    _sheet(book, looks, test.nama, _TEST, [(about, _HOLDS[holds], says) for about, holds, says in test.baris])
