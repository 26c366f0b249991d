"""Facts of MPS chapter 3: the service targets of the plan years, T1 (mps.md sections 1 and 7; ssk.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from schemas.facts import FactRow, FactTable, Figure
from schemas.outputs.ssk import LAYANAN
from schemas.outputs.ssk_rinci import LAYANAN_TAHUN
from tasks.documents.programme import phase_order
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums

LINE = "dokumen.garis_target"
Points = dict[int, Figure]


def targets(sums: Sums, ssk: Source, komponen: str, years: Sequence[int]) -> FactTable:
    """T1 of one komponen: per system the base year, the plan years and the end of the last phase of the SSK.

    Percent of households (G: hectares). A plan year beyond the years of the SSK lies on the line between its
    neighbours; without a known value on both sides it is unknown. `baseline` is unknown where the SSK states none.
    """
    by_system: dict[str, Points] = {}
    for row in sorted(ssk.rows(LAYANAN_TAHUN), key=phase_order):
        if row["komponen"] == komponen and isinstance(year := row["tahun"], int):
            by_system.setdefault(words(row["sistem"]), {})[year] = ssk.figure(LAYANAN_TAHUN, row, "cakupan", 1)
    last = {words(r["sistem"]): words(r.get("tahun_panjang")) for r in ssk.rows(LAYANAN) if r["komponen"] == komponen}
    rows = tuple(_target(sums, komponen, s, p, years, last.get(s, "")) for s, p in by_system.items())
    return FactTable(rows, absent="" if ssk.rows(LAYANAN) else "tahapan")


def _target(sums: Sums, komponen: str, sistem: str, points: Points, years: Sequence[int], last: str) -> FactRow:
    made: FactRow = {"sistem": sistem, "baseline": points[min(points)], "tahun_dasar": str(min(points))}
    for t, year in enumerate(years, 1):
        made[f"t{t}"] = points.get(year) or _between(sums, f"target.{komponen}.{sistem}.{year}", points, year)
    return made | {"panjang": points[max(points)], "tahun_panjang": last or str(max(points))}


def _between(sums: Sums, name: str, points: Points, year: int) -> Figure:
    before = max((y for y in points if y < year), default=None)
    after = min((y for y in points if y > year), default=None)
    ends = [points[y] for y in (before, after) if y is not None]
    value = None
    if before is not None and after is not None and all(e.value is not None for e in ends):
        low, high = (Fraction(e.value or 0) for e in ends)
        value = low + (high - low) * Fraction(year - before, after - before)
    return sums.derived(name, LINE, value, ends, 1, ends[0].unit if ends else "%")
