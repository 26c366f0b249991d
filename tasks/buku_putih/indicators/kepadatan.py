"""Population density (buku-putih.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator, ratio_of


def kepadatan(fakta: Fakta) -> Fraction | None:
    """People per hectare of the desa; denser is worse."""
    return ratio_of(fakta.get("penduduk_jiwa"), fakta.get("luas_adm_ha"))


KEPADATAN = Indicator(
    "kepadatan", "kepadatan penduduk", ("penduduk_jiwa", "luas_adm_ha"), higher_is_worse=True, nilai=kepadatan
)
