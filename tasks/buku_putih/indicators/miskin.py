"""Poor households (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.ratio import ratio

FACTS = ("kk_miskin", "kk")
HIGHER_IS_WORSE = True


def miskin(fakta: Fakta) -> Fraction | None:
    """Percent of households, more is worse; None when unknown."""
    return ratio(fakta, "kk_miskin", "kk", 100)
