"""Which table a grid is, which of its rows and cells are told apart, and what a file is whatever its ending says."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.unit.intake.support import DESA, KAB, A, B, cells, of, read_grids, rows, take_in, taken, wilayah


def test_years_side_by_side_in_a_table_of_one_year_are_refused():
    text = f"kode_desa,jamban_unit,,truk_tinja\n,2011,2012,\n{A},5,6,1\n{B},7,8,2\n"
    outputs = take_in({"wilayah.csv": wilayah(), "air_limbah.csv": text})
    assert [r["jamban_unit"] for r in rows(outputs, "air_limbah").values()] == [None, None]
    assert [r["truk_tinja"] for r in rows(outputs, "air_limbah").values()] == [1, 2]
    assert {f.column for f in of(outputs, "BP-V21")} == {"jamban_unit"}
    assert [f.column for f in of(outputs, "TB-02")] == ["kolom_3"]


def test_headings_that_carry_their_year_are_rows_of_that_year():
    text = f"kode_desa,Jumlah Penduduk 2011,Jumlah Penduduk (2012),Jumlah KK 2011\n{A},5,6,2\n"
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": text})
    people = rows(outputs, "penduduk")
    assert (people[f"{A}|2011"]["penduduk_jiwa"], people[f"{A}|2011"]["kk"]) == (5, 2)
    assert people[f"{A}|2012"]["penduduk_jiwa"] == 6
    part = cells(outputs)["penduduk"]
    assert [p["columns"]["penduduk_jiwa"] for p in part if f"{A}|2012" in p["rows"]] == [3]


def test_a_column_without_heading_that_holds_data_is_named():
    text = f"no,kode_desa,,kk\n1,{A},x,5\n2,{B},,6\n"
    (found,) = of(take_in({"wilayah.csv": wilayah(), "penduduk.csv": text}), "TB-02")
    assert (found.place, found.value, found.severity) == (("penduduk.csv", "", "C2"), "x", "warning")


def test_a_number_merged_over_several_rows_belongs_to_none_of_them():
    sheets = {"penduduk": [["kode_desa", "tahun", "kk", "rumah"], [A, 2012, 9, 1], [B, None, None, 2]]}
    outputs = taken(sheets, prepare=lambda w: [w["penduduk"].merge_cells(m) for m in ("B2:B3", "C2:C3")])
    people = rows(outputs, "penduduk")
    assert set(people) == {f"{A}|2012", f"{B}|2012"}, "the year holds for both rows"
    assert {r["kk"] for r in people.values()} == {None}
    assert {f.row for f in of(outputs, "BP-V21")} == set(people)


def test_a_sheet_whose_headings_fit_one_table_is_read_as_it():
    lines = [["Kode Desa", "Jumlah Penduduk", "Jumlah KK"], [A, 4000, 1000]]
    for name in ("Sheet2", "Data Penduduk", "rekap"):
        outputs = taken({name: lines})
        assert rows(outputs, "penduduk")[f"{A}|2012"]["kk"] == 1000
        (said,) = of(outputs, "TB-01")
        assert (said.severity, said.place) == ("advice", (f"{KAB}.xlsx", name, ""))


def test_one_table_twice_is_one_advice_or_one_error_and_says_which_two():
    lines = [["kode_desa", "tahun", "kk"], *[[d, 2012, 100 + i] for i, d in enumerate(DESA[:12])]]
    other = [lines[0], *[[d, y, kk + 1] for d, y, kk in lines[1:]]]
    (same,) = of(taken({"penduduk": lines, "2. Penduduk": lines}), "TB-06")
    assert (same.severity, "'penduduk'" in same.message, "'2. Penduduk'" in same.message) == ("advice", True, True)
    (differing,) = of(taken({"penduduk": lines, "2. Penduduk": other}), "TB-06")
    assert (differing.severity, len(differing.also)) == ("error", 12)


@pytest.mark.parametrize(
    ("code", "why"),
    [(A.replace(".", "-"), "memakai tanda '-'"), (A.replace("0", "O"), "memuat huruf"), (A[:-1], "nolnya hilang")],
)
def test_the_true_reason_of_a_refused_code_is_said(code, why):
    text = wilayah().replace(f"{A},", f"{code},", 1)
    (found,) = of(take_in({"wilayah.csv": text}), "RG-01")
    assert why in found.message


def test_codes_as_text_formulas_and_with_text_marks_are_codes():
    text = f'kode_desa,kk\n"=""{A}""",5\n\'{B},6\n'
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": text})
    assert [r["kk"] for r in rows(outputs, "penduduk").values()] == [5, 6]
    assert outputs.findings == []


def test_zip_members_with_backslashes_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = "data\\wilayah.csv"
        archive.writestr(info, wilayah())
    (grid,), findings = read_grids("a.zip", out.getvalue())
    assert (grid.stem, findings) == ("wilayah", [])


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        ("a.xlsx", b"PK\x03\x04broken", "rusak"),
    ],
)
def test_what_a_file_is_is_said_without_names_of_programs(name, data, word):
    _, (found,) = read_grids(name, data)
    assert word in found.message
    assert "Error" not in found.message


def test_text_with_the_ending_of_a_workbook_is_read():
    (grid,), (said,) = read_grids("penduduk.xls", b"kode_desa\tkk\n1\t2\n")
    assert grid.rows[1] == ["1", "2"]
    assert (said.severity, "CSV" in said.message) == ("advice", True)


def test_many_columns_without_heading_are_a_few_findings():
    text = f"kode_desa,kk{',' * 30}\n{A},5{',x' * 30}\n"
    found = of(take_in({"wilayah.csv": wilayah(), "penduduk.csv": text}), "TB-02")
    assert len(found) == 6
    assert [len(f.also) for f in found if "25 kolom lain" in f.message] == [25]


def test_more_bad_cells_than_anybody_mends_are_told_by_number(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tasks.intake.rows.table.MOST_TOLD", 5)
    text = "kode_desa,kk,kk_miskin\n" + "".join(f"{A[:-4]}{2001 + i},x{i},y{i}\n" for i in range(4))
    found = of(take_in({"wilayah.csv": wilayah(), "penduduk.csv": text}), "BP-V21")
    told = {f.column: (f.row, f.message) for f in found}
    assert (told["kk"][0] != "", told["kk_miskin"][0]) == (True, "")
    assert told["kk_miskin"][1].startswith("4 sel di kolom ini tidak terbaca")
