"""Waste carried away (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.ratio import ratio

FACTS = ("terangkut_m3_hari", "timbulan_m3_hari")
HIGHER_IS_WORSE = False


def sampah_terangkut(fakta: Fakta) -> Fraction | None:
    """Percent of the waste produced, less is worse; None when unknown."""
    return ratio(fakta, "terangkut_m3_hari", "timbulan_m3_hari", 100)
