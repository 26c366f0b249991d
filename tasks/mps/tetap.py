"""Years and sources fixed by the Pokja: the waiting list is made from the plan as it is (mps.md section 5.2)."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.mps.langkah import YEARS
from tasks.mps.pagu import OWN, Cell
from tasks.mps.rencana import NO_CEILING, PREDECESSOR, Alasan, Rencana
from tasks.mps.simpul import Simpul
from tasks.mps.soal import Need, Soal, fits, remaining, start_of, take

MOVED = Alasan(NO_CEILING, f"dipindahkan dari yang terendah prioritasnya karena kebutuhan {OWN} melebihi kemampuan")


def as_planned(soal: Soal) -> Rencana:
    """The plan of the SSK as it stands, less what moves to the waiting list.

    Lines paid by APBD_K move from the lowest priority up, never one that a kept step follows or that is contracted,
    until the need of APBD_K is within its ceiling in every year and in all; steps marked `=` move together. Ceilings
    of other sources are not asked.
    """
    plan = _whole(soal)
    left = remaining(soal, plan)
    groups = _groups(soal.order)
    while _is_short(left):
        name = _next(soal, plan, groups)
        if name is None:
            return plan
        _move(soal, plan, groups[name], left)
    return plan


def _whole(soal: Soal) -> Rencana:
    plan = Rencana()
    for node in soal.order:
        start = start_of(soal, node, plan)
        if isinstance(start, Alasan) and not soal.is_bound(node):
            plan.explain(node, start)
        elif node.blocked and not soal.is_bound(node):
            plan.explain(
                node, Alasan(PREDECESSOR, f"volume atau biaya langkah sebelumnya belum diketahui: {node.blocked}")
            )
        else:
            plan.tahun.update({b.part: max(1, *(b.tahun for b in node.bagian)) for b in node.bagian})
            plan.sumber.update({b.part[0]: soal.steps[b.part[0]].shown for b in node.bagian})
    return plan


def over_ceiling(soal: Soal, plan: Rencana) -> list[Cell]:
    """Known ceilings that a plan exceeds, in order."""
    return sorted(cell for cell, v in remaining(soal, plan).items() if v < 0)


def still_fitting(soal: Soal, plan: Rencana) -> int:
    """How many activities that moved would fit back in their own years and source, highest priority first.

    The rule moves from the lowest line up until the shortest year is closed, so it also moves lines of other years.
    They are counted, not put back: who fixes the years decides that.
    """
    whole, trial = _whole(soal), Rencana(dict(plan.tahun), dict(plan.sumber))
    left = remaining(soal, plan)
    back: set[str] = set()
    for node in soal.order:
        names = {b.part[0] for b in node.bagian}
        year = whole.tahun.get(node.bagian[0].part)
        if year is None or node.bagian[0].part in trial.tahun or any(p not in trial.tahun for p, _ in node.pre):
            continue
        chosen = tuple(whole.sumber[b.part[0]] for b in node.bagian)
        need = {cell: v for cell, v in soal.need(node, chosen, year).items() if cell[0] == OWN}
        if fits(need, left):
            take(node, chosen, year, need, trial, left)
            back |= names
    return len(back)


def _is_short(left: Need) -> bool:
    own = [left[OWN, t] for t in range(1, YEARS + 1) if (OWN, t) in left]
    return min(own, default=0) < 0 or sum(own) < 0


def _groups(order: Iterable[Simpul]) -> dict[str, frozenset[str]]:
    """The activities that stand together, by each of their ids."""
    found: dict[str, frozenset[str]] = {}
    for node in order:
        names = frozenset(b.part[0] for b in node.bagian)
        joined = names.union(*(found.get(n, frozenset()) for n in names))
        found.update(dict.fromkeys(joined, joined))
    return found


def _next(soal: Soal, plan: Rencana, groups: dict[str, frozenset[str]]) -> str | None:
    kept = {part[0] for part in plan.tahun}
    needed = {
        p[0]
        for node in soal.order
        if node.bagian[0].part in plan.tahun
        for p, _ in node.pre
        if p[0] not in groups[node.bagian[0].part[0]]
    }
    for name in sorted(kept, key=lambda n: soal.steps[n].urutan, reverse=True):
        together = groups[name]
        if any(s == OWN for s, _ in plan.sumber[name]) and together.isdisjoint(needed | soal.contracted):
            return name
    return None


def _move(soal: Soal, plan: Rencana, names: frozenset[str], left: Need) -> None:
    for node in soal.order:
        year = plan.tahun.get(node.bagian[0].part)
        if year is not None and node.bagian[0].part[0] in names:
            chosen = tuple(plan.sumber[b.part[0]] for b in node.bagian)
            for cell, amount in soal.need(node, chosen, year).items():
                if cell in left:
                    left[cell] += amount
            for b in node.bagian:
                del plan.tahun[b.part]
            plan.explain(node, MOVED)
    for name in names:
        plan.sumber.pop(name, None)
