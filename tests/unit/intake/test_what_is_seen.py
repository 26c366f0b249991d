"""The value of a cell is what a person sees in it, or it is unknown with a finding."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from schemas.money_unit import unit_in, word_unit
from tasks.intake.formats import PLAIN, Form, form_of
from tests.unit.intake.support import KAB, cells, of, read_grids, regions, rows, take_in, wilayah

DESA = sorted(regions().desa)
A, B, C = DESA[:3]
Cells = dict[str, tuple[object, str]]


def book(sheets: dict[str, list[list[object]]], formats: dict[str, str] | None = None, prepare=None) -> bytes:
    """A workbook of {sheet: rows}, with number formats by `sheet!cell`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    for place, code in (formats or {}).items():
        sheet, _, cell = place.partition("!")
        workbook[sheet][cell].number_format = code
    if prepare:
        prepare(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def taken(sheets, formats=None, prepare=None, **files):
    return take_in({"wilayah.csv": wilayah(), f"{KAB}.xlsx": book(sheets, formats, prepare), **files})


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", PLAIN),
        ("#,##0.00", PLAIN),
        ("0.00%", Form(is_percent=True)),
        ('0.0"%"', PLAIN),
        ("#,##0,", Form(divided_by=1000)),
        ("#,##0.0,,", Form(divided_by=1_000_000)),
        ('#,##0" juta"', Form(words="juta")),
        ("yyyy", Form(is_only_year=True)),
        (";;;", Form(is_invisible=True)),
        ('_-"Rp"* #,##0_-;-"Rp"* #,##0_-', Form(words="Rp")),
        ("[>1]0.00%;0", Form(is_percent=True)),
    ],
)
def test_what_a_number_format_shows(code, form):
    assert form_of(code) == form


def test_a_percent_column_is_read_as_shown_mixed_or_whole():
    sheets = {"penduduk": [["kode_desa", "tahun", "laju_pct"], [A, 2012, 0.0209], [B, 2012, 0.53], [C, 2012, 1.2]]}
    mixed = rows(taken(sheets, {"penduduk!C2": "0.00%"}), "penduduk")
    assert [mixed[f"{d}|2012"]["laju_pct"] for d in (A, B, C)] == [Decimal("2.09"), Decimal("0.53"), Decimal("1.2")]
    whole = taken(sheets, {f"penduduk!C{r}": "0.0%" for r in (2, 3, 4)})
    assert rows(whole, "penduduk")[f"{B}|2012"]["laju_pct"] == 53
    assert cells(whole)["penduduk"][0]["raw"][f"{A}|2012"]["laju_pct"] == "0.0209", "the stored text stays beside it"


def test_a_table_of_phases_in_percent_cells_sums_to_a_hundred():
    heads = ["komponen", "sistem", "eksisting", "pendek", "menengah", "panjang"]
    sheets = {"tahapan": [heads, ["AL", "A1", 0.6, 0.7, 0.8, 1], ["AL", "X", 0.4, 0.3, 0.2, 0]]}
    outputs = taken(sheets, {f"tahapan!{c}{r}": "0%" for c in "CDEF" for r in (2, 3)})
    assert sum(r["eksisting"] for r in rows(outputs, "tahapan").values()) == 100
    assert of(outputs, "BP-V21") == []


def test_a_count_shown_in_thousands_is_what_is_shown_and_said():
    sheets = {"penduduk": [["kode_desa", "tahun", "kk"], [A, 2012, 44000], [B, 2012, 43528]]}
    outputs = taken(sheets, {"penduduk!C2": "#,##0,", "penduduk!C3": "#,##0,"})
    assert rows(outputs, "penduduk")[f"{A}|2012"]["kk"] == 44
    assert rows(outputs, "penduduk")[f"{B}|2012"]["kk"] is None, "43,528 families are not whole"
    assert {(f.row, f.severity) for f in of(outputs, "BP-V21")} == {(f"{A}|2012", "warning"), (f"{B}|2012", "error")}


def test_money_shown_in_millions_is_read_in_millions():
    sheets = {
        "info": [["kode_kab", "satuan_uang"], [KAB, "Rp juta"]],
        "keuangan": [["tahun", "apbd_total_rp", "op_rp"], [2012, 677365400000, 3]],
    }
    found = rows(taken(sheets, {"keuangan!B2": "#,##0,,", "keuangan!C2": '0" miliar"'}), "keuangan")["2012"]
    assert found["apbd_total_rp"] == 677_365_400_000
    assert found["op_rp"] == 3_000_000_000, "the unit that the cell shows wins over that of the form"


def test_a_percent_in_a_column_of_counts_and_a_hidden_number_are_refused():
    sheets = {"penduduk": [["kode_desa", "tahun", "kk", "rumah"], [A, 2012, 0.5, 7]]}
    outputs = taken(sheets, {"penduduk!C2": "0%", "penduduk!D2": ";;;"})
    assert rows(outputs, "penduduk")[f"{A}|2012"] == {"kode_desa": A, "tahun": 2012, "kk": None, "rumah": None}
    assert {f.column for f in of(outputs, "BP-V21")} == {"kk", "rumah"}


def test_a_date_that_shows_its_year_is_that_year():
    sheets = {"penduduk": [["kode_desa", "tahun", "kk"], [A, date(2011, 1, 1), 5], [B, date(2011, 1, 1), 6]]}
    outputs = taken(sheets, {"penduduk!B2": "yyyy", "penduduk!B3": "dd/mm/yyyy"})
    assert list(rows(outputs, "penduduk")) == [f"{A}|2011"]
    assert [(f.severity, f.column) for f in of(outputs, "BP-V21")] == [("error", "tahun")]
    assert of(outputs, "TB-03") == [], "that the row has no key only follows from it"


