"""Table spald (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

SPALD = submitted(
    "spald",
    "one row per domestic wastewater installation",
    ("nama", "kode_desa"),
    (
        shared.NAMA,
        shared.KODE_DESA,
        shared.TAHUN_BANGUN,
        buku_putih.JENIS_INSTALASI,
        buku_putih.KAPASITAS_M3_HARI,
        buku_putih.TERPAKAI_M3_HARI,
        shared.KK_TERLAYANI,
        buku_putih.SR,
        shared.BERFUNGSI,
        shared.LAT,
        shared.LON,
        shared.PENGELOLA,
    ),
    stages=("bp",),
)
