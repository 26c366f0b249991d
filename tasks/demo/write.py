"""Writes made-up submissions as workbooks and as folders of CSV, the same bytes for the same seed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import xlsxwriter

from schemas.canonical import text_of
from schemas.demo_regions import demo_regions
from schemas.errors import WrongUsage
from tasks.demo.batas import boundaries
from tasks.demo.jawaban import answers, make_answer_mistakes
from tasks.demo.kerangka import framework_tables
from tasks.demo.lengkap import full_tables
from tasks.demo.mistakes import foreign_codes, make_mistakes
from tasks.demo.pelaksanaan import make_report_mistakes, promise, report_tables
from tasks.demo.tables import Cell, Sheet, buku_putih_tables, mps_tables
from tasks.demo.villages import Village, villages

BOUNDARIES = "batas.geojson"
LAST_KABUPATEN = 70
_CREATED = datetime(2013, 1, 2)
_EACH_HELD = 9
_EACH_WITH_ANSWERS = 3
_EACH_FRAMED = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One submission on disk: its fiscal year, district, path to hand in, number of files and planted mistakes."""

    fiscal_year: int
    kode: str
    path: Path
    files: int
    mistakes: tuple[str, ...]


def write_demo(out: Path, *, districts: int, seed: int, year: int, full: bool = False) -> list[Written]:
    """Submissions of `districts` districts of the province for `year`, their MPS inputs of the next year, and their
    budget, progress and results of the year after it.

    Every second district hands in a workbook, the others CSV files; every third the answers of each household and not
    the counts of the survey; every ninth has the codes of another district, and so never anything to report. With
    `full` the first kabupaten and the first kota hand in every table, and their boundaries lie in `batas.geojson`.
    """
    listed = [r for r in demo_regions() if r.level == 2]
    if districts > len(listed):
        raise WrongUsage(f"the made-up province has {len(listed)} districts; ask for at most that many")
    step = len(listed) // districts
    chosen = listed[::step][:districts]
    whole = complete_ones([r.code for r in chosen]) if full else ()
    made = [
        w
        for i, r in enumerate(chosen)
        for w in _write_district(out, r.code, r.name, i, seed, year, is_full=r.code in whole)
    ]
    if whole:
        (out / BOUNDARIES).write_bytes(boundaries([(kode, _villages(kode, seed)) for kode in whole]))
    return made


def complete_ones(codes: Sequence[str]) -> tuple[str, ...]:
    """The first kabupaten and the first kota."""
    kota = [kode for kode in codes if int(kode[3:]) > LAST_KABUPATEN]
    return (*[kode for kode in codes if kode not in kota][:1], *kota[:1])


def _villages(kode: str, seed: int) -> list[Village]:
    return villages(kode, demo_regions(), Random(f"{seed}:{kode}"))


def _write_district(
    out: Path, kode: str, name: str, index: int, seed: int, year: int, *, is_full: bool
) -> list[Written]:
    rng = Random(f"{seed}:{kode}")
    desa = villages(kode, demo_regions(), rng)
    tables = buku_putih_tables(kode, name, year, desa, rng)
    if index % _EACH_FRAMED == 0:
        tables |= framework_tables(year, desa, tables)
    if is_full:
        tables |= full_tables(year, desa, Random(f"{seed}:{kode}:semua"))
    mistakes = make_mistakes(tables, rng)
    if index % _EACH_WITH_ANSWERS == _EACH_WITH_ANSWERS - 1:
        del tables["ehra"]
        tables["ehra_responden"] = answers(desa, year, rng)
        mistakes += make_answer_mistakes(tables["ehra_responden"], rng)
    if index % _EACH_HELD == _EACH_HELD - 1:
        foreign_codes(tables, rng)
        mistakes.append(foreign_codes.__name__)
    planned = mps_tables(year + 1, desa, rng)
    promise(planned, year + 1, kode)
    submissions = [(year, tables, mistakes), (year + 1, planned, [])]
    if foreign_codes.__name__ not in mistakes:
        own = Random(f"{seed}:{kode}:{year + 2}")
        report = report_tables(year + 2, kode, desa, tables, own)
        submissions.append((year + 2, report, make_report_mistakes(report, own)))
    return [_written(out / str(y) / kode, y, kode, t, m, index % 2 == 0) for y, t, m in submissions]


def _written(
    folder: Path, year: int, kode: str, tables: dict[str, Sheet], mistakes: list[str], is_workbook: bool
) -> Written:
    return Written(year, kode, folder, _write(folder, kode, tables, is_workbook), tuple(mistakes))


def _write(folder: Path, kode: str, tables: dict[str, Sheet], is_workbook: bool) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    if is_workbook:
        (folder / f"{kode}.xlsx").write_bytes(workbook(tables))
        return 1
    for name, sheet in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_file(sheet))
    return len(tables)


def workbook(tables: dict[str, Sheet]) -> bytes:
    """One sheet per table with a title row above the headings, as the programme's forms have."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        for number, (name, rows) in enumerate(tables.items(), start=1):
            sheet = book.add_worksheet(f"{number}. {name.replace('_', ' ').title()}"[:31])
            sheet.write(0, 0, f"TABEL {name.replace('_', ' ').upper()}", bold)
            for i, row in enumerate(rows, start=2):
                for j, cell in enumerate(row):
                    sheet.write(i, j, float(cell) if isinstance(cell, Decimal) else cell, bold if i == 2 else None)
    return buffer.getvalue()


def csv_file(rows: Sheet) -> bytes:
    """Semicolons, decimal comma and a byte order mark, as an Indonesian spreadsheet saves CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([[_typed(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _typed(cell: Cell) -> str:
    return text_of(cell).replace(".", ",") if isinstance(cell, Decimal) else text_of(cell)
