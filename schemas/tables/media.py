"""Table media (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

MEDIA = submitted(
    "media",
    "one row per medium of communication",
    ("nama",),
    (
        shared.NAMA,
        shared.KOMPONEN,
        buku_putih.JENIS_MEDIA,
        buku_putih.ISU,
        buku_putih.FREKUENSI,
        buku_putih.CAKUPAN,
    ),
    stages=("bp",),
)
