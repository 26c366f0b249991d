"""The solver: HiGHS through scipy. The only module that knows it; it stops by gap or nodes, never by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tasks.mps.alokasi.cara.diam import without_remarks
from tasks.mps.alokasi.cara.model import Model

SCALE = 10_000  # ceilings are brought to this size for the solver, which loses digits on numbers of ten billion
PROVEN = (0, 2)  # gap reached, or no plan exists. At its node limit HiGHS says 16, which scipy 1.17 turns into 4.


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The choices taken, an upper bound of the value, and whether the solver stopped at the node limit.

    `chosen` None: no plan was found; together with `is_cut` it is open whether there is one, else there is none.
    """

    chosen: tuple[int, ...] | None
    bound: Fraction
    is_cut: bool


def solve(model: Model, gap_pct: Fraction, node_limit: int) -> Jawaban:
    """The best choices found before the gap is reached or the nodes are used up."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(model.nilai)
    if not n:
        return Jawaban(() if all(b.bound >= 0 for b in model.baris) else None, Fraction(0), False)
    matrix, upper = matrix_of(model)
    with without_remarks():
        found = milp(
            -np.array(model.nilai, dtype=float),
            integrality=np.ones(n),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, -np.inf, upper),
            options={"mip_rel_gap": float(gap_pct / 100), "node_limit": node_limit},
        )
    is_cut = found.status not in PROVEN
    if found.x is None:
        return Jawaban(None, Fraction(0), is_cut)
    chosen = tuple(int(j) for j in np.flatnonzero(found.x[: len(model.letak)] > 0.5))
    return Jawaban(chosen, Fraction(round(-found.mip_dual_bound, 3)), is_cut)


@dataclass(frozen=True, slots=True)
class Longgar:
    """The linear relaxation: how much of each choice, the value, and what one more of each constraint is worth."""

    bagian: tuple[float, ...]
    nilai: float
    harga: dict[int, float]


def relax(model: Model) -> Longgar | None:
    """The optimum where choices may be made in part; None when even that has no solution."""
    import numpy as np
    from scipy.optimize import linprog

    if not model.nilai:
        return Longgar((), 0.0, {}) if all(b.bound >= 0 for b in model.baris) else None
    matrix, upper = matrix_of(model)
    with without_remarks():
        found = linprog(-np.array(model.nilai, dtype=float), A_ub=matrix, b_ub=upper, bounds=(0, 1), method="highs")
    if found.x is None or found.status != 0:
        return None
    size = _sizes(model)
    harga = {row: max(0.0, -float(found.ineqlin.marginals[row])) / float(size[row]) for row, _ in model.pagu.values()}
    return Longgar(tuple(found.x.tolist()), -float(found.fun), harga)


def matrix_of(model: Model) -> tuple[Any, Any]:
    """The constraints as a sparse matrix and upper bounds, ceilings brought to a size that floats hold well."""
    import numpy as np
    from scipy.sparse import csr_array

    size = _sizes(model)
    lengths = [len(b.terms) for b in model.baris]
    rows = np.repeat(np.arange(len(model.baris)), lengths)
    cols = np.array([j for b in model.baris for j, _ in b.terms], dtype=int)
    data = np.array([c for b in model.baris for _, c in b.terms], dtype=float) / size[rows]
    matrix = csr_array((data, (rows, cols)), shape=(len(model.baris), len(model.nilai)))
    return matrix, np.array([b.bound for b in model.baris], dtype=float) / size


def _sizes(model: Model) -> Any:
    import numpy as np

    size = np.ones(len(model.baris))
    for row, _ in model.pagu.values():
        largest = max(model.baris[row].bound, *(c for _, c in model.baris[row].terms))
        size[row] = max(1.0, largest / SCALE)
    return size
