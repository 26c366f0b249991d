"""Perception of the OPD per desa and komponen (buku-putih.md section 5.1 step 3 and 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemas import refs
from tasks.arith import half_up_int
from tasks.lineage.step import Inputs

UMUM = "UMUM"


@dataclass(frozen=True, slots=True)
class Persepsi:
    """Half-up score and exact mean of the OPD that gave one, with the cells behind them."""

    skor: int
    mean: Fraction
    sources: tuple[str, ...]


Given = Mapping[tuple[str, str], Persepsi]


def collect(inputs: Inputs) -> Given:
    """Perception by (kode_desa, komponen); rows without komponen are UMUM. UMUM falls back on all rows of a desa."""
    scores: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in inputs.rows("persepsi"):
        skor = row["skor"]
        if isinstance(skor, int):
            kode, komponen = str(row["kode_desa"]), str(row["komponen"] or UMUM)
            key = f"{kode}|{row['opd']}|{row['komponen'] or ''}"
            ref = refs.tabel(inputs.fiscal_year, inputs.kode_kab, "persepsi", key, "skor")
            scores.setdefault((kode, komponen), []).append((skor, ref))
    for kode in {k for k, _ in scores}:
        if (kode, UMUM) not in scores:
            scores[kode, UMUM] = [s for (k, _), rows in sorted(scores.items()) if k == kode for s in rows]
    return {key: _persepsi(rows) for key, rows in scores.items()}


def of_komponen(given: Given, kode_desa: str, komponen: str) -> Persepsi | None:
    """The rows of the komponen, else those of UMUM."""
    return given.get((kode_desa, komponen)) or given.get((kode_desa, UMUM))


def _persepsi(rows: list[tuple[int, str]]) -> Persepsi:
    mean = Fraction(sum(s for s, _ in rows), len(rows))
    return Persepsi(half_up_int(mean), mean, tuple(r for _, r in rows))
