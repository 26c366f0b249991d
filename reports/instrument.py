"""The instrument of a district and year: one workbook from the contracts, filled with what is known, to be filled.

Same view, same bytes. Headings are those that intake knows; sheets are protected without a password, so that codes and
names are not changed by accident, and anybody can lift it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from reports.cell_rules import validation
from schemas.contract import Field, Table, Value
from schemas.form_words import column_words, table_words
from schemas.heading_map import BEFORE, column_for, name_columns
from schemas.own_sheets import ISSUED, MARK, PETUNJUK, TEMUAN_LALU

Key = tuple[Value, ...]
HEADER, FIRST = 3, 4
"""Row of the headings and first row below them, from 0."""
SPARE_ROWS = 300
HOW = "Kosong = tidak diketahui. Tidak ada = 0. Sel bergaris kuning masih perlu diisi."
_CREATED = datetime(2000, 1, 1)
_PALE, _GREY, _BLUE = "#FFF7D6", "#6B757F", "#0B4F79"
_OPEN_ACTIONS = {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
                 "delete_rows": True, "sort": True, "autofilter": True}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet: its table, when and by whom it is filled, its prepared rows, and what is known.

    `keys` are the values of the first columns of a prepared row by column. `known` are values of this year, `before`
    those of the year before by key text, both to be found by the text of the key.
    """

    table: Table
    due: str
    who: str
    keys: Sequence[Mapping[str, Value]] = ()
    known: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    before: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrumen:
    """The workbook: place, fiscal year, desa as code -> (name, kecamatan), its sheets in order, and open findings.

    `year_before` is the fiscal year that the grey values are of, None without any.
    """

    kode: str
    nama: str
    fiscal_year: int
    desa: Mapping[str, tuple[str, str]]
    sheets: Sequence[Lembar]
    findings: Sequence[tuple[str, str, str]] = ()
    year_before: int | None = None


def instrument(view: Instrumen) -> bytes:
    """The workbook as XLSX."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _CREATED, "title": f"Instrumen {view.kode} {view.fiscal_year}"})
        looks = _Looks(book)
        _guide(book, looks, view)
        for number, lembar in enumerate(view.sheets, 1):
            _Sheet(book, looks, view, lembar, number).write()
        if view.findings:
            _open_findings(book, looks, view)
    return buffer.getvalue()


def heading(table: Table, column: Field, fiscal_year: int) -> str:
    """The heading of a column as the form has it, with its unit; the column's own name where that would be misread."""
    words = column_words(table.name, column.name)
    unit = f"{words} ({column.unit})" if column.unit and column.unit.lower() not in words.lower() else words
    return next((text for text in (unit, words) if _is_read(table, column, text, fiscal_year)), column.name)


def _is_read(table: Table, column: Field, text: str, fiscal_year: int) -> bool:
    match = column_for(table.name, text, fiscal_year)
    return match is not None and match.column == column.name and not match.sets and not match.note


def sheet_name(number: int, table: Table) -> str:
    """The name of a sheet, by which intake knows its table."""
    return f"{number}. {table_words(table.name)}"[:31]


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        wrap = {"text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": _BLUE})
        self.small = book.add_format({"font_color": _GREY, "font_size": 9})
        self.text = book.add_format(wrap)
        self.bold = book.add_format({"bold": True, **wrap})
        self.head = book.add_format({"bold": True, "bg_color": _BLUE, "font_color": "white", "border": 1, **wrap})
        self.asked = book.add_format({"bold": True, "bg_color": "#0F6B4F", "font_color": "white", "border": 1, **wrap})
        self.past_head = book.add_format({"italic": True, "font_color": _GREY, "bg_color": "#ECEFF2", **wrap})
        self.past = book.add_format({"italic": True, "font_color": _GREY, "bg_color": "#F5F6F7"})
        self.locked = book.add_format({"bg_color": "#E6EEF5", "num_format": "@"})
        self.missing = book.add_format({"bg_color": _PALE, "border": 4, "border_color": "#B58900"})
        formats = {"text": "@", "count": "#,##0", "rupiah": "#,##0", "year": "0", "measure": "#,##0.####",
                   "percent": "0.####", "date": "yyyy-mm-dd"}  # fmt: skip
        self.input = {k: book.add_format({"locked": False, "num_format": f}) for k, f in formats.items()}

    def of(self, column: Field) -> Any:
        """The unlocked format of a column's cells."""
        if column.kind in self.input:
            return self.input[column.kind]
        return self.input["year" if column.is_int else "text"]


