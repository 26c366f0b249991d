"""Table dss (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

DSS = submitted(
    "dss",
    "one row per step of a sanitation system",
    ("komponen", "sistem", "tahap"),
    (
        shared.KOMPONEN,
        buku_putih.SISTEM_DSS,
        buku_putih.TAHAP_DSS,
        buku_putih.JENIS_SARANA,
        buku_putih.JUMLAH,
        buku_putih.KONDISI,
    ),
    stages=("bp",),
)
