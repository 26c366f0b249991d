"""Table masalah (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

MASALAH = submitted(
    "masalah",
    "one row per urgent problem",
    ("masalah_id",),
    (
        shared.MASALAH_ID,
        *expected(shared.KOMPONEN_PH, shared.URAIAN, shared.KODE_DESA_LIST, buku_putih.TABEL, buku_putih.MENDESAK),
    ),
    stages=("bp",),
    need="expected",
)
