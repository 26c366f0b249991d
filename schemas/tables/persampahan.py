"""Table persampahan (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

PERSAMPAHAN = submitted(
    "persampahan",
    "one row per desa",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        *expected(
            buku_putih.TIMBULAN_M3_HARI,
            buku_putih.TERANGKUT_M3_HARI,
            buku_putih.DIOLAH_3R_M3_HARI,
            buku_putih.TPS_UNIT,
            buku_putih.TPS3R_UNIT,
            buku_putih.PASAR_UNIT,
            buku_putih.ARMADA_UNIT,
        ),
    ),
    stages=("bp",),
    need="expected",
)
