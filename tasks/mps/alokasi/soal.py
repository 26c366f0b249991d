"""The allocation problem of one district: what every way of choosing years and sources starts from (mps.md 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.rencana import Alasan, Rencana, earliest
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.langkah import YEARS, Langkah, Operasi, Part
from tasks.mps.sumber import SourceSet, split

Adds = Mapping[Part, Sequence[tuple[Operasi, int]]]
Chosen = tuple[SourceSet, ...]
Need = dict[Cell, int]


@dataclass(frozen=True, slots=True)
class Soal:
    """Nodes in the order of priority, each after what precedes it, and what limits them.

    `nilai` is the worth of a part in each plan year, below 0 for a line without a total. A source and year that is
    not in `ceilings` is unknown and takes nothing. `contracted` activities are bound already. `works`: per node that
    only prepares, the nodes of the works that it prepares; in the last `prepare_years` what is left may prepare more.
    """

    order: Sequence[Simpul]
    steps: Mapping[str, Langkah]
    adds: Adds
    ceilings: Mapping[Cell, int]
    om_start: int
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contracted: frozenset[str] = frozenset()
    nilai: Mapping[Part, tuple[int, ...]] = field(default_factory=dict)
    works: Mapping[int, frozenset[int]] = field(default_factory=dict)
    prepare_years: int = 0

    def options(self, node: Simpul, plan: Rencana) -> list[Chosen]:
        """Source sets of the node's parts, one per part, in the order of preference; a set in use stays."""
        return list(product(*self.sets(node, plan)))

    def sets(self, node: Simpul, plan: Rencana) -> list[tuple[SourceSet, ...]]:
        """The allowed source sets of each part; only the one in use where another part of its activity has one."""
        return [self._sets(b.part[0], plan) for b in node.bagian]

    def _sets(self, name: str, plan: Rencana) -> tuple[SourceSet, ...]:
        chosen = plan.sumber.get(name)
        return (chosen,) if chosen else self.steps[name].sets

    def need(self, node: Simpul, chosen: Chosen, year: int) -> Need:
        """Rupiah per source and year that the node takes: its own cost, and the O&P of the years after it."""
        need: Need = {}
        for b, sources in zip(node.bagian, chosen, strict=True):
            for s, amount in split(b.biaya, sources):
                need[s, year] = need.get((s, year), 0) + amount
        for b in node.bagian:
            for operation, amount in self.adds.get(b.part, ()):
                for s, part in split(amount, operation.sources):
                    for t in range(year + self.om_start, YEARS + 1):
                        need[s, t] = need.get((s, t), 0) + part
        return need

    def worth(self, node: Simpul, year: int) -> int:
        """Value of the node in a plan year."""
        return sum(self.nilai[b.part][year - 1] for b in node.bagian)

    def value(self, plan: Rencana) -> int:
        """Value of everything that the plan places inside the plan years."""
        return sum(self.nilai[part][t - 1] for part, t in plan.tahun.items() if 1 <= t <= YEARS)

    def spent(self, node: Simpul, plan: Rencana) -> Need:
        """What the node takes in a plan; {} where it has no place."""
        year = plan.tahun.get(node.bagian[0].part)
        if year is None:
            return {}
        return self.need(node, tuple(plan.sumber[b.part[0]] for b in node.bagian), year)

    def is_bound(self, node: Simpul) -> bool:
        """Whether a part of the node is contracted."""
        return any(b.part[0] in self.contracted for b in node.bagian)


def fits(need: Mapping[Cell, int], left: Mapping[Cell, int]) -> bool:
    """Whether every amount is under a known ceiling."""
    return all(left.get(cell, -1) >= amount for cell, amount in need.items())


def take(node: Simpul, chosen: Chosen, year: int, need: Mapping[Cell, int], plan: Rencana, left: Need) -> None:
    """Place the node and take its money out of `left`."""
    for cell, amount in need.items():
        if cell in left:
            left[cell] -= amount
    for b, sources in zip(node.bagian, chosen, strict=True):
        plan.tahun[b.part] = year
        plan.sumber[b.part[0]] = sources


def give_back(soal: Soal, node: Simpul, plan: Rencana, left: Need) -> None:
    """Put the money that the node takes in a plan back into `left`; the inverse of what `take` does with it."""
    for cell, amount in soal.spent(node, plan).items():
        if cell in left:
            left[cell] += amount


def bind(soal: Soal) -> tuple[Rencana, Need]:
    """The plan with only what is contracted, placed even above a ceiling, and the money left."""
    plan, left = Rencana(), dict(soal.ceilings)
    for node in soal.order:
        if soal.is_bound(node):
            year = min(max(node.first or 1, 1), YEARS)
            allowed = zip(node.bagian, soal.sets(node, plan), strict=True)
            chosen = tuple((sets or (soal.steps[b.part[0]].shown,))[0] for b, sets in allowed)
            take(node, chosen, year, soal.need(node, chosen, year), plan, left)
    return plan, left


def remaining(soal: Soal, plan: Rencana) -> Need:
    """What a plan leaves of every ceiling; below 0 where it takes more."""
    left = dict(soal.ceilings)
    for node in soal.order:
        for cell, amount in soal.spent(node, plan).items():
            if cell in left:
                left[cell] -= amount
    return left


def start_of(soal: Soal, node: Simpul, plan: Rencana) -> int | Alasan:
    """First year that documents and what is placed before the node allow, or why there is none."""
    return earliest(node, plan.tahun, soal.missing)
