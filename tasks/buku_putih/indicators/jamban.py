"""Latrines (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def jamban(fakta: Fakta) -> Fraction | None:
    """Latrines per 100 houses, not capped at 100; fewer is worse."""
    return ratio_of(fakta.get("jamban_unit"), fakta.get("rumah"), 100)


JAMBAN = Indicator("jamban", "jamban", ("jamban_unit", "rumah"), higher_is_worse=False, nilai=jamban)
