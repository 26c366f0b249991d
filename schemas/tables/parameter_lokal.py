"""Table parameter_lokal: rules marked local that a district decides itself, with its minutes.

An addition to tables.md: rules.md lets a district override a local rule by agreement, and no table carried that.
"""

from schemas.fields import mps, shared
from schemas.tables.submitted import submitted

PARAMETER_LOKAL = submitted(
    "parameter_lokal",
    "one row per rule that the district decides itself",
    ("nama",),
    (
        mps.NAMA_PARAMETER,
        mps.NILAI_PARAMETER,
        shared.ALASAN_WAJIB,
        shared.BA_ID,
    ),
    stages=("mps",),
)
