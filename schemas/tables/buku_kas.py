"""Table buku_kas (tables.md section 8)."""

from schemas.fields import monev
from schemas.tables.submitted import submitted

BUKU_KAS = submitted(
    "buku_kas",
    "one row per month and activity of the stage-2 cash book",
    ("bulan", "kegiatan"),
    (
        monev.BULAN,
        monev.KEGIATAN_KAS,
        monev.TERIMA_RP,
        monev.BAYAR_RP,
        monev.SALDO_RP,
    ),
    stages=("s2",),
)
