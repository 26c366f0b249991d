"""Table sasaran (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

SASARAN = submitted(
    "sasaran",
    "one row per target",
    ("sasaran_id",),
    (
        shared.SASARAN_ID,
        *expected(
            shared.TUJUAN_ID,
            ssk.URAIAN_SASARAN,
            ssk.INDIKATOR_SASARAN,
            ssk.SATUAN_INDIKATOR,
            shared.ARAH,
            ssk.BASELINE,
            ssk.TAHUN_BASELINE,
            shared.TARGET,
            ssk.TAHUN_TARGET,
        ),
    ),
    stages=("ssk",),
    need="expected",
)
