"""Table drainase_genangan (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

DRAINASE_GENANGAN = submitted(
    "drainase_genangan",
    "one row per place that floods",
    ("kode_desa", "lokasi"),
    (
        shared.KODE_DESA,
        buku_putih.LOKASI_GENANGAN,
        *expected(
            buku_putih.LUAS_GENANGAN_HA, buku_putih.TINGGI_M, buku_putih.LAMA_JAM, buku_putih.FREKUENSI_PER_TAHUN
        ),
        buku_putih.PENYEBAB,
    ),
    stages=("bp",),
    need="expected",
)
