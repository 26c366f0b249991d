"""Latrines (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.ratio import ratio

FACTS = ("jamban_unit", "rumah")
HIGHER_IS_WORSE = False


def jamban(fakta: Fakta) -> Fraction | None:
    """Latrines per 100 houses, fewer is worse; None when unknown."""
    return ratio(fakta, "jamban_unit", "rumah", 100)
