"""The value of a cell is what a person sees in it, or it is unknown with a finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from schemas.money_unit import unit_in, word_unit
from tasks.intake.grids.formats import PLAIN, Form, form_of
from tests.unit.intake.support import DESA, KAB, A, B, C, cells, of, rows, take_in, taken, wilayah


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
