"""Table visi_misi (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

VISI_MISI = submitted(
    "visi_misi",
    "one row per komponen; a blank komponen is the whole",
    ("komponen",),
    (
        shared.KOMPONEN,
        *expected(ssk.VISI_DAERAH, ssk.MISI_DAERAH, ssk.VISI_SANITASI, ssk.MISI_SANITASI),
    ),
    stages=("ssk",),
    need="expected",
    may_be_blank=("komponen",),
)
