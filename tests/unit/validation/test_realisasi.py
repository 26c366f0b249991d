"""Budget, progress and results: the edges of MP-V60 to MP-V66, and which tables a report is asked for."""

from __future__ import annotations

import pytest

from schemas.canonical import text_of
from tests.unit.validation.support import of_rule, validate

LINE = "baris_anggaran: baris_id | tahun | pagu_rp | volume\n B1 | 2013 | 1000 | 10\n"


def progress(columns: str, *rows: str) -> str:
    return LINE + f"realisasi: baris_id | periode | {columns}\n" + "\n".join(f" B1 | {row}" for row in rows)


@pytest.mark.parametrize(("value", "is_found"), [("0", False), ("100", False), ("100.1", True), ("-0.1", True)])
def test_physical_progress_is_a_percentage(value: str, is_found: bool) -> None:
    assert bool(of_rule(validate(progress("fisik_pct", f"2013-Q1 | {value}")), "MP-V60")) is is_found


def test_a_falling_quarter_becomes_unknown_and_the_higher_one_before_it_stays() -> None:
    outputs = validate(progress("fisik_pct", "2013-Q1 | 20", "2013-Q2 | 60", "2013-Q3 | 40", "2013-Q4 | 50"))
    assert [f.row for f in of_rule(outputs, "MP-V60")] == ["B1|2013-Q3", "B1|2013-Q4"]
    assert [text_of(r["fisik_pct"]) for r in outputs.tables["realisasi"][1]] == ["20", "60", "", ""]


def test_the_order_of_the_rows_is_not_that_of_the_quarters() -> None:
    assert of_rule(validate(progress("fisik_pct", "2013-Q3 | 60", "2013-Q1 | 20")), "MP-V60") == []


@pytest.mark.parametrize(("spent", "is_found"), [("1000", False), ("1001", True)])
def test_money_stays_within_the_budget_line(spent: str, is_found: bool) -> None:
    outputs = validate(progress("keuangan_rp", f"2013-Q4 | {spent}"))
    found = of_rule(outputs, "MP-V61")
    assert bool(found) is is_found
    assert all(f.also == (("baris_anggaran", "B1", "pagu_rp"),) for f in found)


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        (["2013-Q2 | 0"], False),
        (["2013-Q3 | 0"], True),
        (["2013-Q4 | 0"], True),
        (["2013-Q3 | 0", "2013-Q4 | 1"], False),
        (["2013-Q3 | -"], False),
    ],
)
def test_nothing_paid_by_the_third_quarter_is_late(rows: list[str], is_found: bool) -> None:
    assert bool(of_rule(validate(progress("keuangan_rp", *rows)), "MP-V62")) is is_found


def test_progress_names_its_budget_line_and_a_quarter() -> None:
    outputs = validate(LINE + "realisasi: baris_id | periode | keuangan_rp\n B9 | 2013-Q1 | 1\n B1 | Maret | 1")
    assert [(f.row, f.column) for f in of_rule(outputs, "MP-V63")] == [
        ("B1|Maret", "periode"),
        ("B9|2013-Q1", "baris_id"),
    ]
    assert of_rule(outputs, "TB-04") == []
    assert [r["keuangan_rp"] for r in outputs.tables["realisasi"][1]] == [1, 1]


@pytest.mark.parametrize(
    ("arah", "realisasi", "is_found"),
    [
        ("naik", "120", False),
        ("naik", "120.1", True),
        ("naik", "0", False),
        ("turun", "80", False),
        ("turun", "79.9", True),
        ("turun", "200", False),
        ("turun", "200.1", True),
        ("-", "500", False),
    ],
)
def test_results_beyond_the_limits_are_doubted_in_both_directions(arah: str, realisasi: str, is_found: bool) -> None:
    text = f"sasaran: sasaran_id | arah\n S1 | {arah}\ncapaian: sasaran_id | tahun | target | realisasi\n"
    assert bool(of_rule(validate(f"{text} S1 | 2013 | 100 | {realisasi}"), "MP-V64")) is is_found


@pytest.mark.parametrize(
    ("spent", "built", "is_found"),
    [("1000", "8", False), ("1000", "7.9", True), ("750", "10", False), ("749", "10", True), ("500", "0", False)],
)
def test_a_unit_cost_far_from_the_plan_is_named(spent: str, built: str, is_found: bool) -> None:
    outputs = validate(progress("keuangan_rp | volume", f"2013-Q4 | {spent} | {built}"))
    assert bool(of_rule(outputs, "MP-V65")) is is_found


def test_a_unit_cost_of_a_doubted_amount_is_not_judged() -> None:
    outputs = validate(progress("keuangan_rp | volume", "2013-Q3 | 900 | 9", "2013-Q4 | 100 | 10"))
    assert of_rule(outputs, "MP-V61")
    assert of_rule(outputs, "MP-V65") == []


@pytest.mark.parametrize(
    ("fisik", "volume", "works", "is_found"),
    [("100", "-", "0", True), ("60", "2", "0", True), ("60", "0", "0", False), ("100", "10", "1", False)],
)
def test_only_what_is_built_can_be_idle(fisik: str, volume: str, works: str, is_found: bool) -> None:
    outputs = validate(progress("fisik_pct | volume | berfungsi", f"2013-Q4 | {fisik} | {volume} | {works}"))
    assert bool(of_rule(outputs, "MP-V66")) is is_found


def test_a_report_is_asked_for_the_tables_of_stages_5_and_6_only() -> None:
    assert validate(LINE).summary["missing"] == ["realisasi", "capaian"]
    both = LINE + "pagu: sumber_dana | tahun | pagu_rp\n APBN | 2014 | 1"
    assert validate(both).summary["missing"] == ["kesiapan", "komitmen", "realisasi", "capaian"]
