"""kk_dilayani: how many households are to get decent wastewater service by the end of the middle term."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.arith import half_up_int
from tasks.programme.nasional.daerah import HUNDRED, Daerah, Nilai, angka, bagian


def kk_dilayani(daerah: Daerah, rules: Rulebook) -> Nilai:
    """KK to be added to decent systems, in percent of `nasional.kk_acuan`, at most 100; the mark is fixed."""
    added, references = daerah.decent("tambahan_kk")
    if added is None:
        return Nilai(None, "tahapan layanan air limbah atau KK-nya belum diketahui")
    kk, mark = half_up_int(added), int(rules["nasional.kk_acuan"])
    dasar = f"{angka(kk)} KK perlu ditambah layanannya sampai jangka menengah; nilai penuh pada {angka(mark)} KK"
    return Nilai(min(HUNDRED, bagian(kk, mark)), dasar, references)
