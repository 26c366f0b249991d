"""Built-up area (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.ratio import ratio

FACTS = ("luas_terbangun_ha", "luas_adm_ha")
HIGHER_IS_WORSE = True


def terbangun(fakta: Fakta) -> Fraction | None:
    """Percent of the desa that is built up, more is worse; None when unknown."""
    return ratio(fakta, "luas_terbangun_ha", "luas_adm_ha", 100)
