"""The optimum: the plan of highest value under every ceiling, within a stated gap (mps.md section 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tasks.arith import half_up
from tasks.mps.aturan_polos import complete, plain_rule
from tasks.mps.model import build, plan_of
from tasks.mps.penyelesai import Jawaban, solve
from tasks.mps.rencana import Alasan, Rencana
from tasks.mps.simpul import Simpul
from tasks.mps.soal import Need, Soal, bind, fits, remaining, start_of, take

REPEATS = 5  # how often ceilings are lowered by what the solver's tolerance let through


@dataclass(frozen=True, slots=True)
class Batas:
    """Where the search stops: a gap in percent of the value, or a number of nodes. Never a time."""

    gap_pct: Fraction
    node_limit: int


@dataclass(frozen=True, slots=True)
class Hasil:
    """A plan, its value, the gap reached in percent (None: no bound is known), and whether nodes ended the search."""

    rencana: Rencana
    nilai: int
    gap_pct: Fraction | None = None
    is_cut: bool = False


def optimum(soal: Soal, batas: Batas) -> Hasil:
    """The best plan found, never worth less than the plain rule's; `gap_pct` holds for the plan given."""
    answer, plan = _solved(soal, batas)
    plain = plain_rule(soal)
    if plan is None or soal.value(plain) > soal.value(plan):
        plan = plain
    value = soal.value(plan)
    return Hasil(plan, value, _gap(value, answer), bool(answer and answer.is_cut))


def _solved(soal: Soal, batas: Batas) -> tuple[Jawaban | None, Rencana | None]:
    """What the solver proved for the ceilings as they are, and its plan; no plan when its tolerance never let go."""
    bound, left = bind(soal)
    lowered, first = dict(left), None
    for _ in range(REPEATS):
        model = build(soal, bound, lowered)
        answer = solve(model, batas.gap_pct, batas.node_limit)
        if answer is None:
            return first, None
        first = first or Jawaban(answer.chosen, answer.bound + soal.value(bound), answer.is_cut)
        plan = plan_of(soal, model, answer.chosen, bound)
        over = {c: -v for c, v in remaining(soal, plan).items() if v < min(left[c], 0)}
        if not over:
            return first, tidy(soal, plan)
        for cell, amount in over.items():
            lowered[cell] -= amount
    return first, None


def tidy(soal: Soal, plan: Rencana) -> Rencana:
    """The same plan with every node as early as money and order allow, and with whatever still fits; reasons for the
    rest. It never gets worse: a node moves only where it is worth more."""
    left = remaining(soal, plan)
    for node in soal.order:
        if node.bagian[0].part in plan.tahun and not soal.is_bound(node):
            _earlier(soal, node, plan, left)
    complete(soal, plan, left, is_rated_only=True)
    return plan


def _earlier(soal: Soal, node: Simpul, plan: Rencana, left: Need) -> None:
    year, first = plan.tahun[node.bagian[0].part], start_of(soal, node, plan)
    if isinstance(first, Alasan):
        return
    chosen = tuple(plan.sumber[b.part[0]] for b in node.bagian)
    for cell, amount in soal.need(node, chosen, year).items():
        if cell in left:
            left[cell] += amount
    worth = soal.worth(node, year)
    better = (t for t in range(first, year) if soal.worth(node, t) > worth and fits(soal.need(node, chosen, t), left))
    to = next(better, year)
    take(node, chosen, to, soal.need(node, chosen, to), plan, left)


def _gap(value: int, answer: Jawaban | None) -> Fraction | None:
    if answer is None or value <= 0:
        return None
    return max(Fraction(0), half_up((answer.bound / value - 1) * 100, 2))
