"""Table wilayah (tables.md section 4.1).

A Buku Putih submission without code, desa and kecamatan is held.
"""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

WILAYAH = submitted(
    "wilayah",
    "one row per desa",
    ("kode_desa",),
    (
        buku_putih.KODE_DESA_FORM,
        *expected(
            buku_putih.DESA,
            buku_putih.KECAMATAN,
            buku_putih.LUAS_ADM_HA,
            buku_putih.LUAS_TERBANGUN_HA,
            buku_putih.KLASIFIKASI_STATISTIK,
            buku_putih.KLASIFIKASI_RTRW,
            buku_putih.CBD,
            buku_putih.CBD_RENCANA,
            buku_putih.ROB,
            buku_putih.LUAS_RAWAN_GENANGAN_HA,
            buku_putih.MUKA_AIR_TANAH_M,
            buku_putih.TOPOGRAFI,
            buku_putih.SUNGAI,
            buku_putih.BANJIR_MENGGANGGU,
            shared.STRATA,
        ),
    ),
    stages=("bp",),
    need="required",
)
