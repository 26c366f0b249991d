"""Table komitmen (tables.md section 6)."""

from schemas.fields import shared
from schemas.tables.submitted import expected, submitted

KOMITMEN = submitted(
    "komitmen",
    "one row per source and year: the signed total",
    ("sumber_dana", "tahun"),
    (
        shared.SUMBER_DANA,
        shared.TAHUN,
        *expected(shared.KOMITMEN_RP, shared.PENANDATANGAN, shared.JABATAN, shared.TANGGAL, shared.BUKTI_ID),
    ),
    stages=("mps",),
    need="expected",
)
