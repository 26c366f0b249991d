"""Table rt (tables.md section 4.2).

Expected only where a sample is drawn, which is a request of its own.
"""

from schemas.fields import buku_putih, shared
from schemas.tables.submitted import submitted

RT = submitted(
    "rt",
    "one row per RT, for drawing the sample",
    ("kode_desa", "rt"),
    (
        shared.KODE_DESA,
        shared.RT,
        buku_putih.RW,
        buku_putih.KK_RT,
    ),
    stages=("bp",),
)
