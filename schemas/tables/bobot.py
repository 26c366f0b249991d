"""Table bobot (tables.md section 6; the range of a weight is an addition)."""

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
        mps.BOBOT_MIN_PCT,
        mps.BOBOT_MAX_PCT,
        shared.BA_ID,
    ),
    stages=("mps",),
)
