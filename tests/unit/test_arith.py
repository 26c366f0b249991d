"""The arithmetic on which classes, ranks and shares are decided: exact, half-up, ties equal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tasks.arith import (
    cagr_rate,
    dense_ranks,
    growth_rates,
    half_up,
    half_up_int,
    interval_bounds,
    interval_score,
    interval_scores,
    known_mean,
    largest_remainder,
    mean_rate,
    project,
    quartile_cuts,
    quartile_score,
    weighted_mean,
    whole_weights,
)

D, F = Decimal, Fraction


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(7, 7), (D("2.5"), 3), (D("2.49"), 2), (F(-5, 2), -3), (F(-5, 3), -2), (D("-0.4"), 0), (F(1, 2), 1), (0, 0)],
)
def test_half_goes_away_from_zero(value, rounded):
    assert half_up_int(value) == rounded


@pytest.mark.parametrize(
    ("value", "nd", "rounded"),
    [
        (D("41.65"), 1, D("41.7")),
        (D("34.225"), 2, D("34.23")),
        (F(200, 3), 2, D("66.67")),
        (D("-41.65"), 1, D("-41.7")),
        (F(1, 3), 0, 0),
    ],
)
def test_half_up_to_decimals_is_exact(value, nd, rounded):
    assert half_up(value, nd) == F(rounded)


def test_bounds_cut_the_range_in_equal_parts():
    assert interval_bounds(0, 10) == [F(5, 2), 5, F(15, 2)]
    assert interval_bounds(10, 0) == [F(15, 2), 5, F(5, 2)]
    assert interval_bounds(D("0.1"), D("55.5"), nd=1) == [14, F("27.8"), F("41.7")]
    assert interval_bounds(-4, 4, k=2) == [0]


def test_a_value_on_a_bound_takes_the_better_score():
    values = [0, 25, 26, 50, 51, 75, 76, 100]
    assert interval_scores(values) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert interval_scores(values, higher_is_worse=False) == [4, 3, 3, 2, 2, 1, 1, 1]


def test_rounding_moves_bound_and_value_once():
    values = [D("0.04"), D("0.05"), D("0.14"), D("0.24")]
    assert interval_scores(values) == [1, 1, 2, 4]
    assert interval_scores(values, nd=1) == [1, 1, 1, 3]


def test_without_spread_nobody_can_be_called_worse():
    assert interval_scores([F(1, 3), F(2, 6)]) == [1, 1]
    assert interval_scores([D("2.0"), 2, F(4, 2)], higher_is_worse=False) == [1, 1, 1]
    assert interval_scores([5]) == [1]
    assert interval_scores([]) == []


def test_thirds_are_compared_exactly():
    values = [0, F(1, 4), F(1, 4) + F(1, 10**30), 1]
    assert interval_scores(values) == [1, 1, 2, 4]


def test_one_score_agrees_with_the_column():
    values = [3, F(7, 2), D("9.25"), 12]
    for higher in (True, False):
        assert [interval_score(v, values, higher) for v in values] == interval_scores(values, higher)


def test_a_value_outside_the_range_of_the_others_takes_the_end():
    assert interval_scores([-5, 0, 99], among=[0, 4]) == [1, 1, 4]
    assert interval_scores([7], among=[3, 3]) == [1]


def test_the_weighted_mean_rescales_to_what_is_known():
    assert weighted_mean([(4, F(1, 3)), (2, F(1, 3))]) == 3
    assert weighted_mean([(4, 3), (1, 1)]) == F(13, 4)
    assert weighted_mean([]) is None
    assert weighted_mean([(4, 0)]) is None


def test_known_scores_only():
    assert known_mean((4, None, 1), (1, 1, 1)) == F(5, 2)
    assert known_mean((None, None), (1, 1)) is None
    assert known_mean((4, 1), (0, 2)) == 1
    assert known_mean((4,), (0,)) is None


def test_weights_become_whole_numbers_in_proportion():
    assert whole_weights([F(1, 3)] * 3) == (1, 1, 1)
    assert whole_weights([F(1, 2), F(1, 3), F(1, 6)]) == (3, 2, 1)
    assert whole_weights([D("33.4"), D("66.6")]) == (167, 333)


def test_quartiles_interpolate_between_neighbours():
    assert quartile_cuts([1, 2, 3, 4]) == (F(7, 4), F(5, 2), F(13, 4))
    assert quartile_cuts([10]) == (10, 10, 10)
    assert quartile_cuts([7, 1, 3]) == (2, 3, 5)


def test_a_value_on_a_quartile_cut_takes_the_lower_score():
    cuts = quartile_cuts([0, 10, 20, 30, 40])
    assert [quartile_score(v, cuts) for v in (0, 10, 11, 20, 30, 31)] == [1, 1, 2, 2, 3, 4]


def test_dense_ranks_skip_no_rank():
    assert dense_ranks([F(3), None, F(5), F(3), F(1)]) == [2, None, 1, 2, 3]
    assert dense_ranks([]) == []


def test_parts_add_up_to_the_rupiah():
    assert largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    assert largest_remainder(7, [F(1, 2), F(1, 2)]) == [4, 3]
    assert largest_remainder(10, [0, 3, 0]) == [0, 10, 0]
    assert largest_remainder(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="all zero"):
        largest_remainder(1, [0, 0])


def test_growth_over_a_gap_is_not_bridged():
    assert growth_rates([100, 110, None, 121, 0, 5, -5]) == [F(1, 10), None, None, None, None, None]
    assert growth_rates([100]) == []


def test_the_mean_rate_takes_known_rates_only():
    assert mean_rate([F(1, 10), None, F(3, 10)]) == F(1, 5)
    assert mean_rate([None]) is None


def test_the_compound_rate_is_for_print():
    assert cagr_rate(100, 121, 2) == pytest.approx(0.1)
    assert cagr_rate(0, 121, 2) is None
    assert cagr_rate(100, -1, 2) is None


def test_a_projection_is_exact():
    assert project(1000, F(1, 10), 2) == 1210
    assert project(1000, F(-1, 2), 1) == 500
    assert project(D("12.5"), F(0), 9) == F(25, 2)
