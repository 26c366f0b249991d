"""Table persepsi (tables.md section 4.2).

A blank komponen is UMUM.
"""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

PERSEPSI = submitted(
    "persepsi",
    "one row per office, desa and komponen",
    ("kode_desa", "opd", "komponen"),
    (
        shared.KODE_DESA,
        buku_putih.OPD,
        shared.KOMPONEN_UMUM,
        *expected(buku_putih.SKOR_PERSEPSI),
    ),
    stages=("bp",),
    need="expected",
    may_be_blank=("komponen",),
)
