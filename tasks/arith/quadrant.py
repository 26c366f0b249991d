"""The quadrant of a SWOT from the signs of its axes (ssk.md section 5)."""

from __future__ import annotations

from tasks.arith.rounding import Exact


def quadrant(x: Exact, y: Exact) -> str:
    """Signs of x = S - W and y = O - T as `++`, `+-`, `-+` or `--`; a zero counts as positive."""
    return ("-" if x < 0 else "+") + ("-" if y < 0 else "+")
