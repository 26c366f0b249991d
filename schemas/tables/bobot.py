"""Table bobot (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

BOBOT = submitted(
    "bobot",
    "one row per komponen and criterion",
    ("komponen", "kriteria"),
    (
        shared.KOMPONEN_PH,
        mps.KRITERIA,
        mps.BOBOT_PCT,
        shared.BA_ID,
    ),
    stages=("mps",),
)
