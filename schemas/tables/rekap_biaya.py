"""Table rekap_biaya (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import submitted

REKAP_BIAYA = submitted(
    "rekap_biaya",
    "one row per printed total, only compared with the rows",
    ("jenis", "kode", "tahun"),
    (
        ssk.JENIS_REKAP,
        ssk.KODE_REKAP,
        shared.TAHUN,
        shared.JUMLAH_RP,
    ),
    stages=("ssk",),
)
