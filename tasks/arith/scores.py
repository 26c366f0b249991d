"""Scores 1..k by equal intervals and by quartiles, and weighted means over what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from tasks.arith.rounding import Exact, half_up


def interval_bounds(low: Exact, high: Exact, k: int = 4, nd: int | None = None) -> list[Fraction]:
    """The k-1 inner bounds of k equal intervals from `low` towards `high`, half-up to `nd` decimals if given."""
    lo, hi = Fraction(low), Fraction(high)
    bounds = [lo + s * (hi - lo) / k for s in range(1, k)]
    return bounds if nd is None else [half_up(b, nd) for b in bounds]


def interval_score(
    value: Exact, values: Sequence[Exact], higher_is_worse: bool = True, k: int = 4, nd: int | None = None
) -> int:
    """Score 1 (best) to k (worst) of `value` among the non-missing `values` of its district.

    A value on a bound takes the better score; without spread every value scores 1 (buku-putih.md section 4).
    """
    return _score(value, _bounds(values, higher_is_worse, k, nd), higher_is_worse, nd)


def interval_scores(
    values: Sequence[Exact], higher_is_worse: bool = True, k: int = 4, nd: int | None = None
) -> list[int]:
    """`interval_score` of every value of a district, with the bounds computed once."""
    bounds = _bounds(values, higher_is_worse, k, nd) if values else []
    return [_score(value, bounds, higher_is_worse, nd) for value in values]


def _bounds(values: Sequence[Exact], higher_is_worse: bool, k: int, nd: int | None) -> list[Fraction]:
    low, high = min(values), max(values)
    if low == high:
        return []
    return interval_bounds(low, high, k, nd) if higher_is_worse else interval_bounds(high, low, k, nd)


def _score(value: Exact, bounds: Sequence[Fraction], higher_is_worse: bool, nd: int | None) -> int:
    x = Fraction(value) if nd is None else half_up(value, nd)
    return 1 + sum(x > b if higher_is_worse else x < b for b in bounds)


def weighted_mean(pairs: Iterable[tuple[Exact, Exact]]) -> Fraction | None:
    """Mean of (value, weight) pairs with the weights rescaled to those given; None without any weight."""
    total = weight = Fraction(0)
    for value, w in pairs:
        total += Fraction(value) * Fraction(w)
        weight += Fraction(w)
    return total / weight if weight else None


def quartile_cuts(values: Sequence[Exact]) -> tuple[Fraction, Fraction, Fraction]:
    """The three quartile cuts by linear interpolation at (n-1)/4, (n-1)/2, 3(n-1)/4 (QUARTILE.INC)."""
    ordered = sorted(Fraction(v) for v in values)

    def at(position: Fraction) -> Fraction:
        i = position.numerator // position.denominator
        j = min(i + 1, len(ordered) - 1)
        return ordered[i] + (position - i) * (ordered[j] - ordered[i])

    last = len(ordered) - 1
    return at(Fraction(last, 4)), at(Fraction(last, 2)), at(Fraction(3 * last, 4))


def quartile_score(value: Exact, cuts: Sequence[Fraction]) -> int:
    """1 + the number of cuts strictly below `value` (mps.md section 4)."""
    return 1 + sum(c < value for c in cuts)
