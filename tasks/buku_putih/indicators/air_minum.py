"""Piped water: people served by house connections and hydrants (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta

FACTS = ("sr_unit", "hu_unit", "penduduk_jiwa", "kk")
HIGHER_IS_WORSE = False


def air_minum(fakta: Fakta, orang_per_hu: int) -> Fraction | None:
    """Percent of people served, not capped at 100, fewer is worse; None when a fact is unknown.

    A house connection serves one household of the desa's mean size, a hydrant `orang_per_hu` people (area.hu_orang).
    """
    sr, hu, people, kk = (fakta.number(name) for name in FACTS)
    if sr is None or hu is None or people is None or kk is None or people == 0 or kk == 0:
        return None
    served = Fraction(sr) * Fraction(people) / Fraction(kk) + Fraction(hu) * orang_per_hu
    return served * 100 / Fraction(people)
