"""Dense ranks: equal values share a rank and no rank is skipped."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.arith.rounding import Exact


def dense_ranks(values: Sequence[Exact | None]) -> list[int | None]:
    """Rank 1 for the highest value; None where the value is unknown."""
    order = {v: i for i, v in enumerate(sorted({v for v in values if v is not None}, reverse=True), start=1)}
    return [None if v is None else order[v] for v in values]
