"""One desa with an extreme value is named when it decides the classes of many others."""

from __future__ import annotations

from fractions import Fraction

from schemas.rulebook import load_rulebook
from tasks.arith import interval_scores
from tasks.buku_putih.indicators import BY_NAME
from tasks.buku_putih.kestabilan import shifting
from tasks.buku_putih.sekunder import Column

RULES = load_rulebook(2013)


def column(*values: int) -> Column:
    nilai = {chr(65 + i): Fraction(v) for i, v in enumerate(values)}
    return Column(BY_NAME["kepadatan"], nilai, dict(zip(nilai, interval_scores(list(nilai.values())), strict=True)))


def test_an_even_row_is_stable() -> None:
    assert shifting(column(*range(10, 110, 5)), RULES) == {}


def test_a_lone_giant_is_named_with_the_share_it_shifts() -> None:
    found = shifting(column(1, 2, 3, 4, 1000), RULES)
    assert found == {"E": Fraction(300, 4)}


def test_two_equal_extremes_hold_each_other() -> None:
    assert shifting(column(1, 2, 3, 4, 1000, 1000), RULES) == {}


def test_exactly_the_limit_is_still_stable() -> None:
    assert RULES.exact("score.outlier_share") == 20
    found = shifting(column(0, 24, 26, 60, 90, 100), RULES)
    assert found == {"A": Fraction(200, 5)}, "without F one of five changes: 20 %, which is not above the limit"
