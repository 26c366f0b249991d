"""Each secondary indicator on one desa (buku-putih.md section 5.1)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from schemas.rulebook import load_rulebook
from tasks.buku_putih.fakta import FACTS, PONDING
from tasks.buku_putih.indicators import BY_NAME, INDICATORS
from tasks.buku_putih.sekunder import constants, names_in

DESA = {
    "penduduk_jiwa": 1200,
    "kk": 300,
    "rumah": 280,
    "kk_miskin": 45,
    "luas_adm_ha": Decimal("62.5"),
    "luas_terbangun_ha": Decimal("12.5"),
    PONDING: Decimal("2.5"),
    "jamban_unit": 210,
    "sr_unit": 60,
    "hu_unit": 3,
    "timbulan_m3_hari": Decimal("3.2"),
    "terangkut_m3_hari": Decimal("0.8"),
    "klasifikasi_statistik": 1,
    **constants(load_rulebook(2013)),
}
VALUES = {
    "kepadatan": Fraction(96, 5),
    "miskin": 15,
    "air_minum": 45,
    "jamban": 75,
    "terbangun": 20,
    "sampah_terangkut": 25,
    "genangan": 4,
    "penduduk": 1200,
    "urban_rural": 1,
}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_the_value_is_exact(indicator):
    assert indicator.nilai(DESA) == VALUES[indicator.name]


@pytest.mark.parametrize(("name", "fact"), [(i.name, fact) for i in INDICATORS for fact in i.facts])
def test_an_unknown_fact_leaves_the_value_unknown(name, fact):
    assert BY_NAME[name].nilai({**DESA, fact: None}) is None


@pytest.mark.parametrize(("name", "fact"), [(i.name, i.facts[-1]) for i in INDICATORS if len(i.facts) > 1])
def test_a_zero_denominator_leaves_the_value_unknown(name, fact):
    assert BY_NAME[name].nilai({**DESA, fact: 0}) is None


def test_coverage_may_exceed_100_percent():
    assert BY_NAME["jamban"].nilai({**DESA, "jamban_unit": 560}) == 200


def test_a_fixed_number_of_people_per_connection_replaces_the_household():
    assert BY_NAME["air_minum"].nilai({**DESA, "orang_per_sr": 6}) == 55


def test_every_fact_is_read_by_the_step():
    read = {PONDING, *(column for columns in FACTS.values() for column in columns)}
    assert {fact for i in INDICATORS for fact in i.facts} <= read


@pytest.mark.parametrize("fiscal_year", [2013, 2017])
def test_every_indicator_that_a_rule_names_exists(fiscal_year):
    rules = load_rulebook(fiscal_year)
    named = [*rules["area.secondary_indicators"], *(n for v in rules["area.komponen_indicators"].values() for n in v)]
    if fiscal_year >= 2016:
        named += [*rules["area.impact_indicators"], *rules["area.s_indicator"].values()]
    assert set(names_in(named)) <= set(BY_NAME)
