"""Table tahapan (tables.md section 5).

A blank phase year takes the last year of its phase (ssk.md section 1).
"""

from schemas.fields import shared, ssk
from schemas.tables.submitted import expected, submitted

TAHAPAN = submitted(
    "tahapan",
    "one row of a phase table",
    ("komponen", "sistem"),
    (
        shared.KOMPONEN,
        ssk.SISTEM,
        *expected(ssk.EKSISTING, ssk.PENDEK, ssk.MENENGAH, ssk.PANJANG),
        ssk.TAHUN_PENDEK,
        ssk.TAHUN_MENENGAH,
        ssk.TAHUN_PANJANG,
    ),
    stages=("ssk",),
    need="expected",
)
