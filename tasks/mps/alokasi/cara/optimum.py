"""The optimum: the plan of highest value under every ceiling, within a stated gap (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from tasks.arith import half_up
from tasks.mps.alokasi.cara.aturan_polos import finish, plain_rule
from tasks.mps.alokasi.cara.model import build, plan_of
from tasks.mps.alokasi.cara.penyelesai import solve
from tasks.mps.alokasi.rencana import Alasan, Rencana
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.alokasi.soal import Need, Soal, bind, fits, give_back, remaining, start_of, take

REPEATS = 5  # how often ceilings are lowered by what the solver's tolerance let through


@dataclass(frozen=True, slots=True)
class Batas:
    """Where the search stops: a gap in percent of the value, or a number of nodes. Never a time.

    `checks`: how often the lexicographic variant may ask the solver whether a line can be kept, and with how many
    nodes each time.
    """

    gap_pct: Fraction
    node_limit: int
    checks: int = 50
    check_nodes: int = 20


@dataclass(frozen=True, slots=True)
class Hasil:
    """A plan, its value, and what is known of the search for it.

    `gap_pct` is how much better any plan could be at most, in percent (None: no bound is known). `is_cut`: the nodes
    were used up before the gap asked for. `n_lowered`: how often a ceiling was lowered by what the solver's tolerance
    let through. `n_open`: lines of which it stayed open whether they could be kept.
    """

    rencana: Rencana
    nilai: int
    gap_pct: Fraction | None = None
    is_cut: bool = False
    n_lowered: int = 0
    n_open: int = 0


@dataclass(frozen=True, slots=True)
class Temuan:
    """What a search gave: a plan in whole rupiah (None: none found), the bound of any plan's value where there is one,
    whether nodes ended it, and how often ceilings were lowered."""

    rencana: Rencana | None
    bound: Fraction | None
    is_cut: bool
    n_lowered: int = 0


def optimum(soal: Soal, batas: Batas) -> Hasil:
    """The best plan found, never worth less than the plain rule's; `gap_pct` holds for the plan given."""
    found = search(soal, batas)
    plan = plain = plain_rule(soal)
    if found.rencana is not None:
        plan = tidy(soal, found.rencana)
        plan = plain if soal.value(plain) > soal.value(plan) else plan
    value = soal.value(plan)
    return Hasil(plan, value, gap_of(value, found.bound), found.is_cut, found.n_lowered)


def search(
    soal: Soal,
    batas: Batas,
    must: Collection[int] = (),
    only: Collection[int] | None = None,
    *,
    is_valued: bool = True,
) -> Temuan:
    """The best plan that the solver finds with every node of `must`, of the nodes in `only`; any such plan when not
    `is_valued`.

    The bound holds for the ceilings as they are: it is that of the first search, before any ceiling was lowered.
    """
    bound, left = bind(soal)
    lowered, first, is_cut = dict(left), None, False
    for n_lowered in range(REPEATS):
        model = build(soal, bound, lowered, must, only)
        if not is_valued:
            model.nilai = [0] * len(model.nilai)
        answer = solve(model, batas.gap_pct, batas.node_limit)
        is_cut |= answer.is_cut
        if answer.chosen is None:
            return Temuan(None, first, is_cut or n_lowered > 0, n_lowered)
        first = answer.bound + soal.value(bound) if first is None else first
        plan = plan_of(soal, model, answer.chosen, bound)
        over = {c: min(left[c], 0) - v for c, v in remaining(soal, plan).items() if v < min(left[c], 0)}
        if not over:
            return Temuan(plan, first, is_cut, n_lowered)
        for cell, amount in over.items():
            lowered[cell] -= amount
    return Temuan(None, first, True, REPEATS)


def tidy(soal: Soal, plan: Rencana) -> Rencana:
    """The same plan with every node as early as money and order allow, and with whatever still fits; reasons for the
    rest. It never gets worse: a node moves only where it is worth more."""
    left = remaining(soal, plan)
    for node in soal.order:
        if node.bagian[0].part in plan.tahun and not soal.is_bound(node):
            _earlier(soal, node, plan, left)
    finish(soal, plan, is_rated_only=True)
    return plan


def _earlier(soal: Soal, node: Simpul, plan: Rencana, left: Need) -> None:
    year, first = plan.tahun[node.bagian[0].part], start_of(soal, node, plan)
    if isinstance(first, Alasan):
        return
    chosen = tuple(plan.sumber[b.part[0]] for b in node.bagian)
    give_back(soal, node, plan, left)
    worth = soal.worth(node, year)
    better = (t for t in range(first, year) if soal.worth(node, t) > worth and fits(soal.need(node, chosen, t), left))
    to = next(better, year)
    take(node, chosen, to, soal.need(node, chosen, to), plan, left)


def gap_of(value: int, bound: Fraction | None) -> Fraction | None:
    """How much better any plan could be, in percent of `value`; None without a bound or a value above 0."""
    if bound is None or value <= 0:
        return None
    return max(Fraction(0), half_up((bound / value - 1) * 100, 2))
