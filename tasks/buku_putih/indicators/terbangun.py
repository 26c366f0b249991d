"""Built-up area (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def terbangun(fakta: Fakta) -> Fraction | None:
    """Percent of the desa that is built up; more is worse."""
    return ratio_of(fakta.get("luas_terbangun_ha"), fakta.get("luas_adm_ha"), 100)


TERBANGUN = Indicator(
    "terbangun", "luas terbangun", ("luas_terbangun_ha", "luas_adm_ha"), higher_is_worse=True, nilai=terbangun
)
