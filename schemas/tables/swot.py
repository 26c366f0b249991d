"""Table swot (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

SWOT = submitted(
    "swot",
    "one row per factor",
    ("faktor_id",),
    (
        shared.FAKTOR_ID,
        *expected(shared.KOMPONEN, ssk.METODE, ssk.SISI, ssk.ASPEK, shared.URAIAN, ssk.ANGKA),
        ssk.CENTANG,
        ssk.BOBOT,
        ssk.ISU_STRATEGIS,
    ),
    stages=("ssk",),
    need="expected",
)
