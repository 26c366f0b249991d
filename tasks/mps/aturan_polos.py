"""The plain rule: highest priority first, earliest year first, no going back (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from tasks.mps.langkah import YEARS, Langkah, Operasi, Part
from tasks.mps.pagu import Cell
from tasks.mps.rencana import NO_CEILING, NO_SOURCE, PREDECESSOR, Alasan, Rencana, earliest, too_late
from tasks.mps.simpul import Simpul
from tasks.mps.sumber import SourceSet, split

Adds = Mapping[Part, Sequence[tuple[Operasi, int]]]


def plain_rule(
    order: Sequence[Simpul],
    steps: Mapping[str, Langkah],
    adds: Adds,
    ceilings: Mapping[Cell, int],
    om_start: int,
    missing: Mapping[str, tuple[str, ...]],
    contracted: Collection[str] = (),
) -> Rencana:
    """Each node in `order` at its earliest year, there with the first source set that fits under every ceiling.

    The yearly O&P of an asset counts against the ceilings of the later years. Parts of one activity keep one source
    set. A source without a ceiling in a year takes nothing. Contracted activities come first and are placed even
    above a ceiling: they are bound already.
    """
    plan = Rencana()
    left = dict(ceilings)
    bound = [n for n in order if any(b.part[0] in contracted for b in n.bagian)]
    for node in bound:
        _place_bound(node, plan, steps, adds, left, om_start)
    for node in order:
        if node.bagian[0].part not in plan.tahun:
            _place(node, plan, steps, adds, left, om_start, missing)
    return plan


def _place(
    node: Simpul,
    plan: Rencana,
    steps: Mapping[str, Langkah],
    adds: Adds,
    left: dict[Cell, int],
    om_start: int,
    missing: Mapping[str, tuple[str, ...]],
) -> None:
    if node.blocked:
        plan.explain(
            node, Alasan(PREDECESSOR, f"volume atau biaya langkah yang mendahului belum diketahui: {node.blocked}")
        )
        return
    first = earliest(node, plan.tahun, missing)
    if isinstance(first, Alasan):
        plan.explain(node, first)
        return
    options = [_sets(b.part[0], plan, steps) for b in node.bagian]
    for year in range(first, YEARS + 1):
        for chosen in product(*options):
            if (need := _fits(node, chosen, year, adds, left, om_start)) is not None:
                _take(node, chosen, year, need, plan, left)
                return
    plan.explain(node, too_late(first) if first > YEARS else _no_room(node, options, left, first))


def _sets(name: str, plan: Rencana, steps: Mapping[str, Langkah]) -> tuple[SourceSet, ...]:
    chosen = plan.sumber.get(name)
    return (chosen,) if chosen else steps[name].sets


def _own_cost(node: Simpul, chosen: Sequence[SourceSet], year: int) -> dict[Cell, int]:
    need: dict[Cell, int] = {}
    for b, sources in zip(node.bagian, chosen, strict=True):
        for s, amount in split(b.biaya, sources):
            need[s, year] = need.get((s, year), 0) + amount
    return need


def _with_operation(node: Simpul, year: int, adds: Adds, om_start: int, need: dict[Cell, int]) -> dict[Cell, int]:
    for b in node.bagian:
        for operation, amount in adds.get(b.part, ()):
            for s, part in split(amount, operation.sources):
                for t in range(year + om_start, YEARS + 1):
                    need[s, t] = need.get((s, t), 0) + part
    return need


def _fits(
    node: Simpul, chosen: Sequence[SourceSet], year: int, adds: Adds, left: Mapping[Cell, int], om_start: int
) -> dict[Cell, int] | None:
    need = _own_cost(node, chosen, year)
    if any(left.get(cell, -1) < amount for cell, amount in need.items()):
        return None
    need = _with_operation(node, year, adds, om_start, need)
    return None if any(left.get(cell, -1) < amount for cell, amount in need.items()) else need


def _take(
    node: Simpul, chosen: Sequence[SourceSet], year: int, need: Mapping[Cell, int], plan: Rencana, left: dict[Cell, int]
) -> None:
    for cell, amount in need.items():
        if cell in left:
            left[cell] -= amount
    for b, sources in zip(node.bagian, chosen, strict=True):
        plan.tahun[b.part] = year
        plan.sumber[b.part[0]] = sources


def _place_bound(
    node: Simpul, plan: Rencana, steps: Mapping[str, Langkah], adds: Adds, left: dict[Cell, int], om_start: int
) -> None:
    year = min(max(node.first or 1, 1), YEARS)
    chosen = [(_sets(b.part[0], plan, steps) or (steps[b.part[0]].shown,))[0] for b in node.bagian]
    need = _with_operation(node, year, adds, om_start, _own_cost(node, chosen, year))
    _take(node, chosen, year, need, plan, left)


def _no_room(node: Simpul, options: Sequence[tuple[SourceSet, ...]], left: Mapping[Cell, int], first: int) -> Alasan:
    years = range(first, YEARS + 1)
    for b, sets in zip(node.bagian, options, strict=True):
        if not sets:
            return Alasan(NO_SOURCE, f"tidak ada sumber dana yang boleh tanpa perjanjian: {b.part[0]}")
        if not any(all((s, t) in left for s, _ in chosen) for chosen in sets for t in years):
            names = ", ".join(sorted({s for chosen in sets for s, _ in chosen}))
            return Alasan(NO_SOURCE, f"pagu sumber dana yang boleh belum diketahui: {names}")
    named = sorted({s for sets in options for chosen in sets for s, _ in chosen})
    known = [s for s in named if any((s, t) in left for t in years)]
    unknown = [s for s in named if s not in known]
    also = f"; pagu {', '.join(unknown)} belum diketahui" if unknown else ""
    return Alasan(NO_CEILING, f"sisa pagu {', '.join(known)} tidak cukup, termasuk operasi dan pemeliharaannya{also}")
