"""Table komitmen_baris (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

KOMITMEN_BARIS = submitted(
    "komitmen_baris",
    "one row per committed amount of a line",
    ("kegiatan_id", "sumber_dana", "tahun"),
    (
        shared.KEGIATAN_ID,
        shared.SUMBER_DANA,
        shared.TAHUN,
        shared.KOMITMEN_RP,
        mps.STATUS_KOMITMEN,
    ),
    stages=("mps",),
)
