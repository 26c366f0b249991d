"""Waste carried away (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def sampah_terangkut(fakta: Fakta) -> Fraction | None:
    """Percent of the waste produced that is carried away; less is worse."""
    return ratio_of(fakta.get("terangkut_m3_hari"), fakta.get("timbulan_m3_hari"), 100)


SAMPAH_TERANGKUT = Indicator(
    "sampah_terangkut",
    "sampah terangkut",
    ("terangkut_m3_hari", "timbulan_m3_hari"),
    higher_is_worse=False,
    nilai=sampah_terangkut,
)
