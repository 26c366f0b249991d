"""The lexicographic variant: no line gives way to lines of lower priority (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain

from tasks.mps.alokasi.cara.model import build
from tasks.mps.alokasi.cara.optimum import Batas, Hasil, gap_of, search, tidy
from tasks.mps.alokasi.cara.penyelesai import relax
from tasks.mps.alokasi.rencana import Alasan, Rencana
from tasks.mps.alokasi.soal import Chosen, Need, Soal, bind, fits, remaining, start_of, take
from tasks.mps.kesiapan.persiapan import before_of_nodes, is_idle
from tasks.mps.langkah import YEARS

Preferred = Mapping[int, list[tuple[int, Chosen]]]


def lexicographic(soal: Soal, batas: Batas) -> Hasil:
    """The plan of highest value among those that keep every line which some plan funds with all lines kept before.

    Lines stand in the order of priority, each with the lines that must precede it; one without a total is kept only
    for another. `n_open` counts lines left out because the checks allowed were used up, not because no plan funds
    them.
    """
    found = _Pilihan(soal, batas)
    for i in sorted(range(len(soal.order)), key=lambda i: soal.order[i].place):
        found.consider(i)
    answer = search(soal, batas, found.kept, found.needed(found.kept))
    plans = [tidy(soal, p) for p in (found.plan, answer.rencana) if p is not None]
    plan = max(plans, key=soal.value)
    value = soal.value(plan)
    return Hasil(plan, value, gap_of(value, answer.bound), answer.is_cut, answer.n_lowered, found.n_open)


@dataclass(slots=True)
class _Pilihan:
    """The nodes kept so far, a plan that funds exactly them and what precedes them, and the checks still allowed."""

    soal: Soal
    batas: Batas
    kept: set[int] = field(default_factory=set)
    plan: Rencana = field(init=False)
    left: Need = field(init=False)
    before: list[set[int]] = field(init=False)
    checks: int = field(init=False)
    n_open: int = 0

    def __post_init__(self) -> None:
        self.plan, self.left = bind(self.soal)
        self.before = before_of_nodes(self.soal)
        self.checks = self.batas.checks

    def consider(self, i: int) -> None:
        """Keep the node when the plan has it, can take it as it is, or another plan funds it with those kept."""
        node = self.soal.order[i]
        if node.bagian[0].part not in self.plan.tahun:
            if self.soal.worth(node, 1) < 0:
                return
            longer = self._with_work(i) or self._other(i)
            if longer is None:
                return
            self.plan, self.left = longer
        if not self.soal.is_bound(node):
            self.kept.add(i)

    def needed(self, nodes: Collection[int]) -> set[int]:
        """The nodes with all that must precede them, and for preparations the works that they may be placed with."""
        before = set(chain.from_iterable(self.before[k] for k in nodes))
        works = set(chain.from_iterable(self.soal.works.get(k, ()) for k in before))
        return before | set(chain.from_iterable(self.before[k] for k in works))

    def _with_work(self, i: int) -> tuple[Rencana, Need] | None:
        """The plan with the node as it is, a preparation with the first of its works that fits."""
        works = self.soal.works.get(i)
        if works is None or not is_idle(self.soal, i, self.plan):
            return self._extended(self.before[i], self.plan, self.left, {})
        ranked = sorted(works, key=lambda j: self.soal.order[j].place)
        made = (self._extended(self.before[j] | self.before[i], self.plan, self.left, {}) for j in ranked)
        return next((found for found in made if found), None)

    def _other(self, i: int) -> tuple[Rencana, Need] | None:
        """A plan for the node and those kept, near the relaxation or else by the solver; None: none, or open.

        Once the checks are used up nothing is tried any more: what the relaxation alone still finds is rare and dear.
        """
        if not self.checks:
            self.n_open += 1
            return None
        must = {*self.kept, i}
        bound, left = bind(self.soal)
        needed = self.needed(must)
        model = build(self.soal, bound, left, must, needed)
        part = relax(model)
        if part is None:
            return None
        preferred: dict[int, list[tuple[int, Chosen]]] = {}
        for j in sorted(range(len(model.letak)), key=lambda j: -round(part.bagian[j], 6)):
            preferred.setdefault(model.letak[j].node, []).append((model.letak[j].year, model.letak[j].chosen))
        wanted = set(chain.from_iterable(self.before[k] for k in must))
        near = self._extended(wanted, bound, left, preferred)
        if near and not any(is_idle(self.soal, k, near[0]) for k in wanted):
            return near
        return self._solved(must, needed)

    def _solved(self, must: Collection[int], needed: set[int]) -> tuple[Rencana, Need] | None:
        self.checks -= 1
        found = search(self.soal, Batas(Fraction(0), self.batas.check_nodes), must, needed, is_valued=False)
        if found.rencana is None:
            self.n_open += found.is_cut
            return None
        placed = {k for k in needed if self.soal.order[k].bagian[0].part in found.rencana.tahun}
        return _only(self.soal, found.rencana, placed)

    def _extended(
        self, wanted: set[int], start: Rencana, left: Need, preferred: Preferred
    ) -> tuple[Rencana, Need] | None:
        """The plan with the wanted nodes added where they fit, by preference, else as early as may be; None if one
        does not fit."""
        plan, rest = Rencana(dict(start.tahun), dict(start.sumber)), dict(left)
        for i in sorted(wanted):
            node = self.soal.order[i]
            if node.bagian[0].part in plan.tahun:
                continue
            first = start_of(self.soal, node, plan)
            if node.blocked or isinstance(first, Alasan):
                return None
            options = self.soal.options(node, plan)
            places = [(t, c) for t, c in preferred.get(i, ()) if t >= first and c in options]
            places = places or [(t, c) for t in range(first, YEARS + 1) for c in options]
            made = ((t, c, need) for t, c in places if fits(need := self.soal.need(node, c, t), rest))
            chosen = next(made, None)
            if chosen is None:
                return None
            take(node, chosen[1], chosen[0], chosen[2], plan, rest)
        return plan, rest


def _only(soal: Soal, plan: Rencana, needed: set[int]) -> tuple[Rencana, Need]:
    """The plan with only what is contracted and the needed nodes, and the money that leaves."""
    kept = [n for i, n in enumerate(soal.order) if i in needed or soal.is_bound(n)]
    parts = [b.part for n in kept for b in n.bagian]
    fewer = Rencana({p: plan.tahun[p] for p in parts}, {p[0]: plan.sumber[p[0]] for p in parts})
    return fewer, remaining(soal, fewer)
