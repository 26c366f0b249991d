"""Splitting whole amounts so that the parts add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tasks.arith.rounding import Exact


def largest_remainder(total: int, weights: Sequence[Exact]) -> list[int]:
    """`total` split in proportion to `weights`; left-over units go to the largest remainders, ties in the order given.

    All zero weights give all zero parts only for total 0; otherwise ValueError.
    """
    exact = [Fraction(w) for w in weights]
    whole = sum(exact, Fraction(0))
    if whole == 0:
        if total:
            raise ValueError("cannot split an amount over weights that are all zero")
        return [0] * len(exact)
    quotas = [total * w / whole for w in exact]
    parts = [q.numerator // q.denominator for q in quotas]
    by_remainder = sorted(range(len(exact)), key=lambda i: (-(quotas[i] - parts[i]), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
