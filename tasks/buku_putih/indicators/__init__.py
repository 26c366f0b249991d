"""The secondary indicators, in plain sight: one file each. To add one: its file, and its name below."""

from __future__ import annotations

from tasks.buku_putih.indicators.air_minum import AIR_MINUM
from tasks.buku_putih.indicators.base import Indicator
from tasks.buku_putih.indicators.genangan import GENANGAN
from tasks.buku_putih.indicators.jamban import JAMBAN
from tasks.buku_putih.indicators.kepadatan import KEPADATAN
from tasks.buku_putih.indicators.miskin import MISKIN
from tasks.buku_putih.indicators.penduduk import PENDUDUK
from tasks.buku_putih.indicators.sampah_terangkut import SAMPAH_TERANGKUT
from tasks.buku_putih.indicators.terbangun import TERBANGUN
from tasks.buku_putih.indicators.urban_rural import URBAN_RURAL

INDICATORS: tuple[Indicator, ...] = (
    KEPADATAN,
    MISKIN,
    AIR_MINUM,
    JAMBAN,
    TERBANGUN,
    SAMPAH_TERANGKUT,
    GENANGAN,
    PENDUDUK,
    URBAN_RURAL,
)
BY_NAME = {i.name: i for i in INDICATORS}
