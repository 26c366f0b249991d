"""Perception of the OPD per desa and komponen (buku-putih.md section 5.1 step 3, and section 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Rows
from schemas.tables.persepsi import PERSEPSI
from tasks.arith import half_up_int

UMUM = "UMUM"
_ALL = ""


@dataclass(frozen=True, slots=True)
class Persepsi:
    """Half-up score and exact mean over the OPD that gave one, with the cells behind them as <table>/<key>#<column>."""

    skor: int
    rerata: Fraction
    cells: tuple[str, ...]


Given = Mapping[tuple[str, str], Persepsi]


def collect(rows: Rows) -> Given:
    """Perception by desa and komponen, and over all rows of a desa that has none of UMUM; a blank komponen is UMUM."""
    scores: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in rows:
        skor, kode, komponen = row["skor"], str(row["kode_desa"]), row["komponen"]
        if isinstance(skor, int):
            cell = f"{PERSEPSI.name}/{kode}|{row['opd'] or ''}|{komponen or ''}#skor"
            scores.setdefault((kode, str(komponen or UMUM)), []).append((skor, cell))
    for (kode, komponen), given in list(scores.items()):
        if komponen != _ALL and (kode, UMUM) not in scores:
            scores.setdefault((kode, _ALL), []).extend(given)
    return {key: _persepsi(given) for key, given in scores.items()}


def of_komponen(given: Given, kode_desa: str, komponen: str) -> Persepsi | None:
    """The rows of the komponen, else those of UMUM; for UMUM its own rows, else all rows of the desa."""
    other = _ALL if komponen == UMUM else UMUM
    return given.get((kode_desa, komponen)) or given.get((kode_desa, other))


def _persepsi(given: list[tuple[int, str]]) -> Persepsi:
    rerata = Fraction(sum(skor for skor, _ in given), len(given))
    return Persepsi(half_up_int(rerata), rerata, tuple(cell for _, cell in given))
