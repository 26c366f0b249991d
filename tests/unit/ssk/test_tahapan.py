"""Service phases: exact households, rates of growth, and what is not known (ssk.md section 4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.tahapan.fase import Households, growth_pct, service_rows

RULES = Aturan()


def phase(sistem="A1", eksisting="48", menengah="55.5", komponen="AL", **more):
    cells = {"eksisting": eksisting, "menengah": menengah, "pendek": "50", "panjang": "90", **more}
    row = {k: v if v is None or isinstance(v, int) else Decimal(v) for k, v in cells.items()}
    return {"komponen": komponen, "sistem": sistem, **row}


def desa(kode="15.07.01.2001", kk=9000, laju="1.5", tahun=2014):
    return Desa(kode, tahun=tahun, kk=kk, laju_pct=None if laju is None else Decimal(laju))


def test_the_checked_example_of_the_method():
    [row] = service_rows([phase(tahun_menengah=2017)], [desa()], 2014, RULES)
    assert row["eksisting_kk"] == 4320
    assert row["target_menengah_kk"] == Fraction(555, 1000) * 9000 * Fraction(1015, 1000) ** 3
    assert round(float(row["target_menengah_kk"]), 3) == 5223.163
    assert round(float(row["tambahan_kk"]), 3) == 903.163
    assert Households([desa()], 2014, True).in_year(2017) == Fraction("9411.105375")


def test_every_phase_is_held_against_the_base_year_not_the_phase_before():
    """9,000 KK at 1.5 %: 50 % of 9,135 in 2015 and 90 % of 9,411.105375 in 2017, each less the 4,320 of 2014."""
    years = {"tahun_pendek": 2015, "tahun_menengah": 2016, "tahun_panjang": 2017}
    [row] = service_rows([phase(**years)], [desa()], 2014, RULES)
    assert row["tambahan_pendek_kk"] == Fraction("4567.5") - 4320
    assert row["tambahan_panjang_kk"] == Fraction("8469.9948375") - 4320
    [shrinks] = service_rows([phase("C", "30", "0", pendek="40", panjang=None, **years)], [desa()], 2014, RULES)
    assert shrinks["tambahan_pendek_kk"] == Fraction(40, 100) * 9135 - 2700
    assert (shrinks["tambahan_kk"], shrinks["tambahan_panjang_kk"]) == (0, None)


def test_blank_phase_years_are_the_last_years_of_the_phases():
    [row] = service_rows([phase()], [desa()], 2013, RULES)
    assert [row[f"tahun_{n}"] for n in ("pendek", "menengah", "panjang")] == [2015, 2018, 2033]


def test_a_system_that_shrinks_needs_nobody_added():
    [row] = service_rows([phase("C", "30", "0")], [desa()], 2014, RULES)
    assert row["tambahan_kk"] == 0


def test_flooded_area_has_no_households():
    [row] = service_rows([phase("G", "120", "60", "DR")], [desa()], 2014, RULES)
    assert row["eksisting"] == 120
    assert row["eksisting_kk"] is None
    assert row["tambahan_kk"] is None


def test_without_tahapan_there_are_no_phases():
    assert service_rows([], [desa()], 2014, RULES) == []


def test_a_blank_percentage_is_unknown_and_never_zero():
    [row] = service_rows([phase(menengah=None)], [desa()], 2014, RULES)
    assert row["target_menengah_kk"] is None
    assert row["tambahan_kk"] is None
    assert row["eksisting_kk"] == 4320


def test_without_any_rate_of_growth_only_the_base_year_is_known():
    [row] = service_rows([phase()], [desa(laju=None)], 2014, RULES)
    assert row["eksisting_kk"] == 4320
    assert row["target_pendek_kk"] is None


def test_desa_without_households_are_left_out_and_named():
    [row] = service_rows([phase()], [desa(), desa("15.07.01.2002", None)], 2014, RULES)
    assert row["eksisting_kk"] == 4320
    assert "1 desa" in row["catatan"]


def test_a_blank_rate_is_that_of_the_kecamatan_then_of_the_district():
    rates = growth_pct(
        [
            desa("15.07.01.2001", 100, "1"),
            desa("15.07.01.2002", 300, "2"),
            desa("15.07.01.2003", 100, None),
            desa("15.07.02.2001", 100, None),
            desa("15.07.03.2001", 400, "3"),
        ]
    )
    assert rates["15.07.01.2003"] == Fraction("1.75")
    assert rates["15.07.02.2001"] == Fraction("2.38")  # (100*1 + 300*2 + 400*3) / 800 = 2.375, half-up


@pytest.mark.parametrize(("is_geometric", "kk"), [(True, 121), (False, 120)])
def test_both_methods_of_projection(is_geometric, kk):
    assert Households([desa(kk=100, laju="10")], 2014, is_geometric).in_year(2016) == kk
