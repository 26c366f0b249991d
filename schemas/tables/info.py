"""Table info (tables.md section 4.2)."""

from schemas.fields import buku_putih
from schemas.tables.submitted import expected, submitted

INFO = submitted(
    "info",
    "one row per submission",
    (),
    (
        *expected(
            buku_putih.POKJA,
            buku_putih.KODE_KAB_FORM,
            buku_putih.VERSI,
            buku_putih.TANGGAL_FORM,
            buku_putih.TAHUN_DASAR,
            buku_putih.TAHUN_MULAI,
            buku_putih.JUMLAH_KECAMATAN,
            buku_putih.JUMLAH_DESA,
            buku_putih.DAFTAR_OPD,
        ),
        buku_putih.SATUAN_UANG,
        buku_putih.CODE_SYSTEM,
    ),
    stages=("bp",),
    need="expected",
)
