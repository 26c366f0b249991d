"""Indonesian numbers: half-up from the exact value, dashes for the unknown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.format_id import number, percent, rupiah


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, 0, "1.234.567"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (Decimal("34.225"), 2, "34,23"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 4), 0, "0"),
        (Fraction(2, 3), 2, "0,67"),
        (Decimal("999.995"), 2, "1.000,00"),
        (0, 0, "0"),
        (None, 2, "–"),
    ],
)
def test_number(value: object, decimals: int, text: str) -> None:
    assert number(value, decimals) == text  # type: ignore[arg-type]


def test_rupiah_and_percent() -> None:
    assert rupiah(1500000) == "Rp 1.500.000"
    assert percent(Fraction(25, 2)) == "12,5 %"
    assert rupiah(None) == percent(None) == "–"
