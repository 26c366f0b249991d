"""T1 and T2 as the MPS prints them: targets of the plan years, priorities by package, and each line by its number."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Row
from schemas.facts import Facts, Figure
from tasks.documents.mps import dokumen as mps
from tasks.documents.units import STEP_MPS
from tasks.lineage.units.edges import read_edges
from tests.unit.documents import bahan
from tests.unit.documents.bahan import DESA, Tables
from tests.unit.documents.periksa import Page

percents = st.fractions(min_value=0, max_value=100, max_denominator=100)


def with_coverage(by_year: dict[int, Fraction | None], sistem: str = "A1") -> Tables:
    rows: list[Row] = [
        {"komponen": "AL", "sistem": sistem, "tahun": year, "cakupan": value} for year, value in by_year.items()
    ]
    return bahan.mps_tables() | {("ssk@-1", "layanan_tahun"): rows}


def facts_of(tables: Tables) -> Facts:
    return mps.facts(bahan.inputs_for(STEP_MPS, 2014, tables))[0]


def target(tables: Tables) -> dict[str, Figure]:
    (row,) = facts_of(tables).table("target_AL").rows
    return {name: fact for name, fact in row.items() if isinstance(fact, Figure)}


def test_a_target_is_the_coverage_that_the_ssk_computed_for_the_year() -> None:
    found = target(with_coverage({2012: Fraction(40), **{y: Fraction(y - 1965) for y in range(2014, 2020)}}))
    assert [found[f"t{t}"].value for t in range(1, 6)] == [50, 51, 52, 53, 54]
    assert found["t1"].ref == "layanan_tahun/2013/99.01/AL~A1~2015#cakupan"
    assert (found["baseline"].value, found["panjang"].value) == (40, 54)


@given(low=percents, high=percents)
def test_the_year_beyond_the_plan_of_the_ssk_lies_on_the_line_to_its_long_target(low: Fraction, high: Fraction) -> None:
    points = {2012: Fraction(1), **dict.fromkeys(range(2014, 2018), Fraction(2)), 2018: low, 2028: high}
    last = target(with_coverage(points))["t5"]
    assert last.value == low + (high - low) / 10
    assert last.ref == "angka_mps/2014/99.01/target.AL.A1.2019"


def test_the_line_is_recorded_with_the_two_targets_that_it_joins() -> None:
    made = bahan.run(STEP_MPS, 2014, with_coverage({2012: Fraction(1), 2018: Fraction(60), 2028: Fraction(80)}))
    assert Page(bahan.html(made)).text_of["angka_mps/2014/99.01/target.AL.A1.2019"] == "62,0"
    rule, ends = read_edges(made.edges.dump())["angka_mps/2014/99.01/target.AL.A1.2019"]
    assert (rule, ends) == (
        "dokumen.garis_target",
        [f"layanan_tahun/2013/99.01/AL~A1~{year}#cakupan" for year in (2018, 2028)],
    )


def test_a_year_without_a_target_on_both_sides_is_unknown_and_never_zero() -> None:
    found = target(with_coverage({2012: Fraction(40), 2018: Fraction(50), 2028: None}))
    assert found["t4"].value == 50
    assert found["t5"].value is None
    assert target(with_coverage({2012: Fraction(40), 2018: Fraction(50)}))["t5"].value is None


def test_a_komponen_without_phases_says_so_and_a_missing_table_is_named() -> None:
    text = bahan.html(bahan.run(STEP_MPS, 2014, bahan.mps_tables()))
    assert "Tahapan pengembangan layanan SSK tidak memuat komponen ini" in text
    without = bahan.mps_tables() | {("ssk@-1", "layanan"): []}
    assert "Tabel kiriman “Tahapan pengembangan layanan” belum diserahkan" in bahan.html(
        bahan.run(STEP_MPS, 2014, without)
    )


def two_places() -> Tables:
    tables = bahan.mps_tables()
    (first, second), scored = tables["ssk@-1", "kegiatan"], tables["mps", "prioritas"][0]
    other = {**first, "kegiatan_id": f"AL-KOM-01-{DESA[1]}", "lokasi": DESA[1]}
    ranked = [
        {**scored, "kegiatan_id": second["kegiatan_id"], "total": Fraction(3), "rank_komponen": 1, "urutan": 1},
        {**scored, "rank_komponen": 2, "urutan": 2},
        {**scored, "kegiatan_id": other["kegiatan_id"], "total": None, "rank_komponen": None, "urutan": 3},
    ]
    return tables | {("ssk@-1", "kegiatan"): [first, second, other], ("mps", "prioritas"): ranked}


def test_chapter_two_has_one_row_per_package_and_place_with_its_best_line() -> None:
    facts = facts_of(two_places())
    best, unranked = facts.table("paket_AL").rows
    assert (best["program"], best["n"].value, best["total"].value) == ("AL komunal", 2, 3)
    assert best["total"].ref == f"prioritas/2014/99.01/AL-KOM-02-{DESA[0]}#total"
    assert (unranked["n"].value, unranked["total"].value, unranked["keterangan"]) == (1, None, "belum dapat dinilai")
    assert [row["nama"] for row in facts.table("prioritas_AL").rows] == ["Pembangunan", "Pemicuan", "Pemicuan"]


def test_every_line_is_printed_with_the_number_by_which_its_figures_are_asked() -> None:
    text = bahan.html(bahan.run(STEP_MPS, 2014, bahan.mps_tables()))
    assert f'<td class="t kode">AL-KOM-01-{DESA[0]}~APBD_K</td>' in text
    assert "ppsp why mps/2014/99.01/ diikuti nomor barisnya" in text


def test_reasons_speak_of_names_where_the_plan_has_codes() -> None:
    tables = bahan.mps_tables()
    line, waiting = tables["mps", "baris"]
    said = f"Sisa pagu APBD_K, APBN tidak cukup. Langkah yang mendahului tidak tertampung: AL-KOM-02-{DESA[0]}."
    made = facts_of(tables | {("mps", "baris"): [line, {**waiting, "alasan": said}]})
    (row,) = made.table("tunggu").rows
    assert row["keterangan"] == (
        "Sisa pagu APBD kabupaten/kota, APBN tidak cukup · Langkah yang mendahului tidak tertampung: Pembangunan "
        "(Desa 1, Kec. Hulu)"
    )
