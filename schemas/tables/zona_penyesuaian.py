"""Table zona_penyesuaian (tables.md section 5)."""

from schemas.fields import shared, ssk
from schemas.tables.submitted import submitted

ZONA_PENYESUAIAN = submitted(
    "zona_penyesuaian",
    "one row per desa and komponen moved by the Pokja",
    ("kode_desa", "komponen"),
    (
        shared.KODE_DESA,
        shared.KOMPONEN,
        ssk.SISTEM_ZONA,
        shared.ALASAN_WAJIB,
        shared.BA_ID,
    ),
    stages=("ssk",),
)
