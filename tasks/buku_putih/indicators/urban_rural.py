"""Urban or rural, an indicator of IMPACT only (buku-putih.md section 5.2)."""

from __future__ import annotations

from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators.base import Indicator

FACT = "klasifikasi_statistik"
KINDS = {1: "urban", 2: "rural"}


def urban_rural(fakta: Fakta) -> Fraction | None:
    """Class of the statistics office, 1 urban, 2 rural; scored by the rule area.impact_urban_score."""
    kind = fakta.get(FACT)
    return Fraction(kind) if isinstance(kind, int) else None


URBAN_RURAL = Indicator("urban_rural", "perkotaan atau perdesaan", (FACT,), higher_is_worse=True, nilai=urban_rural)
