"""Scores 1..k by equal intervals and by quartiles, and weighted means over what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from tasks.arith.rounding import Exact, half_up

_Ratio = tuple[int, int]


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
    return interval_scores([value], higher_is_worse, k, nd, among=values)[0]


def interval_scores(
    values: Sequence[Exact],
    higher_is_worse: bool = True,
    k: int = 4,
    nd: int | None = None,
    among: Sequence[Exact] | None = None,
) -> list[int]:
    """`interval_score` of every value among `among` (default: the values themselves); whole numbers decide.

    The bounds are computed once and compared by cross-multiplication, which is exact and quick. A value outside the
    range of `among` takes the nearest end.
    """
    if not values:
        return []
    ratios = [v.as_integer_ratio() for v in values]
    low, high = _extremes(ratios if among is None else [v.as_integer_ratio() for v in among])
    if low == high:
        return [1] * len(ratios)
    start, end = (low, high) if higher_is_worse else (high, low)
    bounds = [b.as_integer_ratio() for b in interval_bounds(Fraction(*start), Fraction(*end), k, nd)]
    if nd is not None:
        ratios = [(_half_up_ratio(n * 10**nd, d), 10**nd) for n, d in ratios]
    if higher_is_worse:
        return [1 + sum(n * below > above * d for above, below in bounds) for n, d in ratios]
    return [1 + sum(n * below < above * d for above, below in bounds) for n, d in ratios]


def _half_up_ratio(n: int, d: int) -> int:
    """n / d to the nearest whole number, .5 away from zero, for d > 0."""
    rounded = (2 * abs(n) + d) // (2 * d)
    return rounded if n >= 0 else -rounded


def _extremes(ratios: Iterable[_Ratio]) -> tuple[_Ratio, _Ratio]:
    known = iter(ratios)
    low = high = next(known)
    for n, d in known:
        if n * low[1] < low[0] * d:
            low = n, d
        elif n * high[1] > high[0] * d:
            high = n, d
    return low, high


def weighted_mean(pairs: Iterable[tuple[Exact, Exact]]) -> Fraction | None:
    """Mean of (value, weight) pairs with the weights rescaled to those given; None without any weight."""
    total = weight = Fraction(0)
    for value, w in pairs:
        total += Fraction(value) * Fraction(w)
        weight += Fraction(w)
    return total / weight if weight else None


def whole_weights(weights: Sequence[Exact]) -> tuple[int, ...]:
    """Whole numbers in the same proportion: thirds become (1, 1, 1)."""
    exact = [Fraction(w) for w in weights]
    common = lcm(*(w.denominator for w in exact))
    return tuple(int(w * common) for w in exact)


def known_mean(scores: Sequence[int | None], weights: Sequence[int]) -> Fraction | None:
    """Mean of the known scores, weights rescaled to them; None when no known score has a weight."""
    known = [(s, w) for s, w in zip(scores, weights, strict=True) if s is not None]
    weight = sum(w for _, w in known)
    return Fraction(sum(s * w for s, w in known), weight) if weight else None


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
