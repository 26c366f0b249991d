"""Small allocation problems, and the answer of trying everything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

from schemas.contract import Row
from tasks.mps.alokasi.nilai import Ukuran, values
from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.simpul import nodes
from tasks.mps.alokasi.soal import Soal
from tasks.mps.kesiapan.persiapan import works_of
from tasks.mps.langkah import YEARS, Langkah, added_by, operations, read_steps
from tasks.mps.sumber import SourceSet, shown_set, source_sets

UKURAN = Ukuran(Fraction(1, 10), Fraction(5), 10_000)


def soal(
    rows: list[Row],
    ceilings: Mapping[Cell, int],
    totals: Mapping[str, Any] | None = None,
    stated: Mapping[str, SourceSet] | None = None,
    agreed: Collection[tuple[str, str]] = (),
    **more: Any,
) -> Soal:
    """The problem of these SSK activities; `totals` by activity, 2 where nothing is said; priority in row order.

    `stated` are source sets with shares by activity, `agreed` the (activity, source) with an agreement.
    """
    fixed = stated or {}
    urutan = {str(r["kegiatan_id"]): i for i, r in enumerate(rows, start=1)}

    def sets(row: Row) -> Any:
        allowed = source_sets(row, fixed, agreed)
        return allowed, shown_set(row, allowed, fixed)

    steps: dict[str, Langkah] = read_steps(rows, urutan, sets)
    given = {name: (totals or {}).get(name, Fraction(2)) for name in steps}
    adds = added_by(operations(steps).values())
    order = nodes(steps, {})
    works = works_of(order, steps)
    return Soal(order, steps, adds, ceilings, 1, nilai=values(steps, given, UKURAN), works=works, **more)


def flat(**rupiah: int) -> dict[Cell, int]:
    """The same ceiling in all five years, by source."""
    return {(s, t): v for s, v in rupiah.items() for t in range(1, YEARS + 1)}


def best_value(problem: Soal) -> int:
    """The highest value of any plan, by trying every year and source set of every node."""
    best = 0
    for plan in _plans(problem, 0, {}, {}, dict(problem.ceilings)):
        best = max(best, sum(problem.nilai[part][t - 1] for part, t in plan.items()))
    return best


def _plans(
    problem: Soal, i: int, tahun: dict[Any, int], sumber: dict[str, Any], left: dict[Cell, int]
) -> Iterator[dict[Any, int]]:
    if i == len(problem.order):
        if not idle_preparations(problem, tahun):
            yield tahun
        return
    node = problem.order[i]
    yield from _plans(problem, i + 1, tahun, sumber, left)
    if any(p not in tahun for p, _ in node.pre):
        return
    first = max([node.first or YEARS + 1, 1, *(tahun[p] + lag for p, lag in node.pre)])
    for t in range(first, YEARS + 1):
        for chosen in _combinations(problem, node, sumber):
            need = problem.need(node, tuple(chosen), t)
            if all(left.get(c, -1) >= v for c, v in need.items()):
                after = {c: v - need.get(c, 0) for c, v in left.items()}
                year = {b.part: t for b in node.bagian}
                using = {b.part[0]: s for b, s in zip(node.bagian, chosen, strict=True)}
                yield from _plans(problem, i + 1, {**tahun, **year}, {**sumber, **using}, after)


def idle_preparations(problem: Soal, tahun: Mapping[Any, int]) -> set[str]:
    """Placed steps that prepare works of which none is placed, by following `setelah` alone (mps.md 5.1 (6))."""
    placed = {part[0] for part in tahun}
    pairs = [(b.id, s.id) for s in problem.steps.values() if not s.is_om for b in s.before]
    # Steps marked `=` stand and fall together: what one serves, the other serves.
    pairs += [(s.id, b.id) for s in problem.steps.values() for b in s.before if b.is_same_year]
    serving = {name for name, s in problem.steps.items() if s.row.get("is_layanan") == 1 and s.bagian}

    def works(name: str, seen: frozenset[str]) -> set[str]:
        after = {b for a, b in pairs if a == name and b not in seen}
        return (after & serving).union(*(works(b, seen | after | {name}) for b in after)) if after else set()

    same = {name: {name} | {b for a, b in pairs if a == name and (b, a) in pairs} for name in placed}
    return {name for name in placed if not same[name] & serving and (w := works(name, frozenset())) and not w & placed}


def _combinations(problem: Soal, node: Any, sumber: dict[str, Any]) -> list[list[Any]]:
    made: list[list[Any]] = [[]]
    for b in node.bagian:
        name = b.part[0]
        allowed = [sumber[name]] if name in sumber else list(problem.steps[name].sets)
        made = [[*m, s] for m in made for s in allowed]
    return made


def lexicographic_order(problem: Soal) -> list[int]:
    """The nodes that some plan funds together with all kept before, in priority order, by trying every plan."""
    plans = [frozenset(plan) for plan in _plans(problem, 0, {}, {}, dict(problem.ceilings))]
    kept: list[int] = []
    for i in sorted(range(len(problem.order)), key=lambda i: problem.order[i].place):
        node = problem.order[i]
        wanted = {b.part for k in (*kept, i) for b in problem.order[k].bagian}
        is_implied = any(node.bagian[0].part in _before(problem, k) for k in kept)
        if (problem.worth(node, 1) >= 0 or is_implied) and any(wanted <= plan for plan in plans):
            kept.append(i)
    return kept


def _before(problem: Soal, i: int) -> set[Any]:
    owner = {b.part: k for k, node in enumerate(problem.order) for b in node.bagian}
    found = {p for p, _ in problem.order[i].pre}
    return found.union(*(_before(problem, owner[p]) for p in found)) if found else set()


def best_value_with(problem: Soal, kept: list[int]) -> int:
    """The highest value of a plan that has all of these nodes, by trying every plan."""
    wanted = {b.part for i in kept for b in problem.order[i].bagian}
    plans = (p for p in _plans(problem, 0, {}, {}, dict(problem.ceilings)) if wanted <= p.keys())
    return max(sum(int(problem.nilai[part][t - 1]) for part, t in plan.items()) for plan in plans)
