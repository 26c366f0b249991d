"""Population density: people per hectare of the desa (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.ratio import ratio

FACTS = ("penduduk_jiwa", "luas_adm_ha")
HIGHER_IS_WORSE = True


def kepadatan(fakta: Fakta) -> Fraction | None:
    """jiwa/ha, denser is worse; None when unknown."""
    return ratio(fakta, "penduduk_jiwa", "luas_adm_ha")
