"""How sure the classes are: the redraws against the ordinary way of computing, by enumeration and by simulation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import isqrt

import numpy as np
import pytest

from schemas.rulebook import load_rulebook
from tasks.arith import interval_score
from tasks.arith.dice import Dice
from tasks.buku_putih.akar import decimal, interval, root, standard_error
from tasks.buku_putih.area import area_rows
from tasks.buku_putih.ehra import IRS_OF, irs_of_district
from tasks.buku_putih.galat import index_errors
from tasks.buku_putih.ketidakpastian import draw, redraw, uncertainty
from tasks.buku_putih.matriks import RiskMatrix
from tasks.buku_putih.ulang_kelas import classes, indices
from tasks.buku_putih.ulangan import KEYS, redraw_answers, redraw_counts
from tasks.lineage.units.edges import Edges
from tests.support.survei import district, kode_of, matrix

TWO = Fraction(2)
DICE = [[64, 96, 98, 17, 58, 9], [21, 72, 43, 46, 73, 70]]


def rows_of_redraw(redraws, r):
    """One redraw as rows of table ehra, one per desa and sub-indicator."""
    return [
        {
            "kode_desa": area.removeprefix("desa-"),
            "strata": None,
            "indikator": key,
            "n_total": int(redraws.total[r, a, j]),
            "n_valid": int(redraws.valid[r, a, j]),
            "n_berisiko": int(redraws.risk[r, a, j]),
        }
        for a, area in enumerate(redraws.areas)
        if area.startswith("desa-")
        for j, key in enumerate(KEYS)
    ]


def test_every_redraw_is_classed_as_the_ordinary_way_would():
    bahan = district(matrix(12, 8, 5), 2016)
    drawn = draw(bahan, bahan.irs)
    areas = {k: [r for r in area_rows(bahan) if r["komponen"] == k] for k in bahan.komponen}
    for r in range(0, drawn.n, 10):
        irs = irs_of_district(rows_of_redraw(drawn.redraws, r), list(bahan.irs.area), bahan.strata, bahan.rules)
        assert irs.area == bahan.irs.area
        for part, scored in drawn.scores.items():
            for kode, area in irs.area.items():
                assert scored[r, drawn.redraws.areas.index(area)] == irs.skor_of(kode, part)
        again = area_rows(replace(bahan, irs=irs))
        for komponen, rows in areas.items():
            scored = drawn.scores[IRS_OF[komponen]][:, [drawn.redraws.areas.index(a) for a in irs.area.values()]]
            expected = [row["skor_hitung"] for row in again if row["komponen"] == komponen]
            assert classes(bahan, rows, scored)[r].tolist() == expected


def test_strata_are_scored_over_strata():
    bahan = district(matrix(12, 8, 5), 2013)
    drawn, k = draw(bahan, bahan.irs), bahan.rules["irs.n_class"]
    for part in ("2", "total"):
        found = drawn.values[part]
        for r in range(5):
            known = {a: int(found.value[r, i]) for i, a in enumerate(drawn.redraws.areas) if a.startswith("strata")}
            for area, value in known.items():
                expected = interval_score(value, list(known.values()), k=k)
                assert drawn.scores[part][r, drawn.redraws.areas.index(area)] == expected


def tiny():
    """Two desa with two RT each: 16 equally likely redraws, of which desa A can only show three different shares."""
    risk = np.full((80, len(KEYS)), -1, np.int8)
    column = KEYS.index("4.1")
    risk[:, column] = [*[1] * 15, *[0] * 5, *[1] * 5, *[0] * 15, *[1] * 12, *[0] * 8, *[1] * 8, *[0] * 12]
    at = np.arange(80)
    none = np.full(80, -1)
    return RiskMatrix(
        KEYS,
        (kode_of(0), kode_of(1)),
        risk,
        (at // 40).astype(np.int32),
        (at // 20).astype(np.int32),
        none.astype(np.int8),
    )


def test_a_tiny_survey_comes_out_as_enumerating_all_its_redraws():
    rt = {"A": (15, 5), "B": (12, 8)}
    outcomes: Counter[tuple[int, int]] = Counter()
    for a, b, c, d in product((0, 1), repeat=4):
        outcomes[rt["A"][a] + rt["A"][b], rt["B"][c] + rt["B"][d]] += 1
    n = 20_000
    places = {kode_of(i): (f"desa-{kode_of(i)}", "kabupaten") for i in (0, 1)}
    redraws = redraw_answers(tiny(), places, "desa", TWO, n, Dice("enumerated"))
    column = KEYS.index("4.1")
    seen = Counter(map(tuple, redraws.risk[:, :2, column].tolist()))
    assert set(seen) == set(outcomes)
    for outcome, ways in outcomes.items():
        assert abs(seen[outcome] / n - ways / 16) < 0.015
    assert (redraws.valid[:, :2, column] == 40).all()
    assert (redraws.risk[:, 2] == redraws.risk[:, 0] + redraws.risk[:, 1]).all()


def test_one_sub_indicator_leaves_the_other_components_unknown():
    places = {kode_of(i): (f"desa-{kode_of(i)}",) for i in (0, 1)}
    made = indices(redraw_answers(tiny(), places, "desa", TWO, 5, Dice(1)), load_rulebook(2016))
    assert {part: bool(found.known.all()) for part, found in made.items()} == {
        "1": False, "2": False, "3": False, "4": True, "5": False, "total": False
    }  # fmt: skip


@pytest.mark.parametrize("fiscal_year", [2013, 2016])
def test_neither_the_order_of_rows_nor_the_names_of_rt_matter(fiscal_year):
    survey = matrix(8, 8, 5)
    shuffled = np.random.default_rng(3).permutation(len(survey.desa))
    renamed = np.random.default_rng(4).permutation(survey.rt.max() + 1).astype(np.int32)
    other = RiskMatrix(
        survey.keys,
        survey.kode_desa,
        survey.risk[shuffled],
        survey.desa[shuffled],
        renamed[survey.rt[shuffled]],
        survey.strata[shuffled],
    )
    first, second = (district(s, fiscal_year) for s in (survey, other))
    made = [uncertainty(b, b.irs, area_rows(b), Edges()) for b in (first, second)]
    assert made[0] == made[1]


def test_the_dice_fall_the_same_everywhere():
    assert Dice(1, 2013, "15.07").below(100, (2, 6)).tolist() == DICE


def test_dice_are_fair():
    thrown = np.bincount(Dice("fair").below(7, (70_000,)).ravel(), minlength=7)
    assert len(thrown) == 7
    assert abs(thrown - 10_000).max() < 400


def test_where_all_rt_are_alike_nothing_is_contested():
    survey = matrix(8, 8, 5)
    first_rt = survey.risk.reshape(8, 8, 5, -1)[:, :1].repeat(8, 1).reshape(survey.risk.shape)
    bahan = district(replace(survey, risk=first_rt), 2016)
    sure = uncertainty(bahan, bahan.irs, area_rows(bahan), Edges())
    assert {row["bertahan_pct"] for row in dict(by_name(sure))["kepastian"]} == {100}
    assert {row["galat_ulang_pct"] for row in dict(by_name(sure))["galat_ehra"] if row["area"].startswith("desa")} == {
        0
    }
    assert sure.summary == {"ulangan": 200, "pasti": 24, "diperdebatkan": 0, "tanpa_pernyataan": 0}


def test_a_tie_of_all_desa_is_decided_exactly():
    survey = matrix(6, 8, 5)
    alike = survey.risk[:5].repeat(48, 0).reshape(5, 48, -1).swapaxes(0, 1).reshape(survey.risk.shape)
    drawn = draw(bahan := district(replace(survey, risk=alike), 2016), district(survey, 2016).irs)
    in_use = [drawn.redraws.areas.index(area) for area in bahan.irs.area.values()]
    for part, found in drawn.values.items():
        assert set(np.unique(drawn.scores[part][:, in_use])) <= {int(found.known.all())}


def by_name(sure):
    return [(contract.name, rows) for contract, rows in sure.tables]


def test_what_is_not_known_by_rt_is_redrawn_one_by_one_with_the_design_effect():
    survey = matrix(1, 80, 5, spread=0.0, blank=0.0)
    nowhere = replace(survey, rt=np.full(400, -1, np.int32))
    places = {kode_of(0): (f"desa-{kode_of(0)}",)}
    spread = []
    for given, effect in ((survey, TWO), (nowhere, TWO), (nowhere, Fraction(1))):
        made = redraw_answers(given, places, "desa", effect, 2000, Dice(5))
        assert (made.valid[:, 0] == made.valid[0, 0]).all()
        spread.append(np.var(made.risk[:, 0] / made.valid[:, 0], axis=0).mean())
    by_rt, single_two, single_one = spread
    assert 0.85 < by_rt / single_one < 1.15
    assert 1.8 < single_two / single_one < 2.2


def test_households_without_rt_stand_for_their_desa_in_a_stratum():
    survey = replace(matrix(3, 4, 5), rt=np.full(60, -1, np.int32))
    places = {kode_of(i): (f"desa-{kode_of(i)}", "kabupaten", "strata-1") for i in range(3)}
    made = redraw_answers(survey, places, "strata", TWO, 500, Dice(6))
    assert made.areas == ("kabupaten", "strata-1")
    shares = {tuple(row) for row in made.risk[:, 1].tolist()}
    assert len(shares) == 10


def test_counts_alone_are_redrawn_with_the_design_effect():
    row = {
        "kode_desa": kode_of(0),
        "strata": None,
        "indikator": "4.1",
        "n_total": 110,
        "n_valid": 100,
        "n_berisiko": 30,
    }
    made = redraw_counts([row], [("desa-x", "kabupaten")], TWO, 20_000, Dice(7))
    at = KEYS.index("4.1")
    share = made.risk[:, 0, at] / made.valid[:, 0, at]
    assert (made.risk[:, 0] == made.risk[:, 1]).all()
    assert (made.valid[:, 0, at] == 100).all()
    assert abs(share.mean() - 0.3) < 0.002
    assert abs(share.std() - (2 * 0.3 * 0.7 / 100) ** 0.5) < 0.002


@pytest.mark.parametrize("bad", [{"n_valid": None}, {"n_berisiko": None}, {"indikator": "9.9"}, {"n_valid": 0}])
def test_counts_that_are_unknown_stay_out(bad):
    row = {"kode_desa": "x", "strata": None, "indikator": "4.1", "n_total": 9, "n_valid": 9, "n_berisiko": 0, **bad}
    assert redraw_counts([row], [("desa-x",)], TWO, 3, Dice(8)).valid.sum() == 0


def test_standard_error_by_hand():
    assert standard_error(50, 100, Fraction(1)) == Decimal("5.00")
    assert standard_error(50, 100, TWO) == Decimal("7.07")
    assert standard_error(0, 100, TWO) == 0
    assert root(Fraction(2)) == Fraction(isqrt(8 * 10**24) + 1 >> 1, 10**12)
    assert decimal(Fraction(1, 200)) == Decimal("0.01")


def test_wilsons_interval_by_hand():
    assert interval(50, 100, Fraction(1), Fraction("3.841")) == (Decimal("40.38"), Decimal("59.62"))
    assert interval(0, 40, Fraction(1), Fraction("3.841"))[0] == 0
    assert interval(40, 40, Fraction(1), Fraction("3.841"))[1] == 100


def test_the_interval_covers_the_truth_at_its_nominal_rate():
    """RT of five with an intra-cluster correlation of 0.25 have a design effect of 2."""
    made, covered = np.random.default_rng(9), 0
    for _ in range(1000):
        of_rt = made.choice((0.25, 0.75), 80).repeat(5)
        low, high = interval(int((made.random(400) < of_rt).sum()), 400, TWO, Fraction("3.841"))
        covered += low <= 50 <= high
    assert 930 <= covered <= 970


def test_the_redraws_cover_the_true_index_at_about_their_nominal_rate():
    covered, tried = 0, 150
    for seed in range(tried):
        made = np.random.default_rng(seed)
        of_rt = made.choice((0.25, 0.75), (80, len(KEYS))).repeat(5, 0)
        survey = replace(matrix(1, 80, 5), risk=(made.random(of_rt.shape) < of_rt).astype(np.int8))
        bahan = district(survey, 2016)
        drawn = draw(bahan, bahan.irs)
        errors = index_errors(bahan.irs, drawn.redraws.areas, drawn.values, drawn.scores)
        (total,) = (row for row in errors if row["bagian"] == "total")
        covered += total["bawah"] <= 250 <= total["atas"]
    assert 0.89 <= covered / tried <= 0.99


def test_the_spread_of_the_redraws_agrees_with_the_design_effect_that_is_there():
    made = np.random.default_rng(11)
    of_rt = made.choice((0.25, 0.75), (800, len(KEYS))).repeat(5, 0)
    survey = replace(matrix(1, 800, 5), risk=(made.random(of_rt.shape) < of_rt).astype(np.int8))
    bahan = district(survey, 2016)
    rows = dict(by_name(uncertainty(bahan, bahan.irs, area_rows(bahan), Edges())))["galat_ehra"]
    seen = sum(row["galat_ulang_pct"] for row in rows) / sum(row["galat_baku_pct"] for row in rows)
    assert Decimal("0.95") < seen < Decimal("1.05")


def test_unit_of_redraws_follows_the_unit_of_the_index():
    survey = matrix(10, 8, 5)
    assert not any(a.startswith("desa") for a in redraw(district(survey, 2013)).areas)
    assert sum(a.startswith("desa") for a in redraw(district(survey, 2016)).areas) == 10
