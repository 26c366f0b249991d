"""Table fasilitator (tables.md section 8)."""

from schemas.fields import monev
from schemas.tables.submitted import submitted

FASILITATOR = submitted(
    "fasilitator",
    "one row per period of a facilitator",
    ("fasilitator_id", "mulai"),
    (
        monev.FASILITATOR_ID,
        monev.MULAI,
        monev.JENIS_FASILITATOR,
        monev.KODE_WILAYAH,
        monev.SELESAI,
        monev.KONTRAK,
    ),
    stages=("nat",),
)
