"""The risk index, with the worked example of the method (buku-putih.md section 3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from schemas.rulebook import load_rulebook
from tasks.arith import half_up
from tasks.buku_putih.ehra import DISTRICT, count, irs_of_district, respondents, risks_of
from tasks.buku_putih.irs import COMPONENTS, TOTAL, component_index, index_of, weights_of
from tasks.buku_putih.strata import Stratum

RULES = load_rulebook(2013)
WEIGHTS = weights_of(RULES)
HALF = Fraction(50)
KEYS = [key for keys in COMPONENTS.values() for key in keys]
SHARES = "40 10 20 30 60 90 80 50 50 95.6 35 81.5 20 30 10 40 15.5 14.9"
RISKS = {key: Fraction(Decimal(share)) for key, share in zip(KEYS, SHARES.split(" "), strict=True)}


def test_the_worked_example_comes_out_exactly():
    index = index_of(RISKS, WEIGHTS, HALF)
    expected = {"1": "22.5", "2": "60", "3": "68.9", "4": "35", "5": "34.225", TOTAL: "220.625"}
    assert index == {key: Fraction(Decimal(value)) for key, value in expected.items()}
    assert half_up(index["5"], 2) == Fraction(Decimal("34.23"))
    assert half_up(index[TOTAL], 2) == Fraction(Decimal("220.63"))


def test_the_weights_of_a_component_sum_to_100():
    assert {c: sum(w.values()) for c, w in WEIGHTS.items()} == dict.fromkeys(COMPONENTS, 100)


@pytest.mark.parametrize(
    ("known", "index"),
    [
        (("1.1", "1.2", "1.3"), Fraction(45, 2)),
        (("1.3",), Fraction(20)),
        (("1.1", "1.2"), Fraction(25)),
        (("1.1",), None),
        ((), None),
    ],
)
def test_half_of_the_weight_is_enough(known, index):
    assert component_index({k: RISKS[k] for k in known}, WEIGHTS["1"], HALF) == index


def test_a_missing_component_leaves_no_total():
    known = {k: v for k, v in RISKS.items() if not k.startswith("4")}
    assert set(index_of(known, WEIGHTS, HALF)) == {"1", "2", "3", "5"}


def row(kode, stratum, total, valid, risk, key="4.1"):
    return {
        "kode_desa": kode,
        "strata": stratum,
        "indikator": key,
        "n_total": total,
        "n_valid": valid,
        "n_berisiko": risk,
    }


STRATA = {"A": Stratum(1, True), "B": Stratum(1, True), "C": Stratum(5, True), "D": Stratum(2, True)}


def test_rows_of_desa_add_up_to_their_stratum_and_the_district():
    counts = count([row("A", None, 50, 40, 10), row("B", None, 60, 60, 30), row("C", None, 40, 40, 40)], STRATA)
    assert {area: c["4.1"].n_valid for area, c in counts.items()} == {
        "desa-A": 40,
        "desa-B": 60,
        "desa-C": 40,
        "strata-1": 100,
        DISTRICT: 140,
    }
    assert respondents(counts["strata-1"]) == 110


def test_rows_of_strata_are_not_counted_twice_when_desa_are_given_too():
    counts = count([row("A", None, 50, 40, 10), row(None, 1, 90, 80, 20), row(None, 5, 10, 10, 5)], STRATA)
    assert counts["strata-1"]["4.1"].n_valid == 80
    assert counts[DISTRICT]["4.1"].n_valid == 90
    assert "strata-5" not in counts


def test_the_denominator_is_the_answered_households_or_all():
    counted = count([row(None, 2, 200, 100, 50)], STRATA)["strata-2"]
    assert risks_of(counted, "n_valid") == {"4.1": 50}
    assert risks_of(counted, "n_total") == {"4.1": 25}
    empty = count([row(None, 2, 200, 0, 0)], STRATA)["strata-2"]
    assert risks_of(empty, "n_total") == {}


def test_an_unknown_count_is_left_out():
    counts = count([row(None, 1, 50, None, 10), row(None, 2, 50, 40, None)], STRATA)
    assert risks_of(counts[DISTRICT], "n_valid") == {}


def test_a_desa_of_stratum_5_takes_the_district_value_in_the_range_of_the_strata():
    rows = [row(None, 1, 100, 100, 0), row(None, 2, 100, 100, 100), row(None, 5, 200, 200, 200)]
    irs = irs_of_district(rows, list("ABCD"), STRATA, RULES)
    assert irs.area == {"A": "strata-1", "B": "strata-1", "C": DISTRICT, "D": "strata-2"}
    assert irs.nilai[DISTRICT]["4"] == 75
    assert {kode: irs.skor_of(kode, "4") for kode in "ABCD"} == {"A": 1, "B": 1, "C": 3, "D": 4}
    assert irs.skor_of("A", TOTAL) is None


def test_a_stratum_without_respondents_gives_its_desa_no_index():
    irs = irs_of_district([row(None, 1, 100, 100, 30)], list("ABCD"), STRATA, RULES)
    assert set(irs.area) == {"A", "B", "C"}
    assert irs.skor_of("D", "4") is None
