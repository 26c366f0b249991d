"""Table ehra (tables.md section 4.2).

The area is a desa or a stratum: one of the two is filled.
"""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

EHRA = submitted(
    "ehra",
    "one row per indicator and area, already added up",
    ("kode_desa", "strata", "indikator"),
    (
        shared.KODE_DESA,
        shared.STRATA,
        buku_putih.INDIKATOR_EHRA,
        *expected(buku_putih.N_TOTAL, buku_putih.N_VALID, buku_putih.N_BERISIKO),
    ),
    stages=("bp",),
    need="expected",
    may_be_blank=("kode_desa", "strata"),
    unless=("ehra_responden",),
)
