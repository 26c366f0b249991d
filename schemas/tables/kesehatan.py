"""Table kesehatan (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

KESEHATAN = submitted(
    "kesehatan",
    "one row per desa",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        buku_putih.KLB_DIARE,
        buku_putih.KLB_DIARE_PENDERITA,
        buku_putih.KLB_DIARE_MENINGGAL,
    ),
    stages=("bp",),
)
