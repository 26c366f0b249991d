"""akses_layak: how many households have decent wastewater service today."""

from __future__ import annotations

from fractions import Fraction

from schemas.rulebook import Rulebook
from tasks.arith import half_up
from tasks.programme.nasional.daerah import HUNDRED, Daerah, Nilai
from tasks.programme.nasional.kriteria.kk_dilayani import DECENT


def akses_layak(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Coverage of the decent wastewater systems in the base year of the service phases, at most 100."""
    rows = {str(r["sistem"]): r["eksisting"] for r in daerah.layanan or () if r["komponen"] == "AL"}
    coverage = [rows[s] for s in DECENT if s in rows]
    known = [c for c in coverage if isinstance(c, int | Fraction)]
    if not coverage or len(known) < len(coverage):
        return Nilai(None, "tahapan layanan air limbah belum diketahui")
    total = Fraction(sum(known))
    shown = str(float(half_up(total, 1))).replace(".", ",")
    references = tuple(daerah.ref("layanan", "ssk", f"AL|{s}#eksisting") for s in DECENT if s in rows)
    return Nilai(min(HUNDRED, total), f"{shown} % akses air limbah layak pada tahun dasar", references)
