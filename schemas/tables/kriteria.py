"""Table kriteria (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

KRITERIA = submitted(
    "kriteria",
    "one row per criterion in use",
    ("kriteria",),
    (
        mps.KRITERIA,
        shared.NAMA,
        shared.ARAH,
        mps.CARA,
        shared.BA_ID,
    ),
    stages=("mps",),
)
