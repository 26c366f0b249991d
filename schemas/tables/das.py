"""Table das (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

DAS = submitted(
    "das",
    "one row per river basin",
    ("nama",),
    (
        shared.NAMA,
        buku_putih.LUAS_HA,
        buku_putih.DEBIT_M3_DT,
    ),
    stages=("bp",),
)
