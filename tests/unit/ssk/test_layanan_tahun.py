"""Coverage and households per year between the base year and the ends of the phases."""

from __future__ import annotations

from fractions import Fraction

from tasks.ssk.tahapan.layanan_tahun import coverage
from tests.unit.ssk.dunia import district, rows_of, run

HALF = Fraction(1, 2)


def phase(sistem="A1", **more):
    row = {"komponen": "AL", "sistem": sistem, "eksisting": 40, "pendek": 46, "menengah": 52, "panjang": 97}
    return {**row, **more}


def years_of(*phases, **desa):
    outputs = run(district({"kk": 1000, "laju_pct": 0, **desa}, tahapan=list(phases)))
    return rows_of(outputs, "layanan_tahun"), rows_of(outputs, "layanan")


def test_coverage_is_linear_between_the_phase_years():
    rows, _ = years_of(phase())
    assert [rows[f"AL|A1|{y}"]["cakupan"] for y in (2012, 2014, 2015, 2016, 2017, 2018)] == [40, 44, 46, 48, 50, 52]
    assert [rows[f"AL|A1|{y}"]["tambahan_kk"] for y in (2012, 2014, 2018)] == [0, 40, 120]
    assert [rows[f"AL|A1|{y}"]["tambahan_tahun_kk"] for y in range(2014, 2019)] == [40, 20, 20, 20, 20]
    assert [y for y in (2014, 2015, 2018, 2033) if rows[f"AL|A1|{y}"]["is_akhir_tahap"]] == [2015, 2018, 2033]


def test_the_last_plan_year_adds_up_to_the_middle_term():
    rows, phases = years_of(phase(), laju_pct=3)
    added = [rows[f"AL|A1|{y}"]["tambahan_tahun_kk"] for y in range(2014, 2019)]
    assert sum(added) == rows["AL|A1|2018"]["tambahan_kk"] == phases["AL|A1"]["tambahan_kk"]


def test_a_year_beside_an_unknown_phase_is_unknown():
    rows, _ = years_of(phase(menengah=None))
    assert rows["AL|A1|2015"]["cakupan"] == 46
    assert rows["AL|A1|2016"]["cakupan"] is None
    assert rows["AL|A1|2033"]["cakupan"] == 97


def test_a_flooded_area_has_no_households():
    rows, _ = years_of({**phase("G"), "komponen": "DR", "eksisting": 10, "menengah": 4, "pendek": 7, "panjang": 0})
    assert rows["DR|G|2014"]["cakupan"] == 8
    assert rows["DR|G|2014"]["cakupan_kk"] is None


def test_phase_years_out_of_order_give_no_years():
    rows, _ = years_of(phase(tahun_pendek=2018, tahun_menengah=2016, tahun_panjang=2033))
    assert rows == {}


def test_the_points_themselves_are_met():
    points = [(2012, Fraction(0)), (2015, HALF), (2018, None)]
    assert coverage(points, 2015) == HALF
    assert coverage(points, 2016) is None
    assert coverage(points, 2011) is None
