"""Table kesepakatan_skor (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

KESEPAKATAN_SKOR = submitted(
    "kesepakatan_skor",
    "one row per desa and komponen with an agreed or visited score",
    ("kode_desa", "komponen"),
    (
        shared.KODE_DESA,
        shared.KOMPONEN_UMUM,
        buku_putih.SKOR_DISEPAKATI,
        buku_putih.SKOR_KUNJUNGAN,
        buku_putih.TANGGAL_KUNJUNGAN,
        buku_putih.PETUGAS,
        buku_putih.KATEGORI,
        shared.ALASAN_WAJIB,
        shared.BA_ID,
    ),
    stages=("bp",),
)
