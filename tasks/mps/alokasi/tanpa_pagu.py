"""Years by priority where the funding capability is unknown: everything indicative (mps.md section 5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.mps.alokasi.rencana import Alasan, Rencana, earliest, too_late
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.kesiapan.dokumen import NOTHING, Syarat
from tasks.mps.langkah import YEARS, Langkah, Part

Package = tuple[str, str]


def years_by_priority(order: Sequence[Simpul], steps: Mapping[str, Langkah], syarat: Mapping[str, Syarat]) -> Rencana:
    """Every part at the later of its package's start and the year that order and documents allow.

    The i-th of n package locations, by its best line, starts at 1 + floor((5-d)*(i-1)/n), where d are the lags on
    its longest path. A year above 5 lies after the plan. The source is the first allowed one, as an indication.
    """
    start = package_starts(steps, syarat)
    missing = {name: s.missing for name, s in syarat.items()}
    plan = Rencana(sumber={name: s.shown for name, s in steps.items()})
    for node in order:
        first = earliest(node, plan.tahun, missing)
        if isinstance(first, Alasan):
            plan.explain(node, first)
            continue
        year = max(first, *(start[steps[b.part[0]].paket] for b in node.bagian))
        if year > YEARS:
            plan.explain(node, too_late(year))
        plan.tahun.update({b.part: year for b in node.bagian})
    return plan


def package_starts(steps: Mapping[str, Langkah], syarat: Mapping[str, Syarat]) -> dict[Package, int]:
    """First MPS year of every package location."""
    packages: dict[Package, list[Langkah]] = {}
    for s in sorted(steps.values(), key=lambda s: s.urutan):
        if not s.is_om:
            packages.setdefault(s.paket, []).append(s)
    n = len(packages)
    return {
        paket: 1 + max(0, YEARS - _longest(inside, syarat)) * i // n
        for i, (paket, inside) in enumerate(packages.items())
    }


def _longest(inside: Sequence[Langkah], syarat: Mapping[str, Syarat]) -> int:
    """Sum of the lags on the longest path of one package; a cycle counts what can be settled."""
    names = {s.id for s in inside}
    if len(names) == 1:
        return 0
    edges: list[tuple[Part, str]] = []
    for s in inside:
        edges += [((b.id, b.lag), s.id) for b in s.before if b.id in names]
        edges += [((m, 1), s.id) for m in syarat.get(s.id, NOTHING).makers if m in names]
    depth = dict.fromkeys(names, 0)
    for _ in inside:
        changed = False
        for (before, lag), after in edges:
            if depth[before] + lag > depth[after]:
                depth[after], changed = depth[before] + lag, True
        if not changed:
            break
    return max(depth.values())
