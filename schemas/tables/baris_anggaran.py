"""Table baris_anggaran (tables.md section 7).

A blank kegiatan_id is a line that is not in the MPS.
"""

from schemas.fields import monev, shared
from schemas.tables.submitted import expected, submitted

BARIS_ANGGARAN = submitted(
    "baris_anggaran",
    "one row per budget line",
    ("baris_id",),
    (
        shared.BARIS_ID,
        shared.KEGIATAN_ID,
        *expected(
            shared.SUMBER_DANA,
            shared.TAHUN,
            monev.DOKUMEN_ANGGARAN,
            shared.PAGU_RP,
            monev.VOLUME,
            shared.SATUAN,
            shared.KODE_REKENING,
            monev.LOKASI_BARIS,
        ),
    ),
    stages=("s5",),
    need="expected",
)
