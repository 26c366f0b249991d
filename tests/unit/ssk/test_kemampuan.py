"""Funding capability: the worked example and what is not known (ssk.md section 8)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tasks.ssk.aturan import Aturan
from tasks.ssk.keuangan.kemampuan import capability_rows, commitment, own_budget, projection_rows, series_of
from tasks.ssk.keuangan.rasio import growth_rows, ratio_rows

RULES = Aturan()
JUTA = 1_000_000
SERIES = (10_000, 11_000, 12_500, 13_000, 15_000)


def year(tahun, murni=None, op=0, langsung=100_000, **more):
    total = None if murni is None else murni * JUTA
    row = {"tahun": tahun, "belanja_sanitasi_rp": total, "op_rp": op * JUTA, "belanja_langsung_rp": langsung * JUTA}
    taken = dict.fromkeys(("dak_sanitasi_rp", "dak_lh_rp", "dak_perkim_rp", "pinjaman_hibah_rp"), 0)
    return {**row, **taken, **more}


def history(series=SERIES, first=2009, **more):
    return [year(first + i, x, **more) for i, x in enumerate(series)]


def test_own_budget_is_what_remains_after_the_special_grants_and_loans():
    row = year(2013, 20_000, dak_sanitasi_rp=2_000 * JUTA, dak_lh_rp=1_500 * JUTA, dak_perkim_rp=1_000 * JUTA)
    assert own_budget({**row, "pinjaman_hibah_rp": 500 * JUTA}) == 15_000 * JUTA
    assert own_budget({**row, "dak_lh_rp": None}) is None


def test_the_worked_example_of_the_method():
    series = series_of(dict(zip(range(2009, 2014), SERIES, strict=True)), 2013)
    assert round(float(series.rate), 6) == 0.107552
    printed = [f"{float(series.in_year(y)):.2f}" for y in range(2014, 2019)]
    assert printed == ["16613.29", "18400.09", "20379.06", "22570.88", "24998.43"]


def test_six_years_are_projected_and_rounded_once():
    rows = capability_rows(history(op=1_000), {2014: 17_000 * JUTA}, 2013, RULES)
    assert [r["tahun"] for r in rows] == [2014, 2015, 2016, 2017, 2018, 2019]
    exact = 15_000 * JUTA * (1 + series_of(dict(zip(range(2009, 2014), SERIES, strict=True)), 2013).rate)
    assert rows[0]["apbd_murni_rp"] == int(exact + Fraction(1, 2))
    assert rows[0]["selisih_rp"] == 17_000 * JUTA - rows[0]["mampu_rp"]
    assert rows[5]["kebutuhan_apbd_k_rp"] is None
    assert rows[5]["selisih_rp"] is None


def test_operation_is_taken_off_both_variants():
    rows = capability_rows(history(op=1_000), {}, 2013, RULES)
    for row in rows:
        assert row["op_rp"] == 1_000 * JUTA
        assert row["mampu_murni_rp"] == row["apbd_murni_rp"] - row["op_rp"]
        assert row["mampu_komitmen_rp"] == row["komitmen_rp"] - row["op_rp"]
        assert row["mampu_rp"] == row["mampu_murni_rp"]
    other = capability_rows(history(op=1_000), {}, 2013, replace(RULES, capability="komitmen"))
    assert [r["mampu_rp"] for r in other] == [r["mampu_komitmen_rp"] for r in rows]


def test_without_keuangan_capability_is_unknown():
    assert capability_rows([], {2014: 5}, 2013, RULES) == []
    assert capability_rows([year(2015, 5)], {2014: 5}, 2013, RULES) == []


def test_one_year_gives_no_rate_and_no_projection():
    rows = capability_rows([year(2013, 100)], {2014: 5}, 2013, RULES)
    assert {r["mampu_rp"] for r in rows} == {None}
    assert {r["selisih_rp"] for r in rows} == {None}


def test_operation_that_was_never_paid_has_no_rate_so_capability_is_unknown():
    rows = capability_rows(history(op=0), {2014: 5}, 2013, RULES)
    assert rows[0]["apbd_murni_rp"] is not None
    assert {r["op_rp"] for r in rows} == {None}
    assert {r["mampu_rp"] for r in rows} == {None}


def test_a_year_of_zero_takes_both_its_rates_out():
    series = series_of({2009: 100, 2010: 110, 2011: 0, 2012: 100, 2013: 120}, 2013)
    assert series.rate == (Fraction(1, 10) + Fraction(2, 10)) / 2
    assert series_of({2011: 100, 2012: 0, 2013: 100}, 2013).rate is None


def test_where_the_fiscal_year_is_missing_the_newest_year_is_the_base_and_it_says_so():
    rows = capability_rows(history()[:4], {}, 2013, RULES)
    series = series_of(dict(zip(range(2009, 2013), SERIES, strict=False)), 2013)
    assert series.base_year == 2012
    assert rows[0]["apbd_murni_rp"] == round(13_000 * JUTA * (1 + series.rate) ** 2)
    assert "dari tahun 2012" in rows[0]["catatan"]


def test_a_stated_commitment_goes_before_the_default():
    assert commitment({"komitmen_rp": 7, "komitmen_pct": None}, Fraction(100), Fraction(2)) == (7, "")
    assert commitment({"komitmen_rp": None, "komitmen_pct": 3}, Fraction(100), Fraction(2)) == (3, "")
    assert commitment({}, Fraction(100), Fraction(2))[0] == 2
    assert commitment({}, None, Fraction(2)) == (None, "")


def test_the_compound_reading_of_the_worked_example():
    series = series_of(dict(zip(range(2009, 2014), SERIES, strict=True)), 2013, reading="cagr")
    assert round(float(series.rate), 6) == 0.106682
    assert series_of({2009: 0, 2012: 5, 2013: 10}, 2013, reading="cagr").rate is None
    assert series_of({2012: 5, 2013: 10}, 2013, reading="cagr").rate is None


def test_both_readings_and_both_variants_stand_side_by_side():
    rows = projection_rows(history(op=1_000), {2014: 17_000 * JUTA}, 2013, RULES)
    assert [(r["bacaan"], r["tahun"]) for r in rows[::5]] == [("arithmetic", 2014), ("cagr", 2014)]
    used = capability_rows(history(op=1_000), {2014: 17_000 * JUTA}, 2013, RULES)
    assert [r["mampu_murni_rp"] for r in rows[:5]] == [r["mampu_murni_rp"] for r in used[:5]]
    assert {r["is_dipakai"] for r in rows[:5]} == {1}
    first = rows[5]
    assert first["selisih_komitmen_rp"] == 17_000 * JUTA - first["mampu_komitmen_rp"]
    assert first["apbd_murni_rp"] < rows[0]["apbd_murni_rp"]


def test_the_rule_of_growth_decides_which_reading_counts():
    rows = capability_rows(history(op=1_000), {}, 2013, replace(RULES, growth_mean="cagr"))
    shown = projection_rows(history(op=1_000), {}, 2013, replace(RULES, growth_mean="cagr"))
    assert [r["mampu_rp"] for r in rows[:5]] == [r["mampu_murni_rp"] for r in shown if r["is_dipakai"]]


def test_ratios_are_shares_of_the_same_year():
    budget = [{**r, "investasi_rp": 4_000 * JUTA} for r in history(op=1_000)]
    rows = ratio_rows(budget, 2013, RULES)
    assert [r["tahun"] for r in rows] == [2009, 2010, 2011, 2012, 2013]
    assert (rows[0]["sanitasi_pct"], rows[0]["investasi_pct"], rows[0]["op_pct"]) == (10, 40, 10)
    growth = {r["deret"]: r for r in growth_rows(rows, 2013, RULES)}
    assert round(float(growth["apbd_murni_rp"]["aritmetik_pct"]), 4) == 10.7552
    assert round(float(growth["apbd_murni_rp"]["cagr_pct"]), 4) == 10.6682
    assert ratio_rows([], 2013, RULES) == growth_rows([], 2013, RULES) == []
    assert ratio_rows(history(), 2013, RULES)[0]["investasi_pct"] is None
