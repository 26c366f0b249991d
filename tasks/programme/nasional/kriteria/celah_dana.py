"""celah_dana: how much of the five-year need finds no place under the ceilings."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, angka, bagian

WAITING = "daftar_tunggu"


def celah_dana(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Rupiah that wait in percent of the rupiah of all lines; lines of unknown cost are left out and counted."""
    if not daerah.baris:
        return Nilai(None, "belum ada MPS dengan kegiatan")
    if not daerah.has_ceilings:
        return Nilai(None, "pagu belum diketahui, sehingga tidak ada daftar tunggu")
    waits = placed = unknown = 0
    for row in daerah.baris:
        if row["jumlah_rp"] is None:
            unknown += 1
        elif row["status"] == WAITING:
            waits += int(row["jumlah_rp"])
        else:
            placed += int(row["jumlah_rp"])
            waits += int(row["sisa_rp"] or 0)
    if not waits + placed:
        return Nilai(None, "biaya kegiatan belum diketahui")
    left = f"; {unknown} baris tanpa biaya tidak dihitung" if unknown else ""
    dasar = f"Rp {angka(waits)} dari Rp {angka(waits + placed)} menunggu{left}"
    return Nilai(bagian(waits, waits + placed), dasar, (daerah.ref("mps", "mps", "*#jumlah_rp"),))
