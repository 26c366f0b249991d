"""Half-up rounding: .5 goes away from zero, as office tables print (buku-putih.md)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction | Decimal


def half_up_int(value: Exact) -> int:
    """The nearest whole number, .5 away from zero."""
    if isinstance(value, int):
        return value
    exact = Fraction(value)
    n, d = abs(exact.numerator), exact.denominator
    rounded = (2 * n + d) // (2 * d)
    return rounded if exact >= 0 else -rounded


def half_up(value: Exact, nd: int = 0) -> Fraction:
    """`value` rounded half-up to `nd` decimals, exact."""
    scale = 10**nd
    return Fraction(half_up_int(Fraction(value) * scale), scale)
