"""Coverage and households per system and year: linear between the base year and the phase years (ssk.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from schemas.contract import Row, Rows
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.tahapan.fase import AREA_ROW, PHASES, Households, added

Points = Sequence[tuple[int, Fraction | None]]


def yearly_rows(layanan: Rows, desa: Sequence[Desa], fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of LAYANAN_TAHUN for the base year (fiscal year - 1), the plan years and the ends of the phases.

    A year beside an unknown phase value is unknown, and so are households where the projection is.
    """
    kk = Households(desa, fiscal_year, aturan.is_geometric)
    plan = range(fiscal_year + 1, fiscal_year + aturan.plan_years + 1)
    return [made for row in layanan for made in _years(row, kk, fiscal_year - 1, plan)]


def coverage(points: Points, year: int) -> Fraction | None:
    """The value of a year on the lines between the points; None outside them or where an end is unknown."""
    for at, value in points:
        if at == year:
            return value
    for (before, low), (after, high) in pairwise(points):
        if before < year < after and low is not None and high is not None:
            return low + (high - low) * Fraction(year - before, after - before)
    return None


def _years(row: Row, kk: Households, base: int, plan: range) -> Iterator[Row]:
    points = points_of(row, base)
    ends = {year for year, _ in points[1:]}
    if sorted({year for year, _ in points}) != [year for year, _ in points]:
        return
    start = _number(row["eksisting_kk"])
    for year in sorted({base, *plan, *ends}):
        value = coverage(points, year)
        covered = start if year == base else _covered(row, value, kk, year)
        now = None if covered is None or start is None else added(covered, start)
        yield {
            "komponen": row["komponen"],
            "sistem": row["sistem"],
            "tahun": year,
            "cakupan": value,
            "cakupan_kk": covered,
            "tambahan_kk": now,
            "tambahan_tahun_kk": _of_year(row, points, kk, year, now, base) if year in plan else None,
            "is_akhir_tahap": int(year in ends),
        }


def points_of(row: Mapping[str, Any], base: int) -> Points:
    """(year, coverage) of the base year and the end of each phase."""
    return [(base, _number(row["eksisting"])), *((row[f"tahun_{n}"], _number(row[n])) for n in PHASES)]


def _covered(row: Row, value: Fraction | None, kk: Households, year: int) -> Fraction | None:
    total = None if row["sistem"] == AREA_ROW or value is None else kk.in_year(year)
    return None if value is None or total is None else value * total / 100


def _of_year(row: Row, points: Points, kk: Households, year: int, now: Fraction | None, base: int) -> Fraction | None:
    """What is added since the plan year before; all that was added since the base year in the first one."""
    if now is None:
        return None
    if year == base + 2:
        return now
    start, covered = _number(row["eksisting_kk"]), _covered(row, coverage(points, year - 1), kk, year - 1)
    return None if start is None or covered is None else now - added(covered, start)


def _number(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)
