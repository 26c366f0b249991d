"""pro_poor: how poor the place of an activity is, against the district."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.mps.calon import Bahan, Calon


def pro_poor(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """1 + cuts of `mps.pro_poor_cuts` (times the district mean) strictly below the share of poor KK in the place.

    The place is the desa served that have both numbers, the whole district when none is named; None when no desa
    of the place has them. Compared as whole-number products, so that a share on a cut takes the lower score.
    """
    poor = sum(m for m, _ in bahan.miskin.values())
    households = sum(kk for _, kk in bahan.miskin.values())
    cuts = [(cut.numerator * poor, cut.denominator * households) for cut in bahan.pro_poor_cuts]
    seen: dict[tuple[str, ...], int | None] = {}
    for c in calon:
        if c.desa not in seen:
            place = [bahan.miskin[d] for d in c.desa if d in bahan.miskin] if c.desa else [(poor, households)]
            m, kk = sum(p[0] for p in place), sum(p[1] for p in place)
            seen[c.desa] = 1 + sum(num * kk < m * den for num, den in cuts) if kk else None
    return [seen[c.desa] for c in calon]
