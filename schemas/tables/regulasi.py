"""Table regulasi (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

REGULASI = submitted(
    "regulasi",
    "one row per regulation",
    ("nomor",),
    (
        shared.NOMOR,
        shared.KOMPONEN,
        shared.JUDUL,
        shared.TAHUN,
        buku_putih.ADA,
        buku_putih.DILAKSANAKAN,
        buku_putih.CATATAN,
    ),
    stages=("bp",),
)
