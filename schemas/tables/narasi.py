"""Table narasi (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

NARASI = submitted(
    "narasi",
    "one row per paragraph",
    ("dokumen", "bagian"),
    (
        shared.DOKUMEN,
        buku_putih.BAGIAN,
        buku_putih.TEKS,
    ),
    stages=("bp", "ssk", "mps"),
)
