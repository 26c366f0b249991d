"""The smallest change of one weight that swaps two lines, against the total computed anew."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.mps.prioritas.skor import total_of
from tasks.mps.prioritas.tukar import changed, smallest_swap
from tests.support.contoh import examples
from tests.support.kegiatan import kegiatan, mps, rows_of

GUIDE = [Fraction(w) for w in (30, 25, 20, 25)]
NO_LIMIT = Fraction(0)
score = st.integers(1, 4)
vectors = st.tuples(score, score, score, score)
weights = st.lists(st.integers(1, 20), min_size=4, max_size=4).map(
    lambda w: [Fraction(100 * part, sum(w)) for part in w]
)


def difference(a, b, w):
    first, second = (total_of(s, w, NO_LIMIT).value for s in (a, b))
    return None if first is None or second is None else first - second


def test_two_lines_of_the_guide():
    """3.15 against 3.10: one point more for penerima, one less for pro_poor. With x more, 25 + x = 30 - 30 x / 75."""
    assert smallest_swap((2, 4, 4, 3), (1, 4, 4, 4), GUIDE, NO_LIMIT) == (3, Fraction(25, 7))


def test_no_weight_lets_a_line_overtake_one_that_it_is_nowhere_ahead_of():
    assert smallest_swap((4, 4, 4, 4), (3, 3, 3, 3), GUIDE, NO_LIMIT) is None
    assert smallest_swap((4, 2, 2, 2), (3, 2, 2, 2), GUIDE, NO_LIMIT) is None


def test_a_single_criterion_cannot_be_rescaled():
    assert smallest_swap((4,), (3,), [Fraction(100)], NO_LIMIT) is None


@examples(100)
@given(vectors, vectors, weights)
def test_after_the_change_the_totals_are_equal_and_no_smaller_one_does_it(a, b, w):
    before = difference(a, b, w)
    assume(before != 0)
    swap = smallest_swap(a, b, w, NO_LIMIT)
    if swap is None:
        assert all(x >= y for x, y in zip(a, b, strict=True)) or all(x <= y for x, y in zip(a, b, strict=True))
        return
    new = changed(w, swap.at, swap.points)
    assert sum(new) == 100
    assert difference(a, b, new) == 0
    for at in range(4):
        for sign in (1, -1):
            step = sign * abs(swap.points) * Fraction(99, 100)
            if 0 <= w[at] + step <= 100:
                assert before * difference(a, b, changed(w, at, step)) > 0


missing = st.tuples(*(st.none() | score for _ in range(4)))


@examples(150)
@given(missing, missing, weights)
def test_lines_that_lack_criteria_meet_as_well(a, b, w):
    before = difference(a, b, w)
    assume(before)
    swap = smallest_swap(a, b, w, NO_LIMIT)
    if swap:
        after = difference(a, b, changed(w, swap.at, swap.points))
        assert abs(after) < Fraction(1, 10**9)
        assert any(x is None for x in (*a, *b)) or after == 0


def test_a_change_that_leaves_too_little_weight_does_not_count():
    a, b = (4, None, None, 1), (1, None, None, 2)
    assert smallest_swap(a, b, GUIDE, Fraction(50)).points > 0
    assert smallest_swap(a, b, GUIDE, Fraction(95)) is None


def test_weights_changed_by_that_much_give_both_lines_one_rank():
    votes = [
        {"kegiatan_id": k, "kriteria": "pro_poor", "penilai": None, "skor": s, "alasan": "sensus", "ba_id": "BA"}
        for k, s in (("A", 1), ("B", 4), ("C", 1))
    ]
    rows = [kegiatan("A", penerima_manfaat_kk=9), kegiatan("B", area=None), kegiatan("C", area=None)]
    made = mps(rows, skor_prioritas=votes)
    swap = {r["kegiatan_id"]: r for r in rows_of(made, "rentang_peringkat")}["B"]
    assert (swap["tukar_dengan"], swap["tukar_kriteria"]) == ("A", "permasalahan_mendesak")
    old = {str(r["kriteria"]): r["bobot_pct"] for r in rows_of(made, "bobot_dipakai")}
    new = changed(list(old.values()), list(old).index("permasalahan_mendesak"), swap["tukar_poin"])
    bobot = [{"komponen": "AL", "kriteria": k, "bobot_pct": w, "ba_id": "BA"} for k, w in zip(old, new, strict=True)]
    again = {r["kegiatan_id"]: r for r in rows_of(mps(rows, skor_prioritas=votes, bobot=bobot), "prioritas")}
    assert again["A"]["total"] == again["B"]["total"]
    assert rows_of(made, "rentang_peringkat")[2]["tukar_dengan"] is None
