"""What ended a search, the lexicographic variant, local parameters and shares, as a district meets them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.mps.alokasi.alternatif import prices
from tasks.mps.alokasi.banding import allocate, comparison
from tasks.mps.alokasi.cara.leksikografis import lexicographic
from tasks.mps.alokasi.cara.optimum import Batas, optimum
from tests.support.kegiatan import AREA, JUTA, kegiatan, kemampuan, mps, mps_inputs, rows_of, waiting, years
from tests.support.rantai import chains
from tests.support.soal import soal

EXACT = Batas(Fraction(0), 1000)
AGREED = {
    "nama": "mps.alloc.mode",
    "nilai": "leksikografis",
    "alasan": "Kesepakatan rapat pleno Pokja.",
    "ba_id": "BA1",
}


def one_against_two():
    rows = [kegiatan("A", 3), kegiatan("B", 1), kegiatan("C", 2)]
    return soal(rows, {("APBD_K", 1): 3}, {"A": Fraction(3)})


def test_the_lexicographic_variant_never_gives_a_line_up_for_several_below_it():
    found = lexicographic(one_against_two(), EXACT)
    assert set(found.rencana.tahun) == {("A", 0)}
    assert set(optimum(one_against_two(), EXACT).rencana.tahun) == {("B", 0), ("C", 0)}


def test_a_high_line_brings_what_must_precede_it_before_lines_between_them():
    rows = [kegiatan("A", 2, setelah="Z"), kegiatan("B", 3), kegiatan("Z", 1)]
    assert set(lexicographic(soal(rows, {("APBD_K", 1): 3}), EXACT).rencana.tahun) == {("A", 0), ("Z", 0)}


def test_a_line_is_kept_by_moving_another_where_the_plain_rule_would_skip_it():
    rows = [kegiatan("A", 3, sumber_boleh="APBD_K;APBN"), kegiatan("B", 3)]
    problem = soal(rows, {("APBD_K", 1): 3, ("APBN", 1): 3})
    assert set(lexicographic(problem, EXACT).rencana.tahun) == {("A", 0), ("B", 0)}


def test_a_search_that_ends_at_its_node_limit_says_so():
    hard = chains(1, lines=60, sources=("APBD_K", "APBN"))
    made = allocate(hard, "optimum", Batas(Fraction(0), 1, checks=0))
    shown = {r["cara"]: r for r in comparison(hard, made, 2014)}
    assert shown["optimum"]["is_batas_simpul"] == 1
    assert shown["optimum"]["celah_pct"] > 0
    assert "batas simpul" in shown["optimum"]["catatan"]


def test_a_district_chooses_the_variant_with_its_minutes():
    rows = [kegiatan("A", 3 * JUTA, penerima_manfaat_kk=999), kegiatan("B"), kegiatan("C", 2 * JUTA)]
    money = kemampuan(3 * JUTA, 0, 0, 0, 0)
    assert set(waiting(mps(rows, money, parameter_lokal=[AGREED]))) == {"B", "C"}
    assert set(waiting(mps(rows, money))) == {"A"}


@pytest.mark.parametrize(
    ("column", "value"),
    [("nama", "mps.alloc.gap"), ("nilai", "terserah"), ("alasan", "setuju"), ("ba_id", None)],
)
def test_a_local_parameter_that_is_not_agreed_is_a_finding_with_its_cell(column, value):
    out = mps([kegiatan("A")], kemampuan(JUTA), parameter_lokal=[{**AGREED, column: value}])
    [finding] = [f for f in out.findings if f.rule == "mps.local_parameter"]
    assert (finding.table, finding.column, finding.severity) == ("parameter_lokal", column, "error")
    used = [r["cara"] for r in rows_of(out, "perbandingan") if r["is_dipakai"]]
    assert used == ["optimum"]


def test_stated_shares_pay_from_each_source_exactly():
    sources = [
        {"kegiatan_id": "A", "sumber_dana": s, "share": share, "is_indikasi": 0}
        for s, share in (("APBD_K", Fraction(1, 3)), ("APBN", Fraction(2, 3)))
    ]
    pagu = [{"sumber_dana": "APBN", "tahun": 2015 + i, "pagu_rp": JUTA} for i in range(5)]
    out = mps([kegiatan("A")], kemampuan(JUTA), ssk={"kegiatan_sumber": sources}, pagu=pagu)
    assert years(out) == {"A~APBD_K": {2015: 333_333}, "A~APBN": {2015: 666_667}}


@pytest.mark.parametrize(
    ("rows", "name", "said"),
    [
        ([kegiatan("A", 2 * JUTA)], "A", "sisa pagu"),
        ([kegiatan("A", dokumen_perlu="fs")], "A", "dokumen wajib belum ada"),
        ([kegiatan("B", setelah="A"), kegiatan("A", 2 * JUTA)], "B", "langkah yang mendahului tidak tertampung"),
        ([kegiatan("A", sumber_boleh="CSR")], "A", "tanpa perjanjian"),
        ([kegiatan("A", sumber_boleh="APBN")], "A", "belum diketahui"),
        ([kegiatan("A", None)], "A", "biaya belum diketahui"),
    ],
)
@pytest.mark.parametrize("mode", ["optimum", "leksikografis"])
def test_a_waiting_line_says_why_in_every_way_of_allocating(rows, name, said, mode):
    out = mps(rows, kemampuan(JUTA), parameter_lokal=[{**AGREED, "nilai": mode}], kesiapan=[])
    assert said in waiting(out)[name].lower()


def test_a_shadow_price_is_shown_for_every_known_ceiling_with_its_interval():
    ssk = {"kemampuan": kemampuan(5 * JUTA, 0, 0, 0, 0)}
    out = prices(mps_inputs([kegiatan("A", 4 * JUTA), kegiatan("B", 4 * JUTA)], ssk, {"area": AREA}))
    shown = {(r["sumber_dana"], r["tahun"]): r for r in rows_of(out, "harga_bayangan")}
    assert len(shown) == 5
    assert shown["APBD_K", 2015]["bawah"] > 0
    assert shown["APBD_K", 2016]["atas"] is None


def test_without_ceilings_there_is_nothing_to_price():
    assert prices(mps_inputs([kegiatan("A")])).tables == {}


def test_the_step_makes_the_lexicographic_variant_only_where_it_is_in_use():
    made = [mps([kegiatan("A")], kemampuan(JUTA), parameter_lokal=rows) for rows in ([], [AGREED])]
    ways = [{r["cara"] for r in rows_of(out, "perbandingan")} for out in made]
    assert [("leksikografis" in w, "optimum" in w, "polos" in w) for w in ways] == [(False, True, True), (True,) * 3]
