"""Table penduduk (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

PENDUDUK = submitted(
    "penduduk",
    "one row per desa and year",
    ("kode_desa", "tahun"),
    (
        shared.KODE_DESA,
        shared.TAHUN,
        *expected(buku_putih.PENDUDUK_JIWA, buku_putih.KK),
        buku_putih.LAJU_PCT,
        *expected(buku_putih.RUMAH, buku_putih.KK_MISKIN, buku_putih.KK_PRA_KS, buku_putih.KK_KS1),
    ),
    stages=("bp",),
    need="expected",
)
