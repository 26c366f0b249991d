"""Piped water: people served by house connections and hydrants (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of

ORANG_PER_SR = "orang_per_sr"
ORANG_PER_HU = "orang_per_hu"


def air_minum(fakta: Fakta) -> Fraction | None:
    """Percent of the people served, not capped at 100; fewer is worse.

    A house connection serves `orang_per_sr` people, by default one household of the desa's mean size; a hydrant serves
    `orang_per_hu` people (rules area.sr_orang and area.hu_orang).
    """
    people = fakta.get("penduduk_jiwa")
    by_hydrant = ratio_of(fakta.get("hu_unit"), people, 100)
    per_house = fakta.get(ORANG_PER_SR)
    by_house = ratio_of(fakta.get("sr_unit"), fakta.get("kk") if per_house is None else people, 100)
    per_hydrant = fakta.get(ORANG_PER_HU)
    if by_house is None or by_hydrant is None or not isinstance(per_hydrant, int):
        return None
    return by_house * (per_house if isinstance(per_house, int) else 1) + by_hydrant * per_hydrant


AIR_MINUM = Indicator(
    "air_minum", "air minum", ("sr_unit", "hu_unit", "penduduk_jiwa", "kk"), higher_is_worse=False, nilai=air_minum
)
