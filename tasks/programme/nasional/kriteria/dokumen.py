"""dokumen: how far along the chain Buku Putih, SSK, MPS the district has sealed."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, bagian

CHAIN = {"buku_putih": "Buku Putih", "ssk": "SSK", "mps": "MPS"}


def dokumen(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Sealed documents in percent of the three of the chain."""
    sealed = [f"{name} {daerah.tahun[step]}" for step, name in CHAIN.items() if step in daerah.tahun]
    return Nilai(bagian(len(sealed), len(CHAIN)), f"sudah disusun: {', '.join(sealed) or 'belum ada'}")
