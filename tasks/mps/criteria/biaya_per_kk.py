"""biaya_per_kk: what one household costs, against the others of the komponen; the cheapest score highest."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tasks.arith import quartile_cuts
from tasks.mps.calon import Bahan, Calon


def biaya_per_kk(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """1 + quartile cuts of the komponen strictly above the cost per KK; None when cost or KK are unknown or KK is 0.

    A value on a cut takes the lower score and all equal values score 1, as for the beneficiaries.
    """
    cost = [None if c.biaya_rp is None or not c.penerima else Fraction(c.biaya_rp, c.penerima) for c in calon]
    by_komponen: dict[str, list[Fraction]] = {}
    for c, value in zip(calon, cost, strict=True):
        if value is not None:
            by_komponen.setdefault(c.komponen, []).append(value)
    cuts = {k: quartile_cuts(sorted(values)) for k, values in by_komponen.items()}
    return [
        None if value is None else 1 + sum(cut > value for cut in cuts[c.komponen])
        for c, value in zip(calon, cost, strict=True)
    ]
