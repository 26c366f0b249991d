"""Combining the sources into one score: three scores (to 2015), IMPACT x EXPOSURE (from 2016).

The combinations are few, so the means are remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from tasks.arith import half_up_int, interval_scores, known_mean

SOURCES = ("sekunder", "persepsi", "ehra")
Scores = tuple[int | None, ...]
Exposure = tuple[Fraction | None, Fraction | None, Fraction | None]


@lru_cache(maxsize=4096)
def mean(scores: Scores, weights: tuple[int, ...]) -> Fraction | None:
    """Weighted mean of the known scores, weights rescaled to them; None when none is known."""
    return known_mean(scores, weights)


@lru_cache(maxsize=4096)
def rounded_mean(scores: Scores, weights: tuple[int, ...]) -> int | None:
    """The same as the nearest whole score, half-up."""
    found = mean(scores, weights)
    return None if found is None else half_up_int(found)


@lru_cache(maxsize=4096)
def impact(scores: Scores, weights: tuple[int, ...], least: int) -> Fraction | None:
    """IMPACT: mean of the known indicators, unrounded; None when fewer than `least` are known (section 5.2)."""
    return mean(scores, weights) if sum(s is not None for s in scores) >= least else None


def products(
    scores: Mapping[str, Scores], dampak: Mapping[str, Fraction | None], weights: tuple[int, ...]
) -> dict[str, Exposure]:
    """IMPACT, EXPOSURE and their product by desa, all unrounded; None where a part is unknown (section 5.2)."""
    made: dict[str, Exposure] = {}
    for kode, known in scores.items():
        hit, exposed = dampak[kode], mean(known, weights)
        made[kode] = (hit, exposed, None if hit is None or exposed is None else hit * exposed)
    return made


def classes(found: Mapping[str, Exposure], k: int, nd: int | None) -> dict[str, int]:
    """Class by equal intervals over the products of the district; a desa without a product is left out."""
    known = {kode: product for kode, (_, _, product) in found.items() if product is not None}
    return dict(zip(known, interval_scores(list(known.values()), True, k, nd), strict=True))
