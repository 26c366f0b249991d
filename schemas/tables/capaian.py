"""Table capaian (tables.md section 7)."""

from schemas.fields import monev, shared
from schemas.tables.submitted import expected, submitted

CAPAIAN = submitted(
    "capaian",
    "one row per target and year",
    ("sasaran_id", "tahun"),
    (
        shared.SASARAN_ID,
        shared.TAHUN,
        *expected(shared.TARGET, monev.REALISASI),
    ),
    stages=("s6",),
    need="expected",
)
