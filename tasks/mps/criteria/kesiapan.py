"""kesiapan: how many of its mandatory documents an activity holds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tasks.mps.calon import Bahan, Calon


def kesiapan(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """1 + cuts of `mps.readiness_score_cuts` that the share of documents held passes; one more when it is all of them.

    4 for an activity that needs none; None where table kesiapan was not submitted.
    """
    return [None if (held := bahan.dokumen.get(c.id)) is None else _score(*held, bahan) for c in calon]


def _score(held: int, needed: int, bahan: Bahan) -> int:
    share = Fraction(held, needed) if needed else Fraction(1)
    return 1 + sum(share > cut for cut in bahan.kesiapan_cuts) + (share == 1)
