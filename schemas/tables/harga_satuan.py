"""Table harga_satuan (tables.md section 5).

One of kode_katalog and nama is filled.
"""

from schemas.fields import shared, ssk
from schemas.tables.submitted import submitted

HARGA_SATUAN = submitted(
    "harga_satuan",
    "one row per step of the catalogue or named item, and year",
    ("kode_katalog", "nama", "tahun"),
    (
        shared.KODE_KATALOG,
        shared.NAMA,
        shared.TAHUN,
        shared.SATUAN,
        ssk.HARGA_RP,
        ssk.DASAR_HARGA,
    ),
    stages=("ssk",),
    may_be_blank=("kode_katalog", "nama"),
)
