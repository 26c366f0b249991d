"""area_berisiko: how risky the places of an activity are taken together, not only the worst of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tasks.arith import half_up_int
from tasks.mps.calon import Bahan, Calon


def area_berisiko(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """Mean class of the linked areas that have one, half-up; 1 when none is linked, None when none has a class."""
    return [_mean([k for a in c.area if (k := bahan.kelas.get(a)) is not None]) if c.area else 1 for c in calon]


def _mean(kelas: Sequence[int]) -> int | None:
    return half_up_int(Fraction(sum(kelas), len(kelas))) if kelas else None
