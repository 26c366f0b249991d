"""Preparations and the works that they prepare: (6) of mps.md section 5.1.

A preparation is a step after which a step that serves people comes, directly or through other steps. It is placed only
with such a work; what the ceilings leave may then prepare the works of the next plan, in the last years and marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tasks.mps.alokasi.rencana import WORK, Alasan, Rencana
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.alokasi.soal import Chosen, Need, Soal, fits, remaining, start_of, take
from tasks.mps.langkah import YEARS, Langkah, Part

Works = Mapping[int, frozenset[int]]
IDLE = Alasan(WORK, "pekerjaan yang disiapkannya tidak tertampung, maka persiapannya menunggu bersama")


def works_of(order: Sequence[Simpul], steps: Mapping[str, Langkah]) -> dict[int, frozenset[int]]:
    """Per node that is a preparation, the nodes of the works that it prepares; a node that serves is no preparation."""
    nodes_of: dict[str, set[int]] = {}
    for i, node in enumerate(order):
        for b in node.bagian:
            nodes_of.setdefault(b.part[0], set()).add(i)
    after: dict[str, set[str]] = {}
    for node in order:
        names = {b.part[0] for b in node.bagian}
        for (before, _), _lag in node.pre:
            after.setdefault(before, set()).update(names - {before})
    serving = {name for name in nodes_of if steps[name].row.get("is_layanan") == 1}
    works = {name: frozenset(_following(name, after) & serving) for name in nodes_of}
    found: dict[int, frozenset[int]] = {}
    for i, node in enumerate(order):
        names = {b.part[0] for b in node.bagian}
        prepared = set().union(*(works[n] for n in names))
        if prepared and not names & serving:
            found[i] = frozenset(j for name in prepared for j in nodes_of[name])
    return found


def _following(name: str, after: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ring = {name}
    while ring:
        ring = set().union(*(after.get(n, set()) for n in ring)) - seen
        seen |= ring
    return seen


def is_idle(soal: Soal, i: int, plan: Rencana) -> bool:
    """Whether the node prepares works of which none is placed. What is contracted is bound, whatever it prepares."""
    works = soal.works.get(i)
    return works is not None and not soal.is_bound(soal.order[i]) and not any(_is_placed(soal, j, plan) for j in works)


def _is_placed(soal: Soal, i: int, plan: Rencana) -> bool:
    return soal.order[i].bagian[0].part in plan.tahun


def drop_idle(soal: Soal, plan: Rencana) -> None:
    """Take preparations without a placed work out of the plan, with whatever stands on them."""
    dropped = {i for i in range(len(soal.order)) if _is_placed(soal, i, plan) and is_idle(soal, i, plan)}
    owner = {b.part: i for i, node in enumerate(soal.order) for b in node.bagian}
    for i, node in enumerate(soal.order):
        if any(owner[p] in dropped for p, _ in node.pre) and not soal.is_bound(node):
            dropped.add(i)
    gone: set[Part] = set()
    for i in dropped:
        gone |= {b.part for b in soal.order[i].bagian}
        if is_idle(soal, i, plan):
            plan.explain(soal.order[i], IDLE)
    plan.remove(gone)


def put_back(soal: Soal, plan: Rencana, *, is_rated_only: bool = False) -> None:
    """Place every line that still fits with all that it waits for, by priority, until a pass places none.

    A preparation comes only with one of its works. `is_rated_only` leaves out lines without a total, which only
    another line that needs them may bring in.
    """
    left = remaining(soal, plan)

    def attempt(i: int, before: Sequence[int]) -> bool:
        is_left_out = is_rated_only and soal.worth(soal.order[i], 1) < 0
        return not is_left_out and _with_all_before(soal, before, plan, left)

    by_rank_until_none(soal, plan, attempt)


def by_rank_until_none(soal: Soal, plan: Rencana, attempt: Callable[[int, Sequence[int]], bool]) -> None:
    """Try every line that is not placed and not idle, by priority, until a pass places none.

    `attempt` gets the node and the nodes up to it in order, and says whether it placed them.
    """
    by_rank = sorted(range(len(soal.order)), key=lambda i: soal.order[i].place)
    before = before_of_nodes(soal)
    is_changed = True
    while is_changed:
        is_changed = False
        for i in by_rank:
            if not _is_placed(soal, i, plan) and not is_idle(soal, i, plan):
                is_changed |= attempt(i, sorted(before[i]))


def _with_all_before(soal: Soal, wanted: Sequence[int], plan: Rencana, left: Need) -> bool:
    """Place these nodes where they are not yet, all or none; whether it could be done."""
    trial, rest = Rencana(dict(plan.tahun), dict(plan.sumber)), dict(left)
    for i in wanted:
        if not _is_placed(soal, i, trial) and not _place_first(soal, soal.order[i], 1, trial, rest):
            return False
    if any(is_idle(soal, i, trial) for i in wanted):
        return False
    plan.tahun, plan.sumber = trial.tahun, trial.sumber
    left.clear()
    left.update(rest)
    return True


def _place_first(soal: Soal, node: Simpul, least: int, plan: Rencana, left: Need) -> bool:
    """Place the node at its earliest year from `least` on with the first source set that fits."""
    first = start_of(soal, node, plan)
    if node.blocked or isinstance(first, Alasan):
        return False
    options: list[Chosen] = soal.options(node, plan)
    for year in range(max(first, least), YEARS + 1):
        for chosen in options:
            need = soal.need(node, chosen, year)
            if fits(need, left):
                take(node, chosen, year, need, plan, left)
                return True
    return False


def before_of_nodes(soal: Soal) -> list[set[int]]:
    """Every node with all nodes that must precede it, itself included."""
    owner = {b.part: i for i, node in enumerate(soal.order) for b in node.bagian}
    found: list[set[int]] = []
    for i, node in enumerate(soal.order):
        earlier = (owner[p] for p, _ in node.pre if owner[p] < i)
        found.append({i}.union(*(found[j] for j in earlier)))
    return found


def prepare_next(soal: Soal, plan: Rencana) -> None:
    """From what the ceilings leave, preparations of works that wait, in the last plan years, by rank; marked apart."""
    left = remaining(soal, plan)
    least = YEARS - soal.prepare_years + 1
    for i in sorted(soal.works, key=lambda i: soal.order[i].place) if soal.prepare_years else ():
        node = soal.order[i]
        if not _is_placed(soal, i, plan) and is_idle(soal, i, plan) and _place_first(soal, node, least, plan, left):
            plan.persiapan |= {b.part for b in node.bagian}
            for b in node.bagian:
                plan.alasan.pop(b.part[0], None)
