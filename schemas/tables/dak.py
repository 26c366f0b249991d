"""Table dak (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

DAK = submitted(
    "dak",
    "one row per year",
    ("tahun",),
    (
        shared.TAHUN,
        mps.REGULER_RP,
        mps.TAMBAHAN_RP,
        mps.PENDAMPING_REGULER_RP,
        mps.PENDAMPING_TAMBAHAN_RP,
        mps.OPERASIONAL_RP,
        mps.PENDAMPING_TAHUN_LALU_RP,
    ),
    stages=("mps",),
)
