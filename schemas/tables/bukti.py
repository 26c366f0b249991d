"""Table bukti (tables.md section 8).

Read in every other stage too, where its absence is not mentioned.
"""

from schemas.fields import monev, shared
from schemas.tables.submitted import expected, submitted

BUKTI = submitted(
    "bukti",
    "one row per document of evidence",
    ("bukti_id",),
    (
        shared.BUKTI_ID,
        *expected(monev.JENIS_BUKTI, shared.NOMOR, shared.TANGGAL, shared.PENANDATANGAN, shared.JABATAN),
        monev.BERLAKU_DARI,
        monev.BERLAKU_SAMPAI,
        shared.JUMLAH_RP,
        monev.KLAUSUL_MINAT,
        monev.KLAUSUL_DANA,
        *expected(monev.BERKAS),
        monev.SHA256,
    ),
    stages=("s1", "s2"),
    need="expected",
)
