"""EHRA strata from the four criteria (buku-putih.md section 2.1)."""

from __future__ import annotations

from decimal import Decimal

from tasks.buku_putih.fakta import Desa
from tasks.buku_putih.strata import Stratum, strata_of


def desa(kode, people=100, poor=10, **facts):
    base = {"penduduk_jiwa": people, "luas_adm_ha": Decimal(10), "kk": 100, "kk_pra_ks": poor, "kk_ks1": 0}
    return Desa(kode, {**base, "sungai": 0, "banjir_mengganggu": 0, "strata": None, **facts})


def test_one_point_for_each_criterion_above_the_value_of_the_district():
    found = strata_of([desa("A", 50, 5), desa("B", 150, 15), desa("C", 100, 10, sungai=1, banjir_mengganggu=1)])
    assert {k: s.nilai for k, s in found.items()} == {"A": 0, "B": 2, "C": 2}


def test_a_declared_stratum_is_kept():
    found = strata_of([desa("A", strata=4), desa("B", strata=5)])
    assert found == {"A": Stratum(4, True), "B": Stratum(5, True)}


def test_a_desa_with_an_unknown_criterion_has_no_stratum_but_the_others_have():
    found = strata_of([desa("A", sungai=None), desa("B"), desa("C", luas_adm_ha=None), desa("D", kk_ks1=None)])
    assert set(found) == {"B"}
