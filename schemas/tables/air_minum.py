"""Table air_minum (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

AIR_MINUM = submitted(
    "air_minum",
    "one row per desa",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        *expected(buku_putih.SR_UNIT, buku_putih.HU_UNIT, buku_putih.SUMUR_TERLINDUNGI_KK, buku_putih.PAH_KK),
    ),
    stages=("bp",),
    need="expected",
)
