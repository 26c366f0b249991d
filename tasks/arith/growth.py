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


def project(base: Exact, rate: Fraction, years: int) -> Fraction:
    """base * (1 + rate)^years, exact."""
    return Fraction(base) * (1 + rate) ** years
