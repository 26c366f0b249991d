"""Poor households (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def miskin(fakta: Fakta) -> Fraction | None:
    """Percent of the households; more is worse."""
    return ratio_of(fakta.get("kk_miskin"), fakta.get("kk"), 100)


MISKIN = Indicator("miskin", "KK miskin", ("kk_miskin", "kk"), higher_is_worse=True, nilai=miskin)
