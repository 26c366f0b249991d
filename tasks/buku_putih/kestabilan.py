"""Stability: does one desa decide the classes of many others? (buku-putih.md section 4, rows outlier and no spread)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from schemas.rulebook import Rulebook
from tasks.arith import interval_scores
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.indicators.urban_rural import URBAN_RURAL
from tasks.buku_putih.sekunder import Column


def notes(bahan: Bahan, komponen: str) -> list[str]:
    """Notes for print about the columns that a komponen is scored from: no spread, and desa that shift many others."""
    columns = [bahan.kolom[name] for name in dict.fromkeys((*bahan.names[komponen], *bahan.impact))]
    scored = [c for c in columns if c.nilai and c.indicator is not URBAN_RURAL]
    flat = [c.indicator.sebutan for c in scored if not c.has_spread]
    found = [f"semua desa sama, skor 1: {', '.join(flat)}"] if flat else []
    return found + [note for c in scored if c.has_spread for note in _shifts(c, bahan.rules)]


def _shifts(column: Column, rules: Rulebook) -> Iterator[str]:
    for kode, share in shifting(column, rules).items():
        yield (
            f"nilai {column.indicator.sebutan} desa {kode} sangat menonjol: tanpa desa itu "
            f"{round(share)} % desa lain berganti skor; periksa nilainya"
        )


def shifting(column: Column, rules: Rulebook) -> Mapping[str, Fraction]:
    """Desa whose absence would change the score of more than score.outlier_share percent of the others, with the share.

    Only a single lowest or highest value can move the bounds, so only those are left out and scored again.
    """
    limit = rules.exact("score.outlier_share")
    found = {}
    for kode in _ends(column.nilai):
        others = {k: v for k, v in column.nilai.items() if k != kode}
        again = interval_scores(
            list(others.values()), column.indicator.higher_is_worse, rules["score.k"], rules["score.nd"]
        )
        changed = sum(column.skor[k] != score for k, score in zip(others, again, strict=True))
        share = Fraction(100 * changed, len(others))
        if share > limit:
            found[kode] = share
    return found


def _ends(nilai: Mapping[str, Fraction]) -> list[str]:
    ends = []
    for edge in (min(nilai.values()), max(nilai.values())):
        holders = [kode for kode, value in nilai.items() if value == edge]
        if len(holders) == 1 and len(nilai) > 2:
            ends += holders
    return ends
