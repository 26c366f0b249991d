"""komitmen: how much of what is planned has its money committed."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, angka, bagian
from tasks.programme.nasional.kriteria.celah_dana import WAITING


def komitmen(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Committed rupiah, whole lines and parts, in percent of the rupiah of all lines that do not wait.

    None where an amount is unknown.
    """
    placed = [r for r in daerah.komitmen or () if r["status"] != WAITING]
    if not placed:
        return Nilai(None, "belum ada MPS dengan baris berbiaya")
    if not daerah.has_commitments:
        return Nilai(None, "lembar komitmen belum diserahkan")
    amounts = [r["komitmen_rp"] for r in placed]
    if None in amounts:
        return Nilai(None, "sebagian nilai komitmen belum diketahui")
    total, committed = (sum(int(r[column] or 0) for r in placed) for column in ("kebutuhan_rp", "komitmen_rp"))
    dasar = f"Rp {angka(committed)} dari Rp {angka(total)} sudah terkomitmen"
    return Nilai(bagian(committed, total), dasar, (daerah.ref("komitmen_tahun", "mps", "*#komitmen_rp"),))
