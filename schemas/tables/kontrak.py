"""Table kontrak (tables.md section 7)."""

from schemas.fields import monev, shared
from schemas.tables.submitted import submitted

KONTRAK = submitted(
    "kontrak",
    "one row per contract",
    ("kontrak_id",),
    (
        shared.KONTRAK_ID,
        shared.KEGIATAN_ID,
        shared.BARIS_ID,
        shared.NOMOR,
        shared.TANGGAL,
        monev.NILAI_RP,
        monev.PENYEDIA,
        monev.JENIS_KONTRAK,
        monev.SELESAI_RENCANA,
        monev.BAST_TANGGAL,
    ),
    stages=("mps", "s5"),
)
