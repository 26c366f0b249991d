"""The formulas of mps.md section 9, exact: rounded only in print. What is made from an unknown is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from schemas.contract import Value

Number = Fraction | int
Arah = Literal["naik", "turun"]


def exact(value: Value) -> Fraction | None:
    """A number as a fraction; None when unknown."""
    return None if value is None else Fraction(value)


def whole(value: Value) -> int | None:
    """A count, a year or rupiah; None when unknown."""
    return None if value is None else int(value)


def total(values: Iterable[Number | None]) -> Fraction | None:
    """The sum; unknown when a member is unknown or there is none."""
    members = list(values)
    if not members or None in members:
        return None
    return sum((Fraction(m) for m in members if m is not None), Fraction(0))


def percent(part: Number | None, of: Number | None) -> Fraction | None:
    """part / of * 100 (serapan, rasio teranggarkan); None when either is unknown or `of` is 0."""
    return None if part is None or not of else Fraction(part) * 100 / of


def capaian_pct(target: Fraction | None, realisasi: Fraction | None, arah: Arah | None) -> Fraction | None:
    """Result against target: realisasi/target where more is better, (2 target - realisasi)/target where less is."""
    if target is None or realisasi is None or arah is None:
        return None
    return percent(realisasi if arah == "naik" else 2 * target - realisasi, target)


def gap_pct(target: Fraction | None, realisasi: Fraction | None) -> Fraction | None:
    """(target - realisasi)/target, the same in both directions: below 0 for a result above its target."""
    return None if target is None or realisasi is None else percent(target - realisasi, target)


def selisih(target: Fraction | None, realisasi: Fraction | None) -> Fraction | None:
    """realisasi - target: what is left to say when the target is 0."""
    return None if target is None or realisasi is None else realisasi - target


def jalur(
    baseline: Fraction | None, target_end: Fraction | None, t0: int | None, end: int | None, t: int
) -> Fraction | None:
    """The straight line from base year t0 to the target year; after it the target stays, before t0 there is none."""
    if baseline is None or target_end is None or t0 is None or end is None or end <= t0 or t < t0:
        return None
    return baseline + (target_end - baseline) * Fraction(min(t, end) - t0, end - t0)


def is_worse(realisasi: Fraction | None, line: Fraction | None, arah: Arah | None) -> bool | None:
    """Early warning: strictly worse than the line; None when it cannot be said."""
    if realisasi is None or line is None or arah is None:
        return None
    return realisasi < line if arah == "naik" else realisasi > line


def efisiensi(
    biaya: Fraction | int | None,
    volume: Fraction | None,
    biaya_rencana: Fraction | int | None,
    rencana: Fraction | None,
) -> Fraction | None:
    """Realised unit cost against the planned one; None when one of the four is unknown or a divisor is 0."""
    if biaya is None or not volume or not biaya_rencana or not rencana:
        return None
    return (Fraction(biaya) / volume) / (Fraction(biaya_rencana) / rencana)