@pytest.mark.parametrize(
    ("text", "year"),
    [("2010", 2010), ("TA 2010", 2010), ("T.A. 2010", 2010), ("Tahun 2010", 2010), ("thn. 2010", 2010),
     ("12", None), ("2012/2013", None), ("dua ribu dua belas", None), ("20100", None)],
)  # fmt: skip
def test_a_year_has_one_meaning_or_is_refused_at_its_cell(text, year):
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": f"kode_desa,tahun,kk\n{A},{text},5\n"})
    assert list(rows(outputs, "penduduk")) == ([f"{A}|{year}"] if year else [])
    assert [f.value for f in of(outputs, "BP-V21")] == ([] if year else [text])


def test_a_mistake_down_a_column_is_one_finding_with_all_cells():
    lines = [f"{d},2012/2013,5" for d in DESA[:20]] + [f"{d},12,5" for d in DESA[20:22]]
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": "\n".join(["kode_desa,tahun,kk", *lines])})
    many, *single = sorted(of(outputs, "BP-V21"), key=lambda f: -len(f.also))
    assert len(many.also) == 20
    assert many.message.startswith("Pada 20 sel (misalnya 2012/2013): ")
    assert [f.value for f in single] == ["12", "12"]


@pytest.mark.parametrize("day", ["2013-02-30", "2013-13-01", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(day):
    outputs = take_in({"wilayah.csv": wilayah(), "info.csv": f"kode_kab,tanggal,versi\n{KAB},{day},1\n"})
    assert rows(outputs, "info")[""]["tanggal"] is None
    assert [f.value for f in of(outputs, "BP-V21")] == [day]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("(dalam jutaan rupiah)", "Rp juta"), ("Satuan: Rp. Juta", "Rp juta"), ("Rp 000", "Rp ribu"), ("rupiah", "Rp"),
     ("APBD (dalam ribuan Rp)", "Rp ribu"), ("dalam rupiah", "Rp"), ("Rp x 1.000.000", "Rp juta"), ("Rp", "Rp"),
     ("miliar rupiah", "Rp miliar"), ("APBD Kabupaten", None), ("juta jiwa", None), ("", None),
     ("dalam jutaan rupiah, sebelumnya ribuan rupiah", None)],
)  # fmt: skip
def test_units_of_money_as_people_write_them(text, unit):
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("word", "unit"), [("juta", "Rp juta"), ("jt.", "Rp juta"), ("Milyar", "Rp miliar"), ("ha", None)]
)
def test_the_word_beside_an_amount(word, unit):
    assert word_unit(word) == unit


def money(amounts: list[str], info: str = "Rp juta", heading: str = "apbd_total_rp", title: str = ""):
    lines = "".join(f'{2009 + i},"{amount}"\n' for i, amount in enumerate(amounts))
    files = {"wilayah.csv": wilayah(), "keuangan.csv": f'{title}tahun,"{heading}"\n{lines}'}
    if info != "absent":
        files["info.csv"] = f"kode_kab,versi,satuan_uang\n{KAB},1,{info}\n"
    outputs = take_in(files)
    return [r["apbd_total_rp"] for r in rows(outputs, "keuangan").values()], outputs


def test_a_unit_in_the_cell_wins_or_is_refused():
    values, outputs = money(["677.365", "Rp 760.744.000.000", "859 miliar", "1.051.106"])
    assert values == [677_365_000_000, None, 859_000_000_000, 1_051_106_000_000]
    assert [(f.row, f.rule) for f in outputs.findings if f.severity == "error"] == [("2010", "BP-V21")]
    assert money(["Rp 677.365", "Rp 760.744"])[0] == [677_365_000_000, 760_744_000_000], "a sign in every cell"


def test_the_nearest_unit_wins_and_a_contradiction_is_said():
    values, outputs = money(["677.365"], info="Rp", title="(dalam jutaan rupiah)\n")
    assert values == [677_365_000_000]
    assert [f.severity for f in of(outputs, "TB-14")] == ["warning"]
    assert money(["677.365"], heading="apbd_total_rp (Rp ribu)", info="Rp juta")[0] == [677_365_000]


@pytest.mark.parametrize("info", ["", "-", "karung"])
def test_money_without_a_known_unit_is_unknown_with_one_finding(info):
    values, outputs = money(["677.365", "760.744"], info=info)
    assert values == [None, None]
    (lost,) = of(outputs, "TB-14")
    assert (lost.severity, lost.table, len(lost.also)) == ("error", "info", 2)
    assert of(outputs, "BP-V21") == []


def test_rupiah_is_never_assumed_in_silence():
    values, outputs = money(["677365000000"], info="absent")
    assert values == [677_365_000_000]
    assert [f.severity for f in of(outputs, "TB-14")] == ["warning"]


def test_one_year_a_thousand_times_off_is_unknown():
    values, outputs = money(["677.365", "760.744", "859.016", "965148000", "1.051.106"])
    assert values == [677_365_000_000, 760_744_000_000, 859_016_000_000, None, 1_051_106_000_000]
    assert [(f.row, f.severity) for f in of(outputs, "TB-17")] == [("2012", "error")]


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
    monkeypatch.setattr("tasks.intake.rows.MOST_TOLD", 5)
    text = "kode_desa,kk,kk_miskin\n" + "".join(f"{A[:-4]}{2001 + i},x{i},y{i}\n" for i in range(4))
    found = of(take_in({"wilayah.csv": wilayah(), "penduduk.csv": text}), "BP-V21")
    told = {f.column: (f.row, f.message) for f in found}
    assert (told["kk"][0] != "", told["kk_miskin"][0]) == (True, "")
    assert told["kk_miskin"][1].startswith("4 sel di kolom ini tidak terbaca")
