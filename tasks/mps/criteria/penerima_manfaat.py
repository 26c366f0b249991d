"""penerima_manfaat: how many households an activity serves, against the others of its komponen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tasks.arith import quartile_cuts
from tasks.mps.calon import Bahan, Calon


def penerima_manfaat(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """1 + quartile cuts of the komponen strictly below the KK served; None when the KK are unknown.

    A value on a cut takes the lower score and all equal values score 1 (mps.md section 4).
    """
    by_komponen: dict[str, list[int]] = {}
    for c in calon:
        if c.penerima is not None:
            by_komponen.setdefault(c.komponen, []).append(c.penerima)
    # KK are whole: a cut lies strictly below a number exactly when its floor + 1 does not exceed it.
    above = {k: [c.numerator // c.denominator + 1 for c in quartile_cuts(sorted(v))] for k, v in by_komponen.items()}
    return [None if c.penerima is None else 1 + bisect_right(above[c.komponen], c.penerima) for c in calon]
