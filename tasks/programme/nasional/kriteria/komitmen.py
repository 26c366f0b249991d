"""komitmen: how much of what is planned has its money committed."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, angka, bagian
from tasks.programme.nasional.kriteria.celah_dana import WAITING

COMMITTED = "committed"


def komitmen(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Rupiah of committed lines in percent of the rupiah of all lines that do not wait."""
    placed = [r for r in daerah.baris or () if r["status"] != WAITING and r["jumlah_rp"]]
    if not placed:
        return Nilai(None, "belum ada MPS dengan baris berbiaya")
    if not daerah.has_commitments:
        return Nilai(None, "lembar komitmen belum diserahkan")
    total = sum(int(r["jumlah_rp"] or 0) for r in placed)
    committed = sum(int(r["jumlah_rp"] or 0) for r in placed if r["status"] == COMMITTED)
    dasar = f"Rp {angka(committed)} dari Rp {angka(total)} sudah terkomitmen"
    return Nilai(bagian(committed, total), dasar, (daerah.ref("mps", "mps", "*#status"),))
