"""Laws of the scores: order never matters, ties are equal, no score leaves its range, parts add up."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.arith import (
    dense_ranks,
    half_up,
    interval_score,
    interval_scores,
    known_mean,
    largest_remainder,
    weighted_mean,
    whole_weights,
)

numbers = st.one_of(
    st.integers(-(10**6), 10**6),
    st.fractions(min_value=-1000, max_value=1000, max_denominator=997),
    st.decimals(min_value=-1000, max_value=1000, places=3),
)
columns = st.lists(numbers, min_size=1, max_size=30)
directions = st.booleans()
decimals = st.sampled_from([None, 0, 1, 2])


def by_definition(value, values, higher_is_worse, k, nd):
    """The rule as the guide writes it, step by step."""
    lo, hi = min(map(Fraction, values)), max(map(Fraction, values))
    if lo == hi:
        return 1
    for s in range(1, k):
        bound = lo + s * (hi - lo) / k if higher_is_worse else hi - s * (hi - lo) / k
        x = Fraction(value)
        if nd is not None:
            bound, x = half_up(bound, nd), half_up(x, nd)
        if x <= bound if higher_is_worse else x >= bound:
            return s
    return k


@given(columns, directions, st.integers(2, 6), decimals)
def test_the_whole_column_is_scored_as_the_rule_is_written(values, higher, k, nd):
    scores = interval_scores(values, higher, k, nd)
    assert scores == [by_definition(v, values, higher, k, nd) for v in values]
    assert scores == [interval_score(v, values, higher, k, nd) for v in values]


@given(columns, directions, decimals)
def test_a_score_never_leaves_1_to_4(values, higher, nd):
    assert set(interval_scores(values, higher, nd=nd)) <= {1, 2, 3, 4}


@given(columns, st.randoms(use_true_random=False), directions, decimals)
def test_row_order_never_changes_a_score(values, random, higher, nd):
    order = list(range(len(values)))
    random.shuffle(order)
    scores = interval_scores(values, higher, nd=nd)
    assert interval_scores([values[i] for i in order], higher, nd=nd) == [scores[i] for i in order]


@given(columns, st.fractions(min_value=0, max_value=1), directions, decimals)
def test_a_desa_inside_the_range_changes_nothing_of_the_others(values, part, higher, nd):
    low, high = min(map(Fraction, values)), max(map(Fraction, values))
    inside = low + part * (high - low)
    assert interval_scores([*values, inside], higher, nd=nd)[:-1] == interval_scores(values, higher, nd=nd)


@given(columns, directions, decimals)
def test_equal_values_get_equal_scores_and_worse_values_no_better_ones(values, higher, nd):
    scored = sorted(zip(map(Fraction, values), interval_scores(values, higher, nd=nd), strict=True))
    for (a, first), (b, second) in pairwise(scored):
        if a == b:
            assert first == second
        else:
            assert first <= second if higher else first >= second


@given(columns, directions)
def test_the_ends_of_a_spread_column_score_1_and_4(values, higher):
    exact = [Fraction(v) for v in values]
    assume(min(exact) < max(exact))
    scores = dict(zip(exact, interval_scores(values, higher), strict=True))
    assert (scores[min(exact)], scores[max(exact)]) == ((1, 4) if higher else (4, 1))


@given(columns, st.fractions(min_value="1/50", max_value=50), st.fractions(min_value=-50, max_value=50))
def test_another_unit_of_measure_changes_no_score(values, factor, shift):
    moved = [Fraction(v) * factor + shift for v in values]
    assert interval_scores(moved) == interval_scores(values)


scores = st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=1, max_size=7)


@given(scores, st.data())
def test_the_mean_of_scores_stays_between_them(known, data):
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(known), max_size=len(known)))
    found = known_mean(known, weights)
    pairs = [(s, w) for s, w in zip(known, weights, strict=True) if s is not None]
    assert found == weighted_mean(pairs)
    if found is not None:
        assert min(s for s, _ in pairs) <= found <= max(s for s, _ in pairs)


@given(st.lists(st.fractions(min_value=0, max_value=10, max_denominator=60), min_size=1, max_size=6))
def test_whole_weights_keep_their_proportion(weights):
    whole = whole_weights(weights)
    for i, a in enumerate(weights):
        for j, b in enumerate(weights):
            assert a * whole[j] == b * whole[i]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_parts_add_up_and_stay_within_one_of_their_share(total, weights):
    assume(sum(weights) > 0)
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    assert all(abs(p - Fraction(total * w, sum(weights))) < 1 for p, w in zip(parts, weights, strict=True))


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=20))
def test_ranks_are_dense_and_follow_the_values(values):
    ranks = dense_ranks(values)
    known = sorted({r for r in ranks if r is not None})
    assert known == list(range(1, len(known) + 1))
    for a, first in zip(values, ranks, strict=True):
        assert (a is None) == (first is None)
        for b, second in zip(values, ranks, strict=True):
            if a is not None and b is not None:
                assert (a > b) == (first < second)


@given(numbers, st.integers(0, 4))
def test_half_up_is_never_more_than_half_a_unit_away(value, nd):
    rounded = half_up(value, nd)
    assert abs(rounded - Fraction(value)) <= Fraction(1, 2 * 10**nd)
    assert half_up(-Fraction(value), nd) == -rounded
