"""Population, an indicator of IMPACT only (buku-putih.md section 5.2)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator


def penduduk(fakta: Fakta) -> Fraction | None:
    """People of the desa; more people are hit harder."""
    people = fakta.get("penduduk_jiwa")
    return Fraction(people) if isinstance(people, int) else None


PENDUDUK = Indicator("penduduk", "penduduk", ("penduduk_jiwa",), higher_is_worse=True, nilai=penduduk)
