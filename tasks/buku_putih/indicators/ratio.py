"""The one formula shape that the secondary indicators share."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta


def ratio(fakta: Fakta, above: str, below: str, times: int = 1) -> Fraction | None:
    """times * above / below; None when either is unknown or the denominator is zero."""
    a, b = fakta.number(above), fakta.number(below)
    if a is None or b is None or b == 0:
        return None
    return Fraction(a) * times / Fraction(b)
