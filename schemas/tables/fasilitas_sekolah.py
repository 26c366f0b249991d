"""Table fasilitas_sekolah (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

FASILITAS_SEKOLAH = submitted(
    "fasilitas_sekolah",
    "one row per school",
    ("sekolah", "kode_desa"),
    (
        buku_putih.SEKOLAH,
        shared.KODE_DESA,
        buku_putih.JENJANG,
        buku_putih.SISWA,
        buku_putih.TOILET,
        buku_putih.CTPS,
        buku_putih.AIR_BERSIH,
    ),
    stages=("bp",),
)
