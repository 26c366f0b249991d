"""Table pagu (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import expected, submitted

PAGU = submitted(
    "pagu",
    "one row per source and year: the ceiling",
    ("sumber_dana", "tahun"),
    (
        shared.SUMBER_DANA,
        shared.TAHUN,
        *expected(shared.PAGU_RP),
        mps.DASAR_PAGU,
    ),
    stages=("mps",),
    need="expected",
)
