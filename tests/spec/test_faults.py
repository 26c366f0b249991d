"""Kinds of faults that real files have, each with the value or the finding that is owed for it.

The examples lie beside the project (`data/faults`); each folder is one kind. The values are looked at after intake;
that the finding reaches a person is shown through `ppsp check` itself, for every example.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.submit import gather
from flows.district.findings import check_files
from schemas.findings import Finding, cells_of, verdict
from tasks.lineage.units.step import Outputs
from tasks.store.memory import MemoryStore
from tests.unit.intake.support import cells, of, rows, take_in

KAB = "99.17"
A, B = "99.17.01.1001", "99.17.01.2002"


@pytest.fixture(scope="module")
def faults(public: Path) -> Path:
    return public / "data" / "faults"


def read(case: Path, *more: Path) -> Outputs:
    return take_in(*[dict(gather([path])) for path in (case, *more)], kab=KAB)


def told(outputs: Outputs, table: str, row: str, column: str) -> list[Finding]:
    """The findings that name a cell, its row or its column."""
    named = {(table, row, column), (table, row, ""), (table, "", column)}
    return [f for f in outputs.findings if named & set(cells_of(f))]


def test_01_a_row_wider_than_its_header_is_an_error_and_its_values_are_unknown(faults):
    folder = faults / "01_csv_row_wider_than_header"
    all_rows = read(folder / "15_comma_delim_decimal_comma")
    people = rows(all_rows, "penduduk")
    assert len(people) == 126
    assert {row["rumah"] for row in people.values()} == {None}, "714 or unknown, never 9"
    (found,) = of(all_rows, "TB-16")
    assert (found.severity, len(found.also)) == ("error", 126)
    waste = read(folder / "15g_one_row_decimal_comma_in_comma_csv")
    row = rows(waste, "persampahan")[B]
    assert {row[c] for c in ("timbulan_m3_hari", "terangkut_m3_hari", "diolah_3r_m3_hari")} == {None}
    assert [(f.row, f.severity) for f in of(waste, "TB-16")] == [(B, "error")]
    assert rows(waste, "persampahan")[A]["timbulan_m3_hari"] == Decimal("9.4")
    thousands = read(folder / "15f_one_row_unquoted_thousands")
    assert {v for c, v in rows(thousands, "air_limbah")[B].items() if c != "kode_desa"} == {None}


@pytest.mark.parametrize("case", ["42_wide_years", "42b_wide_years_xlsx"])
def test_02_years_side_by_side_are_one_row_per_year(faults, case):
    outputs = read(faults / "02_years_side_by_side" / case)
    people = rows(outputs, "penduduk")
    assert (people[f"{A}|2012"]["penduduk_jiwa"], people[f"{A}|2012"]["kk"]) == (3544, 802)
    assert (people[f"{A}|2010"]["penduduk_jiwa"], people[f"{A}|2010"]["kk"]) == (3396, 768)
    assert len(people) == 126
    assert ["2010, 2011, 2012" in f.message for f in of(outputs, "TB-02", "penduduk")] == [True]


@pytest.mark.parametrize(
    "case",
    ["33h_unit_in_title_row_no_info", "46_info_vertical", "47_info_two_rows", "47b_info_unit_heading_unknown"],
)
def test_03_the_unit_of_money_is_read_where_it_stands(faults, case):
    outputs = read(faults / "03_unit_lost_with_info" / case)
    assert rows(outputs, "keuangan")["2009"]["apbd_total_rp"] == 677_365_000_000
    assert of(outputs, "TB-14") == []


def test_03_two_rows_of_info_agree_in_what_they_agree(faults):
    outputs = read(faults / "03_unit_lost_with_info" / "47_info_two_rows")
    assert rows(outputs, "info")[""]["versi"] is None
    (found,) = of(outputs, "BP-V11", "info")
    assert (found.column, found.severity) == ("versi", "error")


def test_04_a_budget_of_another_scale_is_an_error_and_unknown(faults):
    outputs = read(faults / "04_money_scale" / "33_rupiah_declared_juta_written_rp")
    assert {v for row in rows(outputs, "keuangan").values() for c, v in row.items() if c.endswith("_rp")} == {None}
    first = of(outputs, "TB-17")[0]
    assert (first.row, first.value) == ("2009", "677.365.000.000.000.000")
    assert "anggapan" in first.message


def test_05_a_percent_cell_is_what_a_person_sees(faults):
    book = read(faults / "05_percent_format_mixed" / "05_pct_mixed_xlsx")
    assert rows(book, "penduduk")[f"{A}|2010"]["laju_pct"] == Decimal("2.09")
    text = read(faults / "05_percent_format_mixed" / "04_pct_mixed_csv")
    assert rows(text, "penduduk")[f"{A}|2010"]["laju_pct"] == Decimal("0.0209"), "a text file shows nothing else"
    assert [f.severity for f in told(text, "penduduk", f"{A}|2010", "laju_pct")] == ["warning"]
    assert told(text, "penduduk", f"{B}|2010", "laju_pct") == []


def test_06_a_far_cell_is_named_and_the_rest_is_read(faults):
    outputs = read(faults / "06_far_stray_cell" / "50b_stray_cell")
    assert len(rows(outputs, "penduduk")) == 126
    (far,) = of(outputs, "TB-13")
    assert (far.place[2], far.severity) == ("IV1048576", "warning")


def test_07_a_letter_beside_the_tables_holds_nothing(faults):
    folder = faults / "07_zip_with_letter"
    for case in sorted(folder.iterdir()):
        if case.name != "EXPECTED.txt":
            outputs = read(case)
            assert verdict(outputs.findings) == "accepted_with_warnings", case.name
            assert {f.severity for f in of(outputs, "TB-09")} == {"warning"}, case.name
    packed, folded = (read(folder / n) for n in ("20b.zip", "20b_folder"))
    assert packed.tables == folded.tables
    letters = [[f.value.rpartition("!")[2] for f in of(o, "TB-09")] for o in (packed, folded)]
    assert letters == [["Surat.pdf"], ["Surat.pdf"]]


def test_09_typed_numbers_keep_their_value(faults):
    folder = faults / "09_typed_numbers_lost_to_two_text_cells"
    for case, bad in (("51b_two_text_cells_in_numeric_xlsx", [8, 9]), ("51_one_english_cell", [8])):
        outputs = read(folder / case)
        areas = [r["luas_adm_ha"] for r in rows(outputs, "wilayah").values()]
        assert (len(areas), areas.count(None)) == (42, len(bad))
        where = cells(outputs)["wilayah"][0]["rows"]
        named = [f for f in of(outputs, "BP-V21", "wilayah") if f.column == "luas_adm_ha"]
        assert sorted(where[row] for f in named for _, row, _ in cells_of(f)) == bad


def test_10_the_header_decides_the_delimiter_and_bad_rows_are_named(faults):
    folder = faults / "10_delimiter_flips"
    for case, table, count, bad in (
        ("14_stray_quote", "penduduk", 126, [4]),
        ("14b_stray_quote_wilayah", "wilayah", 42, [4]),
        ("15c_ragged_shift", "penduduk", 125, [5, 6, 7]),
    ):
        outputs = read(folder / case)
        assert len(rows(outputs, table)) == count, case
        where = cells(outputs)[table][0]["rows"]
        named = {where[row] for f in of(outputs, "TB-16", table) for _, row, _ in cells_of(f)}
        assert sorted(named) == bad, case


def test_11_a_cell_merged_downwards_counts_for_all_its_rows(faults):
    folder = faults / "11_merged_cells_down"
    assert rows(read(folder / "08_merged_kecamatan"), "wilayah")[B]["kecamatan"] == "Pasir Serinasa"
    assert len(rows(read(folder / "08b_merged_kode_penduduk"), "penduduk")) == 126


def test_14_every_finding_has_its_place(faults):
    folder = faults / "14_place_missing_or_wrong"
    (no_header,) = of(read(folder / "49_no_header_place"), "TB-01")
    assert no_header.place == ("tujuan.csv", "", "")
    (wrong,) = of(read(folder / "14b_wrong_sheet_pointed"), "TB-01")
    assert wrong.place == ("99.17.xlsx", "Air  Limbah", "")
    (keyless,) = [f for f in read(folder / "70b_dup_desa_nocode").findings if f.rule == "TB-03"]
    assert len(keyless.also) == 124


def test_14_a_person_sees_the_place(faults):
    case = faults / "14_place_missing_or_wrong" / "70b_dup_desa_nocode"
    _, found, said = check_files(MemoryStore(), 2013, KAB, gather([case]), None)
    (keyless,) = [f for f in found if f["rule"] == "TB-03"]
    assert said == "held"
    assert (keyless["file"], keyless["cell"], len(keyless["also"])) == ("wilayah.csv", "A2", 124)
    assert keyless["also"][5] == {
        "table": "wilayah", "row": keyless["also"][5]["row"], "column": "", "file": "wilayah.csv", "sheet": None,
        "cell": "A7", "raw": "",
    }  # fmt: skip


def test_15_a_hidden_sheet_is_named_as_hidden(faults):
    folder = faults / "15_hidden_sheet_unsaid"
    copy = read(folder / "06d_hidden_old_copy_recognised")
    (differing,) = of(copy, "TB-06")
    assert len(differing.also) == 126
    assert "Dua lembar" in differing.message
    assert "'2. Penduduk' (tersembunyi)" in differing.message
    assert [f.value for f in of(copy, "TB-13")] == ["2. Penduduk"]
    only = read(folder / "06e_veryhidden_only_copy")
    assert ["sangat tersembunyi" in f.message for f in of(only, "TB-13")] == [True]
    assert len(rows(only, "air_minum")) == 42


def test_17_the_row_of_the_true_headings_is_quoted(faults):
    (found,) = of(read(faults / "17_form_wrong_row_quoted" / "17_form_wrong_row_quoted"), "TB-01")
    assert "NO, NAMA TPA" in found.message
    assert found.place == ("tpa.xlsx", "Sheet1", "")


def test_18_a_table_that_is_not_sent_again_says_from_where_it_is(faults):
    folder = faults / "18_resubmission_drops_sheet" / "60_resubmit"
    outputs = read(folder / "v1.xlsx", folder / "v2.xlsx")
    assert len(rows(outputs, "persampahan")) == 42
    (older,) = of(outputs, "TB-15")
    assert older.severity == "advice"
    assert "kiriman 1" in older.message
    assert "persampahan" in older.message
    assert outputs.summary["older"] == {"persampahan": 1}


def test_19_a_sep_line_counts_for_no_row(faults):
    outputs = read(faults / "19_sep_line_row_number" / "30_sep_row_number")
    (bad,) = of(outputs, "BP-V21", "penduduk")
    assert cells(outputs)["penduduk"][0]["rows"][bad.row] == 2


WIDE, RAGGED, NOT_NUMBER, LETTER = ("TB-16", "error"), ("TB-16", "warning"), ("BP-V21", "error"), ("TB-09", "warning")
OWED = {
    "01_csv_row_wider_than_header/15_comma_delim_decimal_comma": (*WIDE, "penduduk.csv", "A2"),
    "01_csv_row_wider_than_header/15f_one_row_unquoted_thousands": (*WIDE, "air_limbah.csv", "A3"),
    "01_csv_row_wider_than_header/15g_one_row_decimal_comma_in_comma_csv": (*WIDE, "persampahan.csv", "A3"),
    "02_years_side_by_side/42_wide_years": ("TB-02", "advice", "penduduk.csv", "A2"),
    "02_years_side_by_side/42b_wide_years_xlsx": ("TB-02", "advice", "99.17.xlsx", "A2"),
    "03_unit_lost_with_info/33h_unit_in_title_row_no_info": None,
    "03_unit_lost_with_info/46_info_vertical": None,
    "03_unit_lost_with_info/47_info_two_rows": ("BP-V11", "error", "info.csv", "C2"),
    "03_unit_lost_with_info/47b_info_unit_heading_unknown": None,
    "04_money_scale/33_rupiah_declared_juta_written_rp": ("TB-17", "error", "keuangan.csv", "B2"),
    "05_percent_format_mixed/04_pct_mixed_csv": ("BP-V21", "warning", "penduduk.csv", "E2"),
    "05_percent_format_mixed/05_pct_mixed_xlsx": None,
    "06_far_stray_cell/50b_stray_cell": ("TB-13", "warning", "99.17.xlsx", "IV1048576"),
    "07_zip_with_letter/20b.zip": (*LETTER, "20b.zip!Surat.pdf", None),
    "07_zip_with_letter/20b_folder": (*LETTER, "Surat.pdf", None),
    "07_zip_with_letter/20b_zip_with_pdf_letter": (*LETTER, "a.zip!Surat Pengantar.pdf", None),
    "07_zip_with_letter/20e_zip_docx_jpg": (*LETTER, "a.zip!BA rapat.docx", None),
    "07_zip_with_letter/20i_folder_with_pdf": (*LETTER, "surat.pdf", None),
    "07_zip_with_letter/20j_empty_extra_csv": (*LETTER, "catatan.csv", None),
    "09_typed_numbers_lost_to_two_text_cells/51_one_english_cell": (*NOT_NUMBER, "wilayah.csv", "D8"),
    "09_typed_numbers_lost_to_two_text_cells/51b_two_text_cells_in_numeric_xlsx": (*NOT_NUMBER, "99.17.xlsx", "D8"),
    "10_delimiter_flips/14_stray_quote": (*WIDE, "penduduk.csv", "A4"),
    "10_delimiter_flips/14b_stray_quote_wilayah": (*WIDE, "wilayah.csv", "A4"),
    "10_delimiter_flips/15c_ragged_shift": (*RAGGED, "penduduk.csv", "A6"),
    "11_merged_cells_down/08_merged_kecamatan": None,
    "11_merged_cells_down/08b_merged_kode_penduduk": None,
    "14_place_missing_or_wrong/14b_wrong_sheet_pointed": ("TB-01", "error", "99.17.xlsx", None),
    "14_place_missing_or_wrong/49_no_header_place": ("TB-01", "error", "tujuan.csv", None),
    "14_place_missing_or_wrong/70b_dup_desa_nocode": ("TB-03", "error", "wilayah.csv", "A2"),
    "15_hidden_sheet_unsaid/06d_hidden_old_copy_recognised": ("TB-13", "warning", "99.17.xlsx", None),
    "15_hidden_sheet_unsaid/06e_veryhidden_only_copy": ("TB-13", "warning", "99.17.xlsx", None),
    "17_form_wrong_row_quoted/17_form_wrong_row_quoted": ("TB-01", "warning", "tpa.xlsx", None),
    "19_sep_line_row_number/30_sep_row_number": (*NOT_NUMBER, "penduduk.csv", "C2"),
}
"""Rule, severity, file and cell that the person is told; None where the value is read as it stands."""
NO_CHECK = {"18_resubmission_drops_sheet/60_resubmit", "22_property_example/example.txt"}
"""Two submissions one after the other, and an example of a property."""


@pytest.mark.parametrize("case", OWED)
def test_the_person_is_told_on_the_command_line(faults, tmp_path, monkeypatch, case):
    words = ["check", str((faults / case).resolve()), "--fy", "2013", "--district", KAB, "--json"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPSP_STORE", raising=False)
    answer = CliRunner().invoke(app, words)
    told_of = {(f["rule"], f["severity"], f["file"], f["cell"]) for f in json.loads(answer.stdout)}
    owed = OWED[case]
    if owed:
        assert owed in told_of
    else:
        assert [severity for _, severity, _, _ in told_of if severity in ("error", "block")] == []
    assert answer.exit_code == (case == "14_place_missing_or_wrong/70b_dup_desa_nocode")


def test_every_example_is_tried(faults):
    found = {f"{e.parent.name}/{e.name}" for e in faults.glob("*/*") if e.name != "EXPECTED.txt"}
    assert found == OWED.keys() | NO_CHECK
