"""What is kept apart of a submission, and what its copy for everybody holds."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from schemas.rulebook import load_rulebook
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_grids
from tasks.intake.household import Screened, screen

FY = 2013
LIMITS = Limits.of(load_rulebook(FY))
PENDUDUK = [["kode_desa", "tahun", "kk", "penduduk_jiwa"], ["15.07.01.2001", 2012, 0.125, 700]]
ANSWERS = [["no_responden", "kode_desa", "D.1", "Nama"], ["1507012001101", "15.07.01.2001", 4, "SARI"]]


def book(**sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        if "ehra_responden" in sheets:
            made.define_name("jawaban", "=ehra_responden!$D$2")
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, row)
            if name == "penduduk":
                sheet.write(1, 2, 0.125, made.add_format({"num_format": "0.0%"}))
                sheet.write_formula(4, 6, "=ehra_responden!D2", value="SARI")
                sheet.write_formula(5, 6, "=D2*2", value=1400)
                sheet.write_formula(6, 6, "=jawaban", value="SARI")
                sheet.write_formula(7, 6, "=SUM(G5:G6)&penduduk!G7", value="1400SARI")
                sheet.write_comment(1, 1, "SARI")
    return out.getvalue()


def screened(name: str, data: bytes) -> Screened:
    return screen(name, data, FY, LIMITS)


def test_the_copy_has_every_sheet_and_the_cells_of_the_other_tables_at_their_places():
    data = book(penduduk=PENDUDUK, ehra_responden=ANSWERS, catatan=[["SARI sakit"]])
    found = screened("a.xlsx", data)
    assert found.is_apart
    assert found.reduced is not None
    copied = openpyxl.load_workbook(io.BytesIO(found.reduced))
    assert copied.sheetnames == ["penduduk", "ehra_responden", "catatan"]
    assert copied["penduduk"]["A2"].value == "15.07.01.2001"
    assert (copied["penduduk"]["C2"].value, copied["penduduk"]["C2"].number_format) == (0.125, "0.00%")
    assert [copied["penduduk"][f"G{n}"].value for n in (5, 6, 7, 8)] == [None, 1400, None, None]
    assert [list(copied[n].values) for n in ("ehra_responden", "catatan")] == [[], []]
    with zipfile.ZipFile(io.BytesIO(found.reduced)) as archive:
        assert not any(b"SARI" in archive.read(n) for n in archive.namelist())
    assert screened("a.xlsx", data) == found, "the same bytes each time"
    before = {g.sheet: g.rows[1][:2] for g in read_grids("a.xlsx", data, LIMITS)[0] if g.sheet == "penduduk"}
    after = {g.sheet: g.rows[1][:2] for g in read_grids("a.xlsx", found.reduced, LIMITS)[0] if g.sheet == "penduduk"}
    assert before == after


@pytest.mark.parametrize("rows", [
    [["nomor", "isi"], ["1507012001101", "SARI"]],
    [["x", "C.2", "C.6", "C.8", "C.9", "C.10"], [1, 1, 1, 1, 1, 1]],
])  # fmt: skip
def test_a_sheet_that_looks_like_a_survey_is_kept_apart_though_no_table_was_read(rows: list[list[object]]):
    found = screened("a.xlsx", book(penduduk=PENDUDUK, lembar_lain=rows))
    assert found.is_apart
    assert found.reduced is not None
    assert list(openpyxl.load_workbook(io.BytesIO(found.reduced))["lembar_lain"].values) == []


def test_files_without_households_stay_as_they_are_and_unreadable_tables_are_apart():
    assert screened("a.xlsx", book(penduduk=PENDUDUK)) == Screened(False)
    assert screened("surat.pdf", b"%PDF-1.4 1507012001101") == Screened(False)
    assert screened("penduduk.csv", b"kode_desa;kk\n15.07.01.2001;3\n") == Screened(False)
    assert screened("ehra_responden.csv", b"no_responden;D.1\n1507012001101;4\n") == Screened(True)
    assert screened("rusak.xlsx", b"PK\x03\x04 SARI") == Screened(True)


@pytest.mark.parametrize("name", ["ehra.xlsx.bak", "survei.dat", "ehra"])
def test_a_table_under_a_name_that_nobody_reads_is_apart(name: str):
    assert screened(name, book(ehra_responden=ANSWERS)) == Screened(True)
    assert screened(name, b"no_responden;D.1\n1507012001101;4\n") == Screened(True)


def test_of_an_archive_the_other_members_and_copies_stay():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("penduduk.csv", "kode_desa;kk\n15.07.01.2001;3\n")
        archive.writestr("ehra_responden.csv", "no_responden;D.1;Nama\n1507012001101;4;SARI\n")
        archive.writestr("buku.xlsx", book(penduduk=PENDUDUK, ehra_responden=ANSWERS))
    found = screened("semua.zip", out.getvalue())
    assert found.is_apart
    assert found.reduced is not None
    with zipfile.ZipFile(io.BytesIO(found.reduced)) as archive:
        assert sorted(archive.namelist()) == ["buku.xlsx", "penduduk.csv"]
        assert "SARI" not in str(openpyxl.load_workbook(io.BytesIO(archive.read("buku.xlsx"))).worksheets)
