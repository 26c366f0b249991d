"""Table tujuan (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

TUJUAN = submitted(
    "tujuan",
    "one row per objective",
    ("tujuan_id",),
    (
        shared.TUJUAN_ID,
        *expected(shared.KOMPONEN, shared.MASALAH_ID_LIST, ssk.URAIAN_TUJUAN),
    ),
    stages=("ssk",),
    need="expected",
)
