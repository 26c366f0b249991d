"""Table pelaku (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

PELAKU = submitted(
    "pelaku",
    "one row per actor",
    ("nama",),
    (
        shared.NAMA,
        shared.KOMPONEN,
        buku_putih.JENIS_PELAKU,
        buku_putih.PERAN_PELAKU,
        buku_putih.KEGIATAN_PELAKU,
    ),
    stages=("bp",),
)
