"""Table tps3r (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

TPS3R = submitted(
    "tps3r",
    "one row per 3R waste site",
    ("nama", "kode_desa"),
    (
        shared.NAMA,
        shared.KODE_DESA,
        shared.TAHUN_BANGUN,
        buku_putih.LUAS_M2,
        buku_putih.SAMPAH_TON_HARI,
        shared.KK_TERLAYANI,
        buku_putih.JIWA,
        shared.BERFUNGSI,
        shared.LAT,
        shared.LON,
        shared.PENGELOLA,
    ),
    stages=("bp",),
)
