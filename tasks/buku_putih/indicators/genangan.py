"""Flooded area (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import PONDING, Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def genangan(fakta: Fakta) -> Fraction | None:
    """Percent of the desa that floods; more is worse."""
    return ratio_of(fakta.get(PONDING), fakta.get("luas_adm_ha"), 100)


GENANGAN = Indicator("genangan", "luas genangan", (PONDING, "luas_adm_ha"), higher_is_worse=True, nilai=genangan)
