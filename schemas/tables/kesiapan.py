"""Table kesiapan (tables.md section 6)."""

from schemas.fields import mps, shared
from schemas.tables.submitted import expected, submitted

KESIAPAN = submitted(
    "kesiapan",
    "one row per activity and readiness criterion",
    ("kegiatan_id", "kriteria"),
    (
        mps.KEGIATAN_ID_ATAU_KABUPATEN,
        mps.KRITERIA_KESIAPAN,
        mps.TIPE,
        *expected(mps.STATUS_KESIAPAN, shared.TANGGAL),
        mps.MASA_BERLAKU,
        mps.DI_ATAS_AMBANG,
        mps.LUAS_LAHAN_M2,
        shared.BUKTI_ID,
    ),
    stages=("mps",),
    need="expected",
)
