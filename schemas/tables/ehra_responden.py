"""Table ehra_responden (tables.md section 4.2).

Answers are never marked as expected: the questionnaire skips.
"""

from schemas.fields import ehra, shared
from schemas.tables.submitted import expected, submitted

EHRA_RESPONDEN = submitted(
    "ehra_responden",
    "one row per household",
    ("no_responden",),
    (
        ehra.NO_RESPONDEN,
        *expected(shared.KODE_DESA, shared.STRATA, shared.RT, ehra.UMUR, ehra.TANGGAL_SURVEI),
        *ehra.ITEMS,
    ),
    stages=("bp",),
    need="expected",
    unless=("ehra",),
)
