"""Table skor_prioritas (tables.md section 6).

A blank penilai is the agreed score; its minutes (ba_id) are an addition.
"""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

SKOR_PRIORITAS = submitted(
    "skor_prioritas",
    "one row per activity, criterion and person or office that scores",
    ("kegiatan_id", "kriteria", "penilai"),
    (
        shared.KEGIATAN_ID,
        mps.KRITERIA,
        mps.PENILAI,
        mps.SKOR_PRIORITAS,
        mps.ALASAN_SKOR,
        shared.BA_ID,
    ),
    stages=("mps",),
    may_be_blank=("penilai",),
)
