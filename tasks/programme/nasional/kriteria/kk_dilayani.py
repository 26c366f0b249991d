"""kk_dilayani: how many households are to get decent wastewater service by the end of the middle term."""

from __future__ import annotations

from fractions import Fraction

from schemas.rulebook import Rulebook
from tasks.arith import half_up_int
from tasks.programme.nasional.daerah import HUNDRED, Daerah, Nilai, angka, bagian

DECENT = ("A1", "A2", "B1", "B2")


def kk_dilayani(daerah: Daerah, rules: Rulebook) -> Nilai:
    """KK to be added to decent systems, in percent of `nasional.kk_acuan`, at most 100; the mark is fixed."""
    rows = {str(r["sistem"]): r["tambahan_kk"] for r in daerah.layanan or () if r["komponen"] == "AL"}
    added = [rows[s] for s in DECENT if s in rows]
    known = [a for a in added if isinstance(a, int | Fraction)]
    if not added or len(known) < len(added):
        return Nilai(None, "tahapan layanan air limbah atau KK-nya belum diketahui")
    kk, mark = half_up_int(Fraction(sum(known))), int(rules["nasional.kk_acuan"])
    dasar = f"{angka(kk)} KK perlu ditambah layanannya sampai jangka menengah; nilai penuh pada {angka(mark)} KK"
    references = tuple(daerah.ref("layanan", "ssk", f"AL|{s}#tambahan_kk") for s in DECENT if s in rows)
    return Nilai(min(HUNDRED, bagian(kk, mark)), dasar, references)
