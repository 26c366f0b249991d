"""Table strategi (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

STRATEGI = submitted(
    "strategi",
    "one row per strategy",
    ("strategi_id",),
    (
        shared.STRATEGI_ID,
        *expected(shared.SASARAN_ID_LIST, shared.FAKTOR_ID_LIST, ssk.POSISI, ssk.URAIAN_STRATEGI),
    ),
    stages=("ssk",),
    need="expected",
)
