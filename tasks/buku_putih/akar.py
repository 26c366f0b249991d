"""Standard error and interval of a percentage, with square roots in whole numbers: no float decides a printed digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isqrt

from tasks.arith import half_up

_PRINTED, _INSIDE = 2, 12


def standard_error(risk: int, valid: int, effect: Fraction) -> Decimal:
    """100 * sqrt(effect * p * (1 - p) / valid) in points, 2 decimals; `effect` is the design effect."""
    return decimal(100 * root(effect * Fraction(risk * (valid - risk), valid**3)))


def interval(risk: int, valid: int, effect: Fraction, chi2: Fraction) -> tuple[Decimal, Decimal]:
    """Wilson's interval in percent, 2 decimals, as if valid / effect households had been drawn one by one.

    `chi2` is z squared. Wilson's stays inside 0..100 and keeps its level for small shares and few answers.
    """
    p, n = Fraction(risk, valid), valid / effect
    scale = 1 + chi2 / n
    centre = (p + chi2 / (2 * n)) / scale
    half = root(chi2 * (p * (1 - p) / n + chi2 / (4 * n * n))) / scale
    return decimal(100 * max(centre - half, Fraction(0))), decimal(100 * min(centre + half, Fraction(1)))


def root(square: Fraction) -> Fraction:
    """The square root, half-up to 12 decimals."""
    doubled = isqrt(int(4 * 10 ** (2 * _INSIDE) * square))
    return Fraction((doubled + 1) // 2, 10**_INSIDE)


def decimal(value: Fraction) -> Decimal:
    """Half-up to 2 decimals, as an exact decimal."""
    return Decimal(int(half_up(value, _PRINTED) * 10**_PRINTED)).scaleb(-_PRINTED)
