"""Table realisasi (tables.md section 7)."""

from schemas.fields import monev, shared
from schemas.tables.submitted import expected, submitted

REALISASI = submitted(
    "realisasi",
    "one row per budget line and period",
    ("baris_id", "periode"),
    (
        shared.BARIS_ID,
        monev.PERIODE,
        *expected(monev.FISIK_PCT, monev.KEUANGAN_RP, monev.VOLUME_KUMULATIF),
        monev.SP2D_TANGGAL,
        monev.PENERIMA_KK,
        shared.BERFUNGSI,
        shared.PENGELOLA,
        shared.LAT,
        shared.LON,
        monev.KENDALA,
        monev.ALASAN_GESER,
    ),
    stages=("s5",),
    need="expected",
)
