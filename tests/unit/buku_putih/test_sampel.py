"""Drawing the sample: sizes by hand, sums that hold, the same seed the same draw."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import WrongUsage
from schemas.rulebook import Rulebook, Ruling, load_rulebook
from tasks.buku_putih.sampel import Seed, draw, frame_of, systematic
from tasks.buku_putih.sampel_ukuran import allocate, krejcie_morgan, size_of, slovin
from tests.support.survei import kode_of

RULES = load_rulebook(2016)


def with_rule(name, value, rules=RULES):
    changed = {n: rules.ruling(n) for n in rules.names}
    return Rulebook(rules.fiscal_year, {**changed, name: Ruling(name, "-", 2010, value, "assumed", "test")})


@pytest.mark.parametrize(("households", "n"), [(10, 10), (100, 80), (1000, 278), (10_000, 370), (100_000, 383)])
def test_krejcie_morgan_as_in_the_printed_table(households, n):
    """100,000 is printed as 384 with chi2 3.841 rounded up; the nearest whole number of the formula is 383."""
    assert krejcie_morgan(households, RULES) == n


@pytest.mark.parametrize(("households", "n"), [(1000, 286), (400, 200), (50_000, 397)])
def test_slovin_rounds_up(households, n):
    assert slovin(households, RULES) == n


def test_size_is_never_below_the_minimum_nor_above_everybody():
    assert size_of(50_000, 60, RULES).n == 400
    assert size_of(300, 60, RULES).n == 300
    assert size_of(50_000, 60, RULES).n_desa == 10
    assert size_of(50_000, 4, RULES).n_desa == 4
    by_share = with_rule("ehra.n_desa_share", "30", with_rule("ehra.n_desa_method", "share"))
    assert size_of(50_000, 61, by_share).n_desa == 19
    by_slovin = size_of(50_000, 60, with_rule("ehra.sample_method", "slovin")).formulas[0]
    assert by_slovin["nilai"] == 397
    assert "e 0.05" in by_slovin["rumus"]


@pytest.mark.parametrize(
    ("n", "sizes", "most", "parts"),
    [
        (10, [50, 30, 20], [99, 99, 99], [5, 3, 2]),
        (10, [97, 2, 1], [99, 99, 99], [8, 1, 1]),
        (10, [1, 1, 1], [99, 99, 99], [4, 3, 3]),
        (10, [90, 10], [3, 99], [3, 7]),
        (2, [5, 5, 5], [9, 9, 9], [1, 1, 1]),
        (4, [5, 0, 5], [9, 9, 9], [2, 0, 2]),
        (10, [5, 5], [2, 2], [2, 2]),
    ],
)
def test_allocation_by_hand(n, sizes, most, parts):
    assert allocate(n, sizes, most) == parts


@given(st.integers(1, 500), st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_allocation_keeps_the_sum(n, sizes):
    parts = allocate(n, sizes, [10**6] * len(sizes))
    assert sum(parts) == max(n, len(sizes))
    assert min(parts) >= 1


@given(st.integers(1, 400), st.integers(1, 20), st.fractions(0, 1))
def test_systematic_places_are_different_and_inside(of, n, start):
    places = systematic(of, n, min(start, Fraction(999, 1000)))
    assert len(set(places)) == len(places) == min(of, n)
    assert places == sorted(places)
    assert all(0 <= p < of for p in places)


def test_systematic_by_hand():
    assert systematic(20, 5, Fraction(1, 2)) == [2, 6, 10, 14, 18]
    assert systematic(12, 5, Fraction(0)) == [0, 2, 4, 7, 9]
    assert systematic(3, 5, Fraction(1, 2)) == [0, 1, 2]


def frame(n=30, kk=900, rt=12, has_rt=True, kk_rt=60, fiscal_year=2016):
    wilayah = [
        {"kode_desa": kode_of(i), "desa": f"Desa {i}", "strata": i % 3, "luas_adm_ha": Decimal(9)} for i in range(n)
    ]
    penduduk = [
        {"kode_desa": kode_of(i), "tahun": t, "kk": kk if t == 2012 else 1} for i in range(n) for t in (2011, 2012)
    ]
    listed = [{"kode_desa": kode_of(i), "rt": str(j + 1), "kk": kk_rt} for i in range(n) for j in range(rt)]
    return frame_of(wilayah, penduduk, listed if has_rt else None, fiscal_year)


def test_a_stratified_draw_adds_up():
    made = draw(frame(), RULES, Seed("3|2016|99.01"))
    assert [s["strata"] for s in made["strata"]] == ["0", "1", "2"]
    assert sum(s["n_kk"] for s in made["strata"]) == made["n"] == 400
    assert sum(s["ambil_desa"] for s in made["strata"]) == len(made["desa"]) == 10
    for stratum in made["strata"]:
        drawn = [d for d in made["desa"] if d["strata"] == stratum["strata"]]
        assert len(drawn) == stratum["ambil_desa"]
        assert sum(d["n_kk"] for d in drawn) >= stratum["n_kk"]
    for desa in made["desa"]:
        assert len(desa["rt"]) == 8
        assert desa["n_kk"] == sum(len(rt["kk"]) for rt in desa["rt"]) >= 40
        assert all(len(set(rt["kk"])) == len(rt["kk"]) >= 5 and max(rt["kk"]) <= 60 for rt in desa["rt"])
    assert made["findings"] == []


def test_a_cluster_draw_has_no_strata():
    made = draw(frame(), load_rulebook(2011), Seed("3"))
    assert [(s["strata"], s["ambil_desa"]) for s in made["strata"]] == [("semua", 10)]


def test_the_same_seed_draws_the_same_and_another_seed_another():
    made = [[d["kode_desa"] for d in draw(frame(), RULES, Seed(text))["desa"]] for text in ("1", "1", "2")]
    assert made[0] == made[1] != made[2]
    assert draw(frame(), RULES, Seed("1")) == draw(frame(), RULES, Seed("1"))


def test_every_desa_can_be_drawn_and_none_is_favoured():
    taken = [d["kode_desa"] for i in range(300) for d in draw(frame(9, has_rt=False), RULES, Seed(str(i)))["desa"]]
    assert len(taken) == 300 * 9
    few = with_rule("ehra.min_respondents_desa", 200)
    taken = [d["kode_desa"] for i in range(300) for d in draw(frame(9, has_rt=False), few, Seed(str(i)))["desa"]]
    assert all(70 < taken.count(kode_of(i)) < 130 for i in range(9))


def test_rt_are_taken_in_the_order_of_their_numbers():
    made = draw(frame(rt=12), RULES, Seed("4"))
    for desa in made["desa"]:
        assert [int(rt["rt"]) for rt in desa["rt"]] == [rt["urutan"] for rt in desa["rt"]]


def test_without_a_list_of_rt_there_is_a_start_to_draw_from():
    made = draw(frame(has_rt=False), RULES, Seed("4"))
    assert all(d["awal"].startswith("0.") and len(d["rt"]) == 8 and d["n_kk"] >= 40 for d in made["desa"])
    assert [f["table"] for f in made["findings"]] == ["rt"]


def test_what_misses_a_minimum_is_named():
    made = draw(frame(n=5, rt=4, kk_rt=4), RULES, Seed("4"))
    said = {(f["severity"], f["row"], f["column"]) for f in made["findings"]}
    assert ("error", "", "") in said
    assert ("warning", kode_of(0), "rt") in said
    assert ("warning", kode_of(0), "kk") in said
    assert ("warning", f"{kode_of(0)}|1", "kk") in said


def test_fewer_rt_take_more_households_each():
    made = draw(frame(n=5, rt=4), RULES, Seed("4"))
    assert {len(rt["kk"]) for desa in made["desa"] for rt in desa["rt"]} == {20}
    assert made["n_rencana"] == 400


def test_desa_without_households_or_stratum_are_named():
    wilayah = [{"kode_desa": kode_of(i), "desa": "x", "strata": None} for i in range(3)]
    penduduk = [{"kode_desa": kode_of(i), "tahun": 2012, "kk": kk} for i, kk in enumerate((900, 900, None))]
    made = draw(frame_of(wilayah, penduduk, None, 2016), RULES, Seed("4"))
    said = {(f["table"], f["row"]) for f in made["findings"]}
    assert {("penduduk", kode_of(2)), ("wilayah", kode_of(0)), ("wilayah", kode_of(1))} <= said
    assert ("wilayah", kode_of(2)) not in said
    with pytest.raises(WrongUsage, match="penduduk"):
        draw(frame_of(wilayah, [], None, 2016), RULES, Seed("4"))
