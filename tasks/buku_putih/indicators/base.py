"""What a secondary indicator is, and the formula shape that most of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Value
from tasks.buku_putih.fakta import Fakta


@dataclass(frozen=True, slots=True)
class Indicator:
    """A secondary indicator: its name and Indonesian name, the facts it reads, its direction and its value of a desa.

    `nilai` gives None when a fact is unknown or a denominator is zero.
    """

    name: str
    sebutan: str
    facts: tuple[str, ...]
    higher_is_worse: bool
    nilai: Callable[[Fakta], Fraction | None]


def ratio_of(above: Value, below: Value, times: int = 1) -> Fraction | None:
    """times * above / below, exact; None when either is unknown or the denominator is zero."""
    if not isinstance(above, int | Decimal) or not isinstance(below, int | Decimal) or not below:
        return None
    (n, n_below), (d, d_below) = above.as_integer_ratio(), below.as_integer_ratio()
    return Fraction(times * n * d_below, n_below * d)
