"""Table monev_ssk (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import submitted

MONEV_SSK = submitted(
    "monev_ssk",
    "one row per object of monitoring",
    ("obyek",),
    (
        ssk.OBYEK,
        shared.PENANGGUNG_JAWAB,
        ssk.PENGUMPUL,
        ssk.PENGELOLA_DATA,
        ssk.WAKTU,
        ssk.PENERIMA,
        ssk.FORMAT,
    ),
    stages=("ssk",),
)
