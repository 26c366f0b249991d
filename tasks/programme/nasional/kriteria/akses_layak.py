"""akses_layak: how many households have decent wastewater service today."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.arith import half_up
from tasks.programme.nasional.daerah import HUNDRED, Daerah, Nilai


def akses_layak(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Coverage of the decent wastewater systems in the base year of the service phases, at most 100."""
    total, references = daerah.decent("eksisting")
    if total is None:
        return Nilai(None, "tahapan layanan air limbah belum diketahui")
    shown = str(float(half_up(total, 1))).replace(".", ",")
    return Nilai(min(HUNDRED, total), f"{shown} % akses air limbah layak pada tahun dasar", references)
