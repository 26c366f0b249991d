"""Table air_limbah (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

AIR_LIMBAH = submitted(
    "air_limbah",
    "one row per desa; the kk_ columns sum to the households",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        *expected(
            buku_putih.JAMBAN_UNIT,
            buku_putih.KK_BABS,
            buku_putih.KK_JAMBAN_TIDAK_LAYAK,
            buku_putih.KK_TANGKI_INDIVIDUAL,
            buku_putih.KK_MCK,
            buku_putih.KK_TANGKI_KOMUNAL,
            buku_putih.KK_IPAL_KOMUNAL,
            buku_putih.KK_IPAL_TERPUSAT,
            buku_putih.TRUK_TINJA,
            buku_putih.IPLT_M3_HARI,
        ),
    ),
    stages=("bp",),
    need="expected",
)
