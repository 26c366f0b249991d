"""Combining the sources into one score: three scores (to 2015), IMPACT x EXPOSURE (from 2016)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tasks.arith import half_up_int, interval_scores, weighted_mean

SOURCES = ("sekunder", "persepsi", "ehra")


@dataclass(frozen=True, slots=True)
class Skor:
    """The scores of one desa and komponen; None where the source is missing. `catatan` are notes for print."""

    sekunder: int | None = None
    persepsi: int | None = None
    ehra: int | None = None
    hitung: int | None = None
    dampak: Fraction | None = None
    paparan: Fraction | None = None
    perkalian: Fraction | None = None
    is_modus: bool = False
    catatan: tuple[str, ...] = ()

    @property
    def by_source(self) -> dict[str, int | None]:
        """Score by source name."""
        return {"sekunder": self.sekunder, "persepsi": self.persepsi, "ehra": self.ehra}

    @property
    def missing(self) -> list[str]:
        """Names of the sources without a score."""
        return [name for name, score in self.by_source.items() if score is None]


def three_scores(skor: Skor, weights: Mapping[str, Fraction]) -> Skor:
    """hitung = half-up mean of the available scores, weights rescaled over them (buku-putih.md section 5.1 step 5)."""
    mean = weighted_mean([(s, weights[name]) for name, s in skor.by_source.items() if s is not None])
    return replace(skor, hitung=None if mean is None else half_up_int(mean))


def impact(scores: Sequence[int | None], weights: Sequence[Fraction], least: int) -> Fraction | None:
    """Weighted mean of the known IMPACT indicators; None when fewer than `least` are known (section 5.2)."""
    known = [(s, w) for s, w in zip(scores, weights, strict=True) if s is not None]
    return weighted_mean(known) if len(known) >= least else None


def times_exposure(
    skor: Mapping[str, Skor], dampak: Mapping[str, Fraction | None], weights: Mapping[str, Fraction], k: int
) -> dict[str, Skor]:
    """Class of every desa of one komponen: equal intervals over IMPACT x EXPOSURE, unrounded (section 5.2)."""
    made: dict[str, Skor] = {}
    for kode, s in skor.items():
        paparan = weighted_mean([(v, weights[name]) for name, v in s.by_source.items() if v is not None])
        d = dampak[kode]
        product = None if paparan is None or d is None else paparan * d
        made[kode] = replace(s, dampak=d, paparan=paparan, perkalian=product)
    known = {kode: s.perkalian for kode, s in made.items() if s.perkalian is not None}
    classes = dict(zip(known, interval_scores(list(known.values()), True, k), strict=True))
    return {kode: replace(s, hitung=classes.get(kode)) for kode, s in made.items()}
