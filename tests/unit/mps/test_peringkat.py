"""Firm or contested: exact comparisons, whole draws against one by one, and districts whose true order is known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tasks.arith.dice import Dice
from tasks.mps.prioritas import peringkat
from tasks.mps.prioritas.peringkat import SHIFT, Baris, Undian, block, interval, places, positions, totals
from tests.support.kegiatan import DESA, kegiatan, mps, rows_of
from tests.support.peringkat import coverage, world

AL, PS = "99.01.01.2001/AL", "99.01.01.2002/AL"
RANGES = {"AL": [(25, 35), (20, 30), (15, 25), (20, 30)]}
FIVE = Fraction(5)


def test_equal_totals_share_the_best_place_and_a_kind_stands_for_its_lines():
    total = np.array([[30, 10, 30, 20]])
    assert places(total, np.array([2, 1, 3, 1])).tolist() == [[1, 7, 1, 6]]


def test_positions_that_a_total_shares():
    assert block([Fraction(3), None, Fraction(4), Fraction(3), Fraction(1)]) == [(2, 3), None, (1, 1), (2, 3), (4, 4)]


@pytest.mark.parametrize(("level", "ends"), [(90, (6, 95)), (100, (1, 100)), (89, (6, 95)), (0, (51, 50))])
def test_the_interval_leaves_at_most_its_share_outside(level, ends):
    low, high = interval(np.arange(100, 0, -1)[:, None], Fraction(level))
    assert (int(low[0]), int(high[0])) == ends


def test_whole_numbers_keep_the_order_of_exact_totals_and_their_ties():
    made = np.random.default_rng(3)
    kinds = [Baris("AL", tuple(int(s) or None for s in row)) for row in made.integers(0, 5, (40, 4))]
    kinds = [k for k in dict.fromkeys(kinds) if any(k.scores)]
    dice = Dice("order")
    found = totals(kinds, Undian(RANGES), 25, dice)
    weights = peringkat._weights(RANGES, 25, Dice("order"))["AL"]
    for r in range(25):
        exact = [
            Fraction(sum(int(w) * s for w, s in zip(weights[r], k.scores, strict=True) if s), _weight(weights[r], k))
            for k in kinds
        ]
        assert [int(e * 2**SHIFT) for e in exact] == found[r].tolist()
        for i, a in enumerate(exact):
            assert [a < b for b in exact] == [bool(v) for v in found[r, i] < found[r]]
            assert [a == b for b in exact] == [bool(v) for v in found[r, i] == found[r]]


def _weight(weights, kind):
    return sum(int(w) for w, s in zip(weights, kind.scores, strict=True) if s)


def test_a_class_is_drawn_as_often_as_the_redraws_gave_it_and_none_is_missing():
    goyah = ((1, (AL,)),)
    undian = Undian({"AL": [(0, 0), (25, 25), (0, 0), (0, 0)]}, {AL: 2}, {AL: np.array([0, 2, 2, 4])})
    drawn = totals([Baris("AL", (1, 2, 3, 4), goyah)], undian, 20_000, Dice("class"))[:, 0] >> SHIFT
    share = {k: int((drawn == k).sum()) / 20_000 for k in (0, 2, 4)}
    assert share == pytest.approx({0: 0.25, 2: 0.5, 4: 0.25}, abs=0.02)


def test_the_highest_and_the_mean_class_follow_the_same_draw():
    areas = (AL, PS)
    undian = Undian({"AL": [(50, 50), (50, 50)]}, {PS: 1}, {AL: np.array([4])}, mean_at=1)
    kind = Baris("AL", (1, 1), ((0, areas), (1, areas)))
    (total,) = totals([kind], undian, 1, Dice("mean"))[0]
    assert Fraction(int(total), 2**SHIFT) == Fraction(4 + 3, 2)  # the mean of 4 and 1 is 2.5, half-up 3


def test_areas_of_one_survey_move_together():
    both = {AL: np.array([1, 4] * 50), PS: np.array([1, 4] * 50)}
    lines = [Baris("AL", (3, 1, 1, 1), ((1, (AL,)),)), Baris("AL", (2, 1, 1, 1), ((1, (PS,)),))]
    inside, _ = positions(lines, Undian(RANGES, ulang=both), 500, Dice("together"))
    assert set(inside[:, 0].tolist()) == {1}  # drawn apart, the second line would lead in a quarter of the draws


def test_komponen_with_the_same_ranges_draw_one_agreement():
    lines = [Baris("AL", (1, 2, 3, 4)), Baris("PS", (1, 2, 3, 4)), Baris("PS", (4, 3, 2, 1))]
    _, over_all = positions(lines, Undian({**RANGES, "PS": RANGES["AL"]}), 200, Dice("shared"))
    assert (over_all[:, 0] == over_all[:, 1]).all()
    other = {**RANGES, "PS": [(20, 40), (10, 30), (15, 25), (20, 30)]}
    _, over_all = positions(lines, Undian(other), 200, Dice("apart"))
    assert (over_all[:, 0] != over_all[:, 1]).any()


@pytest.mark.parametrize("by_survey", [False, True])
@pytest.mark.parametrize("level", [80, 90])
def test_the_interval_covers_the_true_position_at_least_at_its_nominal_rate(level, by_survey):
    assert coverage(150, level, by_survey=by_survey) * 100 >= level


def test_intervals_that_forget_the_classes_would_not_cover():
    hit = tried = 0
    for seed in range(60):
        w = world(seed, by_survey=True)
        fixed = [replace(line, goyah=()) for line in w.lines]
        low, high = interval(positions(fixed, w.undian, 300, Dice(seed))[0], Fraction(90))
        hit, tried = hit + int(((low <= w.truth) & (w.truth <= high)).sum()), tried + len(fixed)
    assert hit / tried < 0.85


SURE, SHAKY = "3" * 200, "2" * 80 + "3" * 70 + "4" * 50
OTHER = "99.01.01.2002"


def of(*rows, tally=SURE, **area):
    areas = [{"kode_desa": d, "komponen": "AL", "skor_akhir": 3, **area} for d in (DESA, OTHER)]
    kepastian = [{"kode_desa": DESA, "komponen": "AL", "kelas_ulang": tally}] if tally else []
    out = mps(list(rows), data={"area": areas, "kepastian": kepastian})
    return {r["kegiatan_id"]: r for r in rows_of(out, "rentang_peringkat")}


LINES = [
    kegiatan("A", penerima_manfaat_kk=900),
    kegiatan("B", penerima_manfaat_kk=10, area=f"{OTHER}/AL", kode_desa=OTHER),
    kegiatan("C", penerima_manfaat_kk=5, area=None),
]


def test_a_line_far_ahead_is_firm_and_classes_that_change_make_it_contested():
    assert [of(*LINES)[k]["is_pasti_komponen"] for k in "ABC"] == [1, 1, 1]
    shaky = of(*LINES, tally="1" * 100 + "2" * 50 + "3" * 50)
    assert (shaky["B"]["rank_bawah_komponen"], shaky["B"]["rank_atas_komponen"]) == (1, 2)
    assert [shaky[k]["is_pasti_komponen"] for k in "ABC"] == [0, 0, 1]
    assert shaky["A"]["n_kelas_goyah"] == 1
    assert shaky["B"]["catatan"] == "Kelas 1 area berisiko tanpa pernyataan kepastian EHRA: dianggap tetap."


def test_a_class_that_the_pokja_settled_is_not_drawn_again():
    settled = of(*LINES, tally=SHAKY, skor_disepakati=3)
    assert settled["A"]["n_kelas_goyah"] == 0
    assert settled["B"]["catatan"] is None


def test_ranges_are_those_of_the_pokja_where_it_states_them():
    bobot = [
        {"komponen": "AL", "kriteria": "penerima_manfaat", "bobot_pct": 60, "bobot_min_pct": 50, "bobot_max_pct": 60},
        {"komponen": "AL", "kriteria": "permasalahan_mendesak", "bobot_pct": 40},
    ]
    out = mps(LINES, bobot=bobot)
    rows = {r["kriteria"]: r for r in rows_of(out, "bobot_dipakai")}
    assert [rows["penerima_manfaat"][c] for c in ("bobot_min_pct", "bobot_max_pct", "asal_rentang")] == [
        50,
        60,
        "pokja",
    ]
    assert [rows["permasalahan_mendesak"][c] for c in ("bobot_min_pct", "bobot_max_pct")] == [35, 45]


def test_a_line_without_a_total_has_no_position_and_the_others_do_not_count_it():
    rows = of(*LINES, kegiatan("D", area="99.01.01.2009/AL", penerima_manfaat_kk=None))
    assert rows["D"]["posisi_komponen"] is None
    assert rows["C"]["rank_atas_semua"] == 3


def test_the_same_district_draws_the_same_in_every_run():
    assert of(*LINES, tally=SHAKY) == of(*reversed(LINES), tally=SHAKY)
    assert {r["n_ulang"] for r in of(*LINES).values()} == {1000}
