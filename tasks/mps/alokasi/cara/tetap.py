"""Years and sources fixed by the Pokja: the waiting list is made from the plan as it is (mps.md section 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.mps.alokasi.pagu import OWN, Cell
from tasks.mps.alokasi.rencana import NO_CEILING, PREDECESSOR, Alasan, Rencana
from tasks.mps.alokasi.soal import Need, Soal, fits, give_back, remaining, start_of, take
from tasks.mps.kesiapan.persiapan import by_rank_until_none, drop_idle, is_idle
from tasks.mps.langkah import YEARS

MOVED = Alasan(NO_CEILING, f"dipindahkan dari yang terendah prioritasnya karena kebutuhan {OWN} melebihi kemampuan")


def as_planned(soal: Soal) -> Rencana:
    """The plan of the SSK as it stands, less what moves to the waiting list, and with what then fits again.

    A unit is a node with the later years of its activities. Units paid by APBD_K move from the lowest priority up,
    never one that a kept step follows or that is contracted, until the need of APBD_K is within its ceiling in every
    year and in all. Preparations whose work moved go too. Then the moved units, highest priority first, return to their
    own year and sources wherever order and known ceilings allow, until a pass returns none.
    """
    whole = _whole(soal)
    plan = Rencana(dict(whole.tahun), dict(whole.sumber), dict(whole.alasan))
    left = remaining(soal, plan)
    units = _units(soal)
    while _is_short(left):
        i = _next(soal, plan, units)
        if i is None:
            break
        _move(soal, plan, units[i], left)
    drop_idle(soal, plan)
    _put_back(soal, plan, whole)
    return plan


def _put_back(soal: Soal, plan: Rencana, whole: Rencana) -> None:
    left = remaining(soal, plan)
    by_rank_until_none(soal, plan, lambda _, before: _return(soal, before, plan, whole, left))


def _return(soal: Soal, wanted: Sequence[int], plan: Rencana, whole: Rencana, left: Need) -> bool:
    """Let these nodes return to their own years and sources, all or none; whether they did."""
    trial, rest = Rencana(dict(plan.tahun), dict(plan.sumber)), dict(left)
    for i in wanted:
        node = soal.order[i]
        year = whole.tahun.get(node.bagian[0].part)
        if node.bagian[0].part in trial.tahun:
            continue
        if year is None or any(trial.tahun.get(p, YEARS + 1) + lag > year for p, lag in node.pre):
            return False
        chosen = tuple(whole.sumber[b.part[0]] for b in node.bagian)
        need = {cell: v for cell, v in soal.need(node, chosen, year).items() if cell in rest}
        if not fits(need, rest):
            return False
        take(node, chosen, year, need, trial, rest)
    if any(is_idle(soal, i, trial) for i in wanted):
        return False
    plan.tahun, plan.sumber = trial.tahun, trial.sumber
    for i in wanted:
        for b in soal.order[i].bagian:
            plan.alasan.pop(b.part[0], None)
    left.clear()
    left.update(rest)
    return True


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


def _is_short(left: Need) -> bool:
    own = [left[OWN, t] for t in range(1, YEARS + 1) if (OWN, t) in left]
    return min(own, default=0) < 0 or sum(own) < 0


def _units(soal: Soal) -> list[frozenset[int]]:
    """Per node the nodes that move with it: itself and the later years of its activities."""
    of_part = {b.part: i for i, node in enumerate(soal.order) for b in node.bagian}
    return [
        frozenset(
            {i} | {j for b in node.bagian for part, j in of_part.items() if part[0] == b.part[0] and part > b.part}
        )
        for i, node in enumerate(soal.order)
    ]


def _next(soal: Soal, plan: Rencana, units: Sequence[frozenset[int]]) -> int | None:
    """The node of lowest priority that may move with its unit: paid by APBD_K, not bound, and followed by none kept."""
    owner = {b.part: i for i, node in enumerate(soal.order) for b in node.bagian}
    kept = [i for i, node in enumerate(soal.order) if node.bagian[0].part in plan.tahun]
    followed = {(owner[p], i) for i in kept for p, _ in soal.order[i].pre}
    for i in sorted(kept, key=lambda i: soal.order[i].place, reverse=True):
        unit = units[i]
        uses_own = any(s == OWN for b in soal.order[i].bagian for s, _ in plan.sumber[b.part[0]])
        is_free = not any(soal.is_bound(soal.order[j]) for j in unit)
        if uses_own and is_free and not any(before in unit and after not in unit for before, after in followed):
            return i
    return None


def _move(soal: Soal, plan: Rencana, unit: frozenset[int], left: Need) -> None:
    for node in (soal.order[i] for i in sorted(unit)):
        if node.bagian[0].part in plan.tahun:
            give_back(soal, node, plan, left)
            plan.remove([b.part for b in node.bagian])
            plan.explain(node, MOVED)
