"""The allocation as a mixed-integer programme in whole numbers (mps.md section 5.1). No solver here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import gcd
from typing import NamedTuple

from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.rencana import Alasan, Rencana, earliest
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.alokasi.soal import Chosen, Need, Soal
from tasks.mps.langkah import YEARS
from tasks.mps.sumber import SourceSet


class Letak(NamedTuple):
    """A choice that may be made: this node, with these source sets, in this year."""

    node: int
    chosen: Chosen
    year: int
    need: Need


class Baris(NamedTuple):
    """One constraint: sum of coefficient * variable <= bound."""

    terms: tuple[tuple[int, int], ...]
    bound: int


@dataclass(slots=True)
class Model:
    """Variables (first the choices, then one per activity and source set where parts must agree) and constraints.

    `pagu` says which constraint is the ceiling of a source and year, and by what its amounts were divided.
    """

    letak: list[Letak]
    nilai: list[int]
    baris: list[Baris] = field(default_factory=list)
    pagu: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    of_node: dict[int, list[int]] = field(default_factory=dict)


def build(
    soal: Soal,
    bound: Rencana,
    left: Mapping[Cell, int],
    must: Collection[int] = (),
    only: Collection[int] | None = None,
    *,
    is_partial: bool = False,
) -> Model:
    """The programme over everything that is not bound; a choice that can never be made has no variable.

    `must` are nodes that the plan has to place; where one has no choice at all, the programme has no solution.
    `only`: the nodes to look at; they include all that precede them.
    `is_partial`: for the relaxation, where a part of a node may fit under a ceiling that is too low for the whole.
    """
    letak = _choices(soal, bound, left, only, is_partial)
    model = Model(letak, [soal.worth(soal.order[x.node], x.year) for x in letak])
    for j, x in enumerate(letak):
        model.of_node.setdefault(x.node, []).append(j)
    for members in model.of_node.values():
        model.baris.append(Baris(tuple((j, 1) for j in members), 1))
    model.baris += [Baris(tuple((j, -1) for j in model.of_node.get(i, ())), -1) for i in sorted(must)]
    _order(soal, bound, model)
    _with_works(soal, bound, model)
    _one_source_set(soal, model)
    _ceilings(model, left, is_partial)
    return model


def _choices(
    soal: Soal, bound: Rencana, left: Mapping[Cell, int], only: Collection[int] | None, is_partial: bool
) -> list[Letak]:
    tahun = dict(bound.tahun)
    letak: list[Letak] = []
    for i, node in enumerate(soal.order):
        if (only is not None and i not in only) or node.bagian[0].part in bound.tahun or node.blocked:
            continue
        first = earliest(node, tahun, soal.missing)
        if isinstance(first, Alasan):
            continue
        made = list(_of_node(soal, i, node, first, bound, left, is_partial))
        if made:
            letak += made
            tahun.update({b.part: made[0].year for b in node.bagian})
    return letak


def _of_node(
    soal: Soal, i: int, node: Simpul, first: int, bound: Rencana, left: Mapping[Cell, int], is_partial: bool
) -> Iterable[Letak]:
    for year in range(first, YEARS + 1):
        for chosen in soal.options(node, bound):
            need = soal.need(node, chosen, year)
            if all(cell in left and (is_partial or amount <= max(left[cell], 0)) for cell, amount in need.items()):
                yield Letak(i, chosen, year, {cell: amount for cell, amount in need.items() if amount})


def _order(soal: Soal, bound: Rencana, model: Model) -> None:
    """(3): by every year, a node is placed only where what it follows was placed `lag` years before."""
    owner = {b.part: i for i, node in enumerate(soal.order) for b in node.bagian}
    for i, members in model.of_node.items():
        for part, lag in soal.order[i].pre:
            if part in bound.tahun or owner[part] == i:
                continue
            before = model.of_node[owner[part]]
            for t in sorted({model.letak[j].year for j in members}):
                now = [(j, 1) for j in members if model.letak[j].year <= t]
                model.baris.append(Baris((*now, *((j, -1) for j in before if model.letak[j].year <= t - lag)), 0))


def _with_works(soal: Soal, bound: Rencana, model: Model) -> None:
    """(6): a preparation is placed only with one of the works that it prepares."""
    for i, members in model.of_node.items():
        works = soal.works.get(i)
        if works is None or any(soal.order[j].bagian[0].part in bound.tahun for j in works):
            continue
        prepared = [(j, -1) for w in sorted(works) for j in model.of_node.get(w, ())]
        model.baris.append(Baris((*((j, 1) for j in members), *prepared), 0))


def _one_source_set(soal: Soal, model: Model) -> None:
    """(2): the parts of one activity share a source set."""
    use: dict[str, dict[SourceSet, dict[int, list[int]]]] = {}
    for j, x in enumerate(model.letak):
        for b, sources in zip(soal.order[x.node].bagian, x.chosen, strict=True):
            use.setdefault(b.part[0], {}).setdefault(sources, {}).setdefault(x.node, []).append(j)
    for by_set in use.values():
        if len(by_set) == 1 or len({n for by_node in by_set.values() for n in by_node}) == 1:
            continue
        u = range(len(model.nilai), len(model.nilai) + len(by_set))
        model.nilai += [0] * len(by_set)
        model.baris.append(Baris(tuple((k, 1) for k in u), 1))
        for k, by_node in zip(u, by_set.values(), strict=True):
            model.baris += [Baris((*((j, 1) for j in members), (k, -1)), 0) for members in by_node.values()]


def _ceilings(model: Model, left: Mapping[Cell, int], is_partial: bool) -> None:
    """(5), divided by what all its amounts have in common, so that the numbers stay small and whole.

    Not in the relaxation: there the rest of the division buys part of a choice.
    """
    use: dict[Cell, list[tuple[int, int]]] = {}
    for j, x in enumerate(model.letak):
        for cell, amount in x.need.items():
            use.setdefault(cell, []).append((j, amount))
    for cell in sorted(use):
        unit = 1 if is_partial else gcd(*(amount for _, amount in use[cell]))
        model.pagu[cell] = (len(model.baris), unit)
        model.baris.append(Baris(tuple((j, a // unit) for j, a in use[cell]), max(left[cell], 0) // unit))


def with_ceiling(model: Model, cell: Cell, rupiah: int) -> Model:
    """The relaxation with another ceiling for one source and year; one that nothing asks for changes nothing.

    Not for whole nodes: there a ceiling also decides which choices have a variable.
    """
    if cell not in model.pagu:
        return model
    row, unit = model.pagu[cell]
    baris = list(model.baris)
    baris[row] = baris[row]._replace(bound=max(rupiah, 0) // unit)
    return replace(model, baris=baris)


def plan_of(soal: Soal, model: Model, chosen: Iterable[int], bound: Rencana) -> Rencana:
    """The plan with these choices added to what is bound."""
    plan = Rencana(dict(bound.tahun), dict(bound.sumber))
    for j in chosen:
        x = model.letak[j]
        for b, sources in zip(soal.order[x.node].bagian, x.chosen, strict=True):
            plan.tahun[b.part] = x.year
            plan.sumber[b.part[0]] = sources
    return plan
