"""Table keuangan (tables.md section 4.2)."""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import expected, submitted

KEUANGAN = submitted(
    "keuangan",
    "one row per year of the district: five years, and plan years for the commitment only",
    ("tahun",),
    (
        shared.TAHUN,
        *expected(
            buku_putih.APBD_TOTAL_RP,
            buku_putih.BELANJA_LANGSUNG_RP,
            buku_putih.SANITASI_AL_RP,
            buku_putih.SANITASI_PS_RP,
            buku_putih.SANITASI_DR_RP,
        ),
        buku_putih.SANITASI_PH_RP,
        *expected(
            buku_putih.BELANJA_SANITASI_RP,
            buku_putih.INVESTASI_RP,
            buku_putih.OP_RP,
            buku_putih.DAK_SANITASI_RP,
            buku_putih.DAK_LH_RP,
            buku_putih.DAK_PERKIM_RP,
            buku_putih.PINJAMAN_HIBAH_RP,
            buku_putih.RETRIBUSI_AL_RP,
            buku_putih.RETRIBUSI_PS_RP,
        ),
        buku_putih.KOMITMEN_PCT,
        shared.KOMITMEN_RP,
    ),
    stages=("bp", "ssk"),
    need="expected",
)
