"""The solver: HiGHS through scipy. The only module that knows it; it stops by gap or nodes, never by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tasks.mps.diam import without_remarks
from tasks.mps.model import Model

SCALE = 10_000  # ceilings are brought to this size for the solver, which loses digits on numbers of ten billion


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The choices taken, an upper bound of the value, and whether the solver stopped at the node limit."""

    chosen: tuple[int, ...]
    bound: Fraction
    is_cut: bool


def solve(model: Model, gap_pct: Fraction, node_limit: int) -> Jawaban | None:
    """The best choices found; None when the solver found no plan at all before its limit."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(model.nilai)
    if not n:
        return Jawaban((), Fraction(0), False)
    matrix, upper = matrix_of(model)
    with without_remarks():
        found = milp(
            -np.array(model.nilai, dtype=float),
            integrality=np.ones(n),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, -np.inf, upper),
            options={"mip_rel_gap": float(gap_pct / 100), "node_limit": node_limit},
        )
    if found.x is None:
        return None
    chosen = tuple(int(j) for j in np.flatnonzero(found.x[: len(model.letak)] > 0.5))
    return Jawaban(chosen, Fraction(round(-found.mip_dual_bound, 3)), found.status == 1)


def matrix_of(model: Model) -> tuple[Any, Any]:
    """The constraints as a sparse matrix and upper bounds, ceilings brought to a size that floats hold well."""
    import numpy as np
    from scipy.sparse import csr_array

    size = np.ones(len(model.baris))
    for row, _ in model.pagu.values():
        size[row] = max(1.0, model.baris[row].bound / SCALE)
    lengths = [len(b.terms) for b in model.baris]
    rows = np.repeat(np.arange(len(model.baris)), lengths)
    cols = np.array([j for b in model.baris for j, _ in b.terms], dtype=int)
    data = np.array([c for b in model.baris for _, c in b.terms], dtype=float) / size[rows]
    matrix = csr_array((data, (rows, cols)), shape=(len(model.baris), len(model.nilai)))
    return matrix, np.array([b.bound for b in model.baris], dtype=float) / size