class _Sheet:
    """Writes one sheet."""

    def __init__(self, book: Any, looks: _Looks, view: Instrumen, lembar: Lembar, number: int) -> None:
        self.looks, self.view, self.lembar = looks, view, lembar
        self.sheet = book.add_worksheet(sheet_name(number, lembar.table))
        self.places: dict[str, int] = {}
        self.past: dict[str, int] = {}
        self.names = name_columns(lembar.table) if lembar.keys and "kode_desa" in lembar.keys[0] else ()
        self._lay_out()

    def _lay_out(self) -> None:
        """Columns in order: key, names of the place, values with last year's beside."""
        at = 0
        for column in self.lembar.table.fields:
            self.places[column.name] = at
            at += 1
            if column.name == "kode_desa" and self.names:
                at += len(self.names)
            has_past = any(row.get(column.name) is not None for row in self.lembar.before.values())
            if has_past and column.name not in self.lembar.table.key:
                self.past[column.name] = at
                at += 1

    def write(self) -> None:
        """The whole sheet."""
        table, sheet, looks = self.lembar.table, self.sheet, self.looks
        sheet.write(0, 0, f"TABEL {table_words(table.name).upper()}", looks.title)
        sheet.write(1, 0, f"Diisi oleh {self.lembar.who}, paling lambat {self.lembar.due}.", looks.small)
        sheet.write(2, 0, HOW, looks.small)
        last = FIRST + len(self.lembar.keys) + SPARE_ROWS
        for column in table.fields:
            self._column(column, last)
        for name, at in zip(self.names, range(self.places.get("kode_desa", 0) + 1, 99), strict=False):
            sheet.set_column(at, at, 22)
            sheet.write(HEADER, at, name.capitalize(), looks.head)
        for row, keys in enumerate(self.lembar.keys, FIRST):
            self._row(row, keys)
        sheet.freeze_panes(FIRST, self._frozen())
        sheet.repeat_rows(HEADER)
        _for_paper(sheet)
        sheet.protect("", _OPEN_ACTIONS)

    def _frozen(self) -> int:
        return 1 + len(self.names) if self.names else 1 if self.lembar.keys else 0

    def _column(self, column: Field, last: int) -> None:
        at, looks = self.places[column.name], self.looks
        words = heading(self.lembar.table, column, self.view.fiscal_year)
        self.sheet.set_column(at, at, min(max(len(words) * 0.7, 12), 30), looks.of(column))
        self.sheet.write(HEADER, at, words, looks.asked if column.is_expected else looks.head)
        if column.name in self.past:
            self.sheet.set_column(self.past[column.name], self.past[column.name], 11, looks.past)
            self.sheet.write(HEADER, self.past[column.name], BEFORE, looks.past_head)
        rule = validation(column, self._bound(column, at))
        if rule:
            self.sheet.data_validation(FIRST, at, last, at, rule)
        if column.is_expected:
            first = xl_col_to_name(0)
            here = f"{xl_col_to_name(at)}{FIRST + 1}"
            asked = f'=AND(${first}{FIRST + 1}<>"",{here}="")'
            self.sheet.conditional_format(
                FIRST, at, last, at, {"type": "formula", "criteria": asked, "format": self.looks.missing}
            )

    def _bound(self, column: Field, at: int) -> str:
        """The cell of the same row that bounds the column; "" without one."""
        other = column.at_most_field
        if not other or "." in other or other not in self.places:
            return ""
        return f"{xl_col_to_name(self.places[other])}{FIRST + 1}"

    def _row(self, row: int, keys: Mapping[str, Value]) -> None:
        table, looks = self.lembar.table, self.looks
        key = table.key_of(dict(keys))
        known, before = self.lembar.known.get(key, {}), self.lembar.before.get(before_key(table, keys), {})
        for column in table.fields:
            at = self.places[column.name]
            if column.name in keys:
                value = keys[column.name]
                is_locked = column.name in table.key or column.kind == "code"
                self._cell(row, at, value, looks.locked if is_locked else looks.of(column))
            elif known.get(column.name) is not None:
                self._cell(row, at, known[column.name], looks.of(column))
            if column.name in self.past and before.get(column.name) is not None:
                self._cell(row, self.past[column.name], before[column.name], looks.past)
        if self.names:
            place = self.view.desa.get(str(keys["kode_desa"]), ("", ""))
            for i, name in enumerate(self.names, 1):
                self.sheet.write_string(row, self.places["kode_desa"] + i, place[name == "kecamatan"], looks.locked)

    def _cell(self, row: int, at: int, value: Value, look: Any) -> None:
        if value is None or isinstance(value, str):
            self.sheet.write_string(row, at, value or "", look)
        else:
            self.sheet.write_number(row, at, float(value) if not isinstance(value, int) else value, look)


