"""Table sanitasi_mayoritas (tables.md section 4.1)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

SANITASI_MAYORITAS = submitted(
    "sanitasi_mayoritas",
    "one row per desa: the answer of most families",
    ("kode_desa",),
    (
        shared.KODE_DESA,
        buku_putih.SUMBER_AIR_UTAMA,
        buku_putih.JAMBAN_MAYORITAS,
        buku_putih.PEMBUANGAN_TINJA_MAYORITAS,
    ),
    stages=("bp",),
)
