"""Checks on plain numbers, free of tables: printed totals, percentages, projections, weights, scores.

Each gives back what is wrong, keyed by the name it was asked about, with the value that was computed instead; an
empty answer means that nothing is wrong. Unknown values are never passed in: callers leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tasks.arith import dense_ranks, project, weighted_mean
from tasks.arith.rounding import Exact


def check_printed_totals(
    columns: Mapping[str, Iterable[Exact]], printed: Mapping[str, Exact], tolerance: Mapping[str, Exact]
) -> dict[str, Fraction]:
    """Computed sums of the columns whose printed total is off by more than its tolerance (BP-V01, SK-V30, SK-V62).

    A column without a tolerance is a count: exact.
    """
    sums = {name: _sum(values) for name, values in columns.items() if name in printed}
    return {n: s for n, s in sums.items() if abs(Fraction(printed[n]) - s) > Fraction(tolerance.get(n, 0))}


def check_percentages(printed: Mapping[str, tuple[Exact, Exact, Exact]], tolerance: Exact) -> dict[str, Fraction]:
    """Computed 100*a/b of each (printed, a, b) that is off by more than `tolerance` points (BP-V02)."""
    computed = {name: 100 * Fraction(a) / Fraction(b) for name, (_, a, b) in printed.items() if b}
    return {n: pct for n, pct in computed.items() if abs(Fraction(printed[n][0]) - pct) > Fraction(tolerance)}


def check_complements(pairs: Mapping[str, tuple[Exact, Exact]], tolerance: Exact) -> dict[str, Fraction]:
    """Sums of the yes and no percentages that are not 100 (BP-V14)."""
    sums = {name: Fraction(yes) + Fraction(no) for name, (yes, no) in pairs.items()}
    return {name: s for name, s in sums.items() if abs(s - 100) > Fraction(tolerance)}


def check_area_unit(area_ha: Exact, is_kabupaten: bool, least_ha: Exact) -> bool:
    """Whether a kabupaten is so small that its area must be square kilometres labelled hectares (BP-V04)."""
    return is_kabupaten and Fraction(area_ha) < Fraction(least_ha)


def check_density(people: Exact, area_ha: Exact, low: Exact, high: Exact) -> Fraction | None:
    """The density (jiwa/ha) when it lies outside `low`..`high`, else None (BP-V04)."""
    if not area_ha:
        return None
    density = Fraction(people) / Fraction(area_ha)
    return None if Fraction(low) <= density <= Fraction(high) else density


def check_projection(
    base: Exact, printed: Exact, years: int, rates_pct: Iterable[Exact], tolerance_pct: Exact
) -> dict[str, Fraction]:
    """The projections that a printed one should have been, when it follows from none of them (BP-V05, SK-V31).

    Both methods are tried with every printed rate; one match within `tolerance_pct` percent is enough.
    """
    computed: dict[str, Fraction] = {}
    for rate_pct in rates_pct:
        rate = Fraction(rate_pct) / 100
        computed[f"geometrik {rate_pct}"] = project(base, rate, years)
        computed[f"aritmetik {rate_pct}"] = Fraction(base) * (1 + rate * years)
    limit = Fraction(tolerance_pct) / 100
    fits = any(abs(Fraction(printed) - p) <= limit * p for p in computed.values())
    return {} if fits else computed


def check_weights(groups: Mapping[str, Iterable[Exact]], total: Exact, tolerance: Exact) -> dict[str, Fraction]:
    """Sums of the weight groups that do not add up to `total` (BP-V15, MP-V10)."""
    sums = {name: _sum(weights) for name, weights in groups.items()}
    return {name: s for name, s in sums.items() if abs(s - Fraction(total)) > Fraction(tolerance)}


def check_index(indices: Mapping[str, Exact], highest: Exact) -> dict[str, Fraction]:
    """Risk indices outside 0..`highest`: 100 for a component, 500 for the total (BP-V16)."""
    return {name: Fraction(v) for name, v in indices.items() if not 0 <= Fraction(v) <= Fraction(highest)}


def check_tally(classes: Iterable[int | None], printed: Mapping[int, int], priority: int | None = None) -> list[str]:
    """What disagrees between class scores 1..4 per desa and their printed tally and priority count (BP-V17)."""
    known = list(classes)
    wrong = [f"kelas {k}" for k in sorted({c for c in known if c is not None} - {1, 2, 3, 4})]
    wrong += [f"jumlah kelas {k}" for k, n in sorted(printed.items()) if known.count(k) != n]
    if priority is not None and priority != known.count(3) + known.count(4):
        wrong.append("prioritas")
    return wrong


def check_extreme(values: Mapping[str, Exact], named: str, is_largest: bool = True) -> str | None:
    """The place that holds the maximum (or minimum) when the text names another one, else None (BP-V19)."""
    edge = (max if is_largest else min)(Fraction(v) for v in values.values())
    holders = sorted(name for name, value in values.items() if Fraction(value) == edge)
    return None if named in holders else holders[0]


def check_ticks(scores: Mapping[str, tuple[int | None, int | None]]) -> dict[str, int | None]:
    """Score of each (tick, angka) pair where angka is blank or differs from the ticked box (SK-V41)."""
    return {n: angka for n, (tick, angka) in scores.items() if angka is None or (tick is not None and tick != angka)}


def check_swot_total(scores: Iterable[int | None], printed: Exact) -> int | None:
    """The sum of Angka, blanks counting 0, when the printed total differs from it, else None (SK-V42)."""
    total = sum(s or 0 for s in scores)
    return None if Fraction(printed) == total else total


def check_priority_totals(
    scores: Mapping[str, Sequence[Exact]], weights: Sequence[Exact], printed: Mapping[str, Exact], tolerance: Exact
) -> dict[str, Fraction]:
    """Computed totals of the rows whose printed priority total is off by more than `tolerance` (MP-V12)."""
    computed = {name: weighted_mean(zip(row, weights, strict=True)) for name, row in scores.items()}
    return {n: t for n, t in computed.items() if t is not None and abs(Fraction(printed[n]) - t) > Fraction(tolerance)}


def check_priority_ranks(totals: Mapping[str, Exact], ranks: Mapping[str, int]) -> dict[str, int]:
    """Dense ranks of the rows that stand behind a row with a lower total (MP-V13)."""
    dense = dict(zip(totals, dense_ranks(list(totals.values())), strict=True))
    worse = {a for a in totals for b in totals if totals[a] > totals[b] and ranks[a] > ranks[b]}
    return {name: rank for name, rank in dense.items() if name in worse and rank is not None}


def check_equal_scores(scores: Mapping[str, Sequence[Exact]], totals: Mapping[str, Exact]) -> list[tuple[str, str]]:
    """Pairs of rows with the same scores and different totals (MP-V14)."""
    first: dict[tuple[Exact, ...], str] = {}
    pairs = []
    for name, row in scores.items():
        twin = first.setdefault(tuple(row), name)
        if totals[twin] != totals[name]:
            pairs.append((twin, name))
    return pairs


def _sum(values: Iterable[Exact]) -> Fraction:
    return sum((Fraction(v) for v in values), Fraction(0))
