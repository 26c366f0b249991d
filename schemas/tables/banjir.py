"""Table banjir (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

BANJIR = submitted(
    "banjir",
    "one row per desa",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        buku_putih.BANJIR,
        buku_putih.BANJIR_BANDANG,
        buku_putih.BANJIR_ROB,
        buku_putih.KEJADIAN_1,
        buku_putih.KEJADIAN_2,
        buku_putih.MENINGGAL_1,
        buku_putih.MENINGGAL_2,
        buku_putih.PERIODE_1,
        buku_putih.PERIODE_2,
    ),
    stages=("bp",),
)
