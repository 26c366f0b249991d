"""Table peserta (tables.md section 8)."""

from schemas.fields import monev, shared
from schemas.tables.submitted import submitted

PESERTA = submitted(
    "peserta",
    "one row per district and role of a year",
    ("fiscal_year", "kode_kab", "peran"),
    (
        monev.FISCAL_YEAR,
        shared.KODE_KAB,
        monev.PERAN,
        monev.KABUPATEN_KOTA,
        monev.GELOMBANG,
        monev.DASAR_PESERTA,
    ),
    stages=("nat",),
)
