"""Growth rates and projections of yearly series (ssk.md section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from tasks.arith.rounding import Exact


def growth_rates(series: Sequence[Exact | None]) -> list[Fraction | None]:
    """x_t / x_(t-1) - 1 for each step; None where either year is unknown, zero or negative (not bridged)."""
    rates: list[Fraction | None] = []
    for before, after in pairwise(series):
        if before is None or after is None or before <= 0 or after <= 0:
            rates.append(None)
        else:
            rates.append(Fraction(after) / Fraction(before) - 1)
    return rates


def mean_rate(rates: Sequence[Fraction | None]) -> Fraction | None:
    """Arithmetic mean of the known rates; None when there is none."""
    known = [r for r in rates if r is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def cagr_rate(first: Exact, last: Exact, steps: int) -> float | None:
    """(last/first)^(1/steps) - 1, for print only: a root is not exact. None when an end is zero or negative."""
    if first <= 0 or last <= 0:
        return None
    return float(float(Fraction(last) / Fraction(first)) ** (1 / steps) - 1)


def compound_rate(first: Exact, last: Exact, steps: int, decimals: int = 30) -> Fraction | None:
    """The compound rate cut to `decimals`: the same fraction everywhere, near enough for whole rupiah.

    None when an end is zero or negative, or when there is no step between them.
    """
    if first <= 0 or last <= 0 or steps < 1:
        return None
    scaled = Fraction(last) / Fraction(first) * 10 ** (decimals * steps)
    return Fraction(_whole_root(int(scaled), steps), 10**decimals) - 1


def _whole_root(n: int, k: int) -> int:
    """The largest whole number whose k-th power is at most n."""
    low, high = 0, 1 << (n.bit_length() // k + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**k <= n else (low, middle - 1)
    return low


def project(base: Exact, rate: Fraction, years: int) -> Fraction:
    """base * (1 + rate)^years, exact."""
    return Fraction(base) * (1 + rate) ** years
