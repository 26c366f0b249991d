"""The formulas of mps.md section 9 as tables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.format_id import number
from tasks.realisasi.rumus import capaian_pct, efisiensi, gap_pct, is_worse, jalur, percent, selisih


def exact(text: str) -> Fraction | None:
    return None if text == "-" else Fraction(text)


def printed(value: Fraction | None) -> str:
    return "-" if value is None else number(value, 2)


@pytest.mark.parametrize(
    "row",
    [
        # arah | target | realisasi | capaian |    gap | selisih
        "naik  |     80 |        60 |   75,00 |  25,00 |  -20,00",
        "naik  |     80 |        96 |  120,00 | -20,00 |   16,00",
        "naik  |     80 |         0 |    0,00 | 100,00 |  -80,00",
        "naik  |      3 |         1 |   33,33 |  66,67 |   -2,00",
        "turun |     10 |        10 |  100,00 |   0,00 |    0,00",
        "turun |     10 |         8 |  120,00 |  20,00 |   -2,00",
        "turun |     10 |        20 |    0,00 | -100,00 |  10,00",
        "turun |     10 |        21 |  -10,00 | -110,00 |  11,00",
        "turun |      8 |     8.001 |   99,99 |  -0,01 |    0,00",
        "turun |      0 |         3 |       - |      - |    3,00",
        "naik  |      0 |         0 |       - |      - |    0,00",
        "naik  |      - |         3 |       - |      - |       -",
        "turun |     10 |         - |       - |      - |       -",
        "-     |     10 |         9 |       - |  10,00 |   -1,00",
    ],
)
def test_result_against_target(row: str) -> None:
    arah, target, realisasi, *expected = (part.strip() for part in row.split("|"))
    t, r = exact(target), exact(realisasi)
    direction = arah if arah in ("naik", "turun") else None
    found = (capaian_pct(t, r, direction), gap_pct(t, r), selisih(t, r))  # type: ignore[arg-type]
    assert [printed(v) for v in found] == expected


def test_a_gap_below_zero_rounds_half_away_from_zero() -> None:
    assert number(gap_pct(Fraction(8), Fraction("8.0004")), 2) == "-0,01"
    assert number(gap_pct(Fraction(8), Fraction("7.9996")), 2) == "0,01"


@pytest.mark.parametrize(
    ("tahun", "line"), [(2011, "-"), (2012, "10,00"), (2015, "6,00"), (2018, "2,00"), (2020, "2,00")]
)
def test_the_path_is_a_straight_line_that_ends_at_its_target(tahun: int, line: str) -> None:
    assert printed(jalur(Fraction(10), Fraction(2), 2012, 2018, tahun)) == line


@pytest.mark.parametrize(("t0", "end"), [(None, 2018), (2012, None), (2018, 2018), (2018, 2012)])
def test_without_a_span_of_years_there_is_no_path(t0: int | None, end: int | None) -> None:
    assert jalur(Fraction(10), Fraction(2), t0, end, 2018) is None


@pytest.mark.parametrize(
    ("arah", "realisasi", "warns"),
    [("turun", "6", False), ("turun", "6.01", True), ("naik", "6", False), ("naik", "5.99", True), ("naik", "-", None)],
)
def test_early_warning_only_when_strictly_worse_than_the_path(arah: str, realisasi: str, warns: bool | None) -> None:
    assert is_worse(exact(realisasi), Fraction(6), arah) is warns  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spent", "pagu", "share"),
    [(50, 200, "25,00"), (0, 200, "0,00"), (200, 200, "100,00"), (50, 0, "-"), (None, 200, "-"), (50, None, "-")],
)
def test_share_spent(spent: int | None, pagu: int | None, share: str) -> None:
    assert printed(percent(spent, pagu)) == share


@pytest.mark.parametrize(
    ("spent", "built", "pagu", "planned", "ratio"),
    [
        (900, 9, 1000, 10, "1,00"),
        (1000, 8, 1000, 10, "1,25"),
        (950, 10, 1000, 10, "0,95"),
        (100, 0, 1000, 10, "-"),
        (100, 5, 0, 10, "-"),
        (100, 5, 1000, 0, "-"),
        (None, 5, 1000, 10, "-"),
        (100, None, 1000, 10, "-"),
    ],
)
def test_unit_cost_against_plan(
    spent: int | None, built: int | None, pagu: int | None, planned: int | None, ratio: str
) -> None:
    assert printed(efisiensi(spent, built, pagu, planned)) == ratio
