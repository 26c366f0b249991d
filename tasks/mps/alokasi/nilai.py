"""What a part is worth in each plan year: priority, people served, and how early (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tasks.arith import half_up_int
from tasks.mps.calon import whole
from tasks.mps.langkah import YEARS, Langkah, Part

UNRATED = -1


@dataclass(frozen=True, slots=True)
class Ukuran:
    """How value is counted: share that does not depend on people served, yearly discount, and coefficient scale."""

    floor: Fraction
    discount_pct: Fraction
    scale: int


def values(
    steps: Mapping[str, Langkah], totals: Mapping[str, Fraction | None], ukuran: Ukuran
) -> dict[Part, tuple[int, ...]]:
    """v[b,t] of every part for years 1..5, whole numbers; -1 in every year for a line without a total.

    People served count at steps that serve (`is_layanan`) only, split by volume; the largest such part is the measure.
    """
    served = {part: kk for s in steps.values() for part, kk in _served(s)}
    most = max(served.values(), default=Fraction(0))
    factors = [(1 + ukuran.discount_pct / 100) ** -t for t in range(YEARS)]
    found: dict[Part, tuple[int, ...]] = {}
    for s in steps.values():
        total = totals.get(s.id)
        for b in s.bagian:
            if total is None:
                found[b.part] = (UNRATED,) * YEARS
                continue
            share = served.get(b.part, Fraction(0)) / most if most else Fraction(0)
            worth = ukuran.scale * total * (ukuran.floor + (1 - ukuran.floor) * share)
            found[b.part] = tuple(half_up_int(worth * f) for f in factors)
    return found


def _served(step: Langkah) -> list[tuple[Part, Fraction]]:
    kk = whole(step.row.get("penerima_manfaat_kk"))
    volume = sum((b.volume for b in step.bagian), Fraction(0))
    if not kk or not volume or step.row.get("is_layanan") != 1:
        return []
    return [(b.part, kk * b.volume / volume) for b in step.bagian]
