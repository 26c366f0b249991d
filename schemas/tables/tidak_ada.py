"""Table tidak_ada (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

TIDAK_ADA = submitted(
    "tidak_ada",
    "one row per table or chapter declared absent",
    ("dokumen", "bagian"),
    (
        shared.DOKUMEN,
        buku_putih.BAGIAN_TIDAK_ADA,
        shared.ALASAN_WAJIB,
    ),
    stages=("bp", "ssk", "mps"),
)
