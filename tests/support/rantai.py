"""A made-up allocation problem of any size: lines in chains, several sources, ceilings below the need."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from schemas.contract import Row
from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.soal import Soal
from tests.support.kegiatan import JUTA, kegiatan
from tests.support.soal import soal

SOURCES = ("APBD_K", "APBD_P", "APBN", "CSR", "MASY", "KPS")


def chains(
    seed: int, lines: int = 400, length: int = 4, sources: Sequence[str] = SOURCES, ceiling_pct: int = 60
) -> Soal:
    """`lines` activities in chains of `length`, each payable by one to three sources; the last of a chain serves.

    The ceilings of all sources and years sum to `ceiling_pct` of the need. The same seed gives the same problem.
    """
    rng = Random(seed)
    rows = [_line(rng, i, length, sources) for i in range(lines)]
    totals = {str(r["kegiatan_id"]): Fraction(rng.randint(20, 80), 20) for r in rows}
    need = sum(int(r["jumlah_rp"] or 0) for r in rows)
    weights = {(s, t): rng.randint(5, 15) for s in sources for t in range(1, 6)}
    ceilings: dict[Cell, int] = {
        cell: need * ceiling_pct * w // (100 * sum(weights.values())) for cell, w in weights.items()
    }
    order = sorted(rows, key=lambda r: (-totals[str(r["kegiatan_id"])], str(r["kegiatan_id"])))
    agreed = {(str(r["kegiatan_id"]), s) for r in rows for s in ("CSR", "MASY")}
    return soal(order, ceilings, totals, agreed=agreed)


def _line(rng: Random, i: int, length: int, sources: Sequence[str]) -> Row:
    place = i % length
    return kegiatan(
        f"K{i:03}",
        rng.randint(20, 3000) * JUTA + rng.randint(0, 999) * 1000,
        tahun=2014 + rng.randint(0, 4) if place == 0 else 2015,
        setelah=f"K{i - 1:03}{rng.choice(('', '+1'))}" if place else None,
        sumber_boleh=";".join(rng.sample(sources, rng.randint(1, min(3, len(sources))))),
        penerima_manfaat_kk=rng.randint(20, 2000),
        is_layanan=int(place == length - 1),
    )
