"""tabel_lengkap: how complete the newest submission is."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, bagian


def tabel_lengkap(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Submitted tables in percent of them and the expected ones that are missing."""
    missing = daerah.tabel_tidak_ada
    if not daerah.tabel_ada:
        return Nilai(None, "belum ada kiriman yang diperiksa")
    said = f"; belum ada {', '.join(missing)}" if missing else ""
    every = daerah.tabel_ada + len(missing)
    return Nilai(bagian(daerah.tabel_ada, every), f"{daerah.tabel_ada} dari {every} tabel diserahkan{said}")