def before_key(table: Table, keys: Mapping[str, Value]) -> str:
    """The key under which the year before is found: without the year, where the key has one."""
    return "|".join("" if keys.get(k) is None else str(keys[k]) for k in table.key if k != "tahun")


def _guide(book: Any, looks: _Looks, view: Instrumen) -> None:
    sheet = book.add_worksheet(PETUNJUK)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 3, 24)
    sheet.set_column(4, 4, 60)
    sheet.write(0, 0, MARK, looks.small)
    sheet.write(0, 1, ISSUED.format(kode=view.kode, tahun=view.fiscal_year), looks.small)
    sheet.write(1, 0, f"Instrumen {view.nama} ({view.kode}), tahun anggaran {view.fiscal_year}", looks.title)
    for i, text in enumerate(_guide_lines(view), 3):
        sheet.merge_range(i, 0, i, 4, text, looks.text)
        sheet.set_row(i, 15 * (1 + len(text) // 130))
    top = 4 + len(_guide_lines(view))
    for at, text in enumerate(("Lembar", "Keperluan", "Pengisi (saran)", "Paling lambat", "Satu baris untuk")):
        sheet.write(top, at, text, looks.head)
    needs = {"required": "wajib", "expected": "diharapkan", "optional": "bila ada"}
    for i, lembar in enumerate(view.sheets, 1):
        name = sheet_name(i, lembar.table)
        sheet.write_url(top + i, 0, f"internal:'{name}'!A1", string=name)
        row = [needs[lembar.table.need], lembar.who, lembar.due, _grain(lembar.table)]
        for at, text in enumerate(row, 1):
            sheet.write_string(top + i, at, text, looks.text)
    sheet.protect("", _OPEN_ACTIONS)
    _for_paper(sheet)


def _for_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _grain(table: Table) -> str:
    words = [column_words(table.name, k) for k in table.key]
    return " dan ".join(words) if words else "seluruh kiriman"


def _guide_lines(view: Instrumen) -> list[str]:
    lines = [
        "Isi sel putih. Kode dan nama desa sudah terisi dan terkunci; kunci itu tidak bersandi.",
        "Tidak diketahui: biarkan kosong. Tidak ada: tulis 0. Jangan menulis 0 untuk yang tidak diketahui.",
        "Judul berwarna hijau diharapkan terisi; sel bergaris kuning belum terisi. Satuan tertulis pada judul.",
        "Uang ditulis dalam rupiah penuh. Persen ditulis 0 sampai 100. Tanggal ditulis tahun-bulan-hari.",
        "Sumber Data dan Tahun Sumber Data diisi untuk setiap tabel; cukup pada baris pertamanya bila sama.",
        "Periksa sebelum menyerahkan: `ppsp check BERKAS --fy "
        f"{view.fiscal_year} --annotate PERIKSA.xlsx` menandai setiap kesalahan di selnya.",
    ]
    if view.year_before is not None:
        lines.append(f"Angka abu-abu di samping sel ialah angka tahun anggaran {view.year_before}, untuk dibandingkan.")
    if view.findings:
        lines.append(f"Lembar {TEMUAN_LALU} memuat temuan yang masih terbuka dari kiriman sebelumnya.")
    return lines


def _open_findings(book: Any, looks: _Looks, view: Instrumen) -> None:
    sheet = book.add_worksheet(TEMUAN_LALU)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 100)
    sheet.write(0, 0, MARK, looks.small)
    sheet.write(1, 0, "Temuan kiriman sebelumnya yang masih terbuka", looks.title)
    for at, text in enumerate(("Tingkat", "Tempat", "Yang salah dan cara memperbaiki")):
        sheet.write(3, at, text, looks.head)
    for i, row in enumerate(view.findings, 4):
        for at, text in enumerate(row):
            sheet.write_string(i, at, text, looks.text)
    sheet.protect("", _OPEN_ACTIONS)
