"""Table angka_cetak: figures of a printed document, handed in to be checked against each other.

An addition to tables.md: printed totals, percentages, projections and narratives stand in no other submitted table.
"""

from schemas.fields import cetak
from schemas.tables.submitted import submitted

ANGKA_CETAK = submitted(
    "angka_cetak",
    "one row per printed figure",
    ("tabel", "baris", "kolom", "jenis"),
    (
        cetak.TABEL,
        cetak.BARIS,
        cetak.KOLOM,
        cetak.JENIS,
        cetak.NILAI,
        cetak.DESIMAL,
        cetak.PEMBILANG,
        cetak.PENYEBUT,
        cetak.DASAR,
        cetak.LAJU_PCT,
        cetak.TAHUN_N,
        cetak.DISEBUT,
    ),
    stages=("bp", "ssk", "mps"),
)
