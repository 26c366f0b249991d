"""Files become grids whose rows and columns are numbered as a spreadsheet shows them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from tasks.intake.grids.grid import BARE_FORMULA, DATE, FAILED, NUMBER
from tasks.intake.grids.textfile import delimiter_of
from tasks.intake.grids.workbook import number_text
from tests.unit.intake.support import read_grids


def book(fill) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_blank_and_hidden_rows_keep_their_numbers():
    def fill(sheet):
        sheet["B3"] = "kode"
        sheet["B5"] = "isi"
        sheet.row_dimensions[4].hidden = True
        sheet.row_dimensions[5].hidden = True

    (grid,), findings = read_grids("a.xlsx", book(fill))
    assert findings == []
    assert (grid.cell(3, 2).text, grid.cell(5, 2).text, grid.cell(99, 99).text) == ("kode", "isi", "")
    assert grid.is_blank(4)


def test_the_kind_of_a_cell_is_kept():
    def fill(sheet):
        sheet.append([0.1, 15.10, 6105011001.0, date(2013, 1, 11), "15.07", "=1+1"])
        sheet["A2"] = "#N/A"
        sheet["A2"].data_type = "e"

    (grid,), _ = read_grids("a.xlsx", book(fill))
    found = [(c.raw, c.kind) for c in (grid.cell(1, i) for i in range(1, 7))]
    assert found[:4] == [("0.1", NUMBER), ("15.1", NUMBER), ("6105011001", NUMBER), ("2013-01-11", DATE)]
    assert found[4:] == [("15.07", "t"), ("", BARE_FORMULA)]
    assert grid.cell(2, 1).kind == FAILED


def test_a_formula_with_a_stored_value_is_that_value():
    source = book(lambda sheet: sheet.append(["=1+1", 5]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            stored = re.sub(rb"(<f>1\+1</f>)<v(?: ?/>|></v>)", rb"\1<v>2</v>", old.read(name))
            new.writestr(name, stored)
    (grid,), _ = read_grids("a.xlsx", out.getvalue())
    assert (grid.cell(1, 1).raw, grid.cell(1, 1).kind) == ("2", NUMBER)


@pytest.mark.parametrize(
    ("number", "text"), [(0.1, "0.1"), (6105011001.0, "6105011001"), (1e-7, "0.0000001"), (-0.0, "0"), (3, "3")]
)
def test_a_number_is_shown_in_its_shortest_exact_form(number, text):
    assert number_text(number) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_a_csv_is_found(encoding):
    (grid,), findings = read_grids("wilayah.csv", "kode,desa\n1,Baé\n".encode(encoding))
    assert findings == []
    assert grid.rows == [["kode", "desa"], ["1", "Baé"]]


def test_an_old_encoding_is_read_and_named():
    (grid,), (finding,) = read_grids("wilayah.csv", "desa\nBaé\n".encode("cp1252"))
    assert grid.rows[1] == ["Baé"]
    assert (finding.rule, finding.severity) == ("TB-01", "warning")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3", ","),
        ("a;b;c\n1,5;2,5;3,5", ";"),
        ("judul\na;b\n1;2", ";"),
        ("a\tb\n1,2\t3", "\t"),
        ("kode,desa\n1,x;y", ","),
        ("satu", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_splits_most_lines_alike(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_a_zip_holds_csv_and_workbooks():
    data = zipped({"sub/wilayah.csv": b"kode\n1\n", "__MACOSX/x.csv": b"x", "b.xlsx": book(lambda s: s.append([1]))})
    grids, findings = read_grids("kirim.zip", data)
    assert [g.file for g in grids] == ["kirim.zip!b.xlsx", "kirim.zip!sub/wilayah.csv"]
    assert grids[1].stem == "wilayah"
    assert findings == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("penduduk.csv", b"a\x00b"),
        ("a.xlsx", b"\x00\x01not a workbook"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.zip", zipped({"../x.csv": b"a"})),
        ("a.zip", zipped({"b.zip": b"PK"})),
    ],
)
def test_what_cannot_be_read_is_a_block_and_no_exception(name, data):
    grids, findings = read_grids(name, data)
    assert grids == []
    assert [(f.rule, f.severity) for f in findings] == [("TB-09", "block")]


def test_a_long_table_has_no_stray_cells():
    """5,000 rows times the 702 columns of two letters are more than is read; what the table uses is not."""

    def fill(sheet):
        sheet.append(["kode", "isi"])
        for number in range(1, 6_000):
            sheet.append([number, "isi"])

    (grid,), findings = read_grids("a.xlsx", book(fill))
    assert (len(grid.rows), findings) == (6_000, [])
