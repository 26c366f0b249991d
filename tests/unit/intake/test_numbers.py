"""Numbers are read exactly, whatever the hand that wrote them, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Field
from tasks.intake.grids.grid import BARE_FORMULA, DATE, FAILED, NUMBER, Cell, Cells
from tasks.intake.values.cell_messages import BARE, MIXED, NOT_A_NUMBER, NOT_WHOLE, OPEN
from tasks.intake.values.column import Column, read_column
from tasks.intake.values.numbers import figure

HA = Field("luas_ha", "measure", "")
KK = Field("kk", "count", "")
PCT = Field("cakupan_pct", "percent", "", unit="%")
RP = Field("pagu_rp", "rupiah", "")
NO_FILE: frozenset[str] = frozenset()


def read(field: Field, *texts: str, file: str = "", scale: int | None = 1) -> Column:
    return read_column(field, Cells.of(Cell(t) for t in texts), frozenset(file), scale)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("296'333", "296333"),
        ("296’333", "296333"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        (",5", "0.5"),
        ("007", "7"),
    ],
)
def test_a_number_that_has_one_reading(text, value):
    assert read(HA, text).values == [Decimal(value)]


@pytest.mark.parametrize(
    "text", ["12 (est.)", "kira-kira 5", "1.23.4", "1.234.56", "5.", "1 23", "1e5", "banyak", "0.1.2"]
)
def test_a_note_or_a_broken_number_is_no_number(text):
    read_back = read(HA, text)
    assert read_back.values == [None]
    assert read_back.problems == {0: NOT_A_NUMBER}


@pytest.mark.parametrize("text", ["", " ", "-", "\u2013", "n/a", "N/A", "\u00a0"])
def test_a_blank_is_unknown_and_no_problem(text):
    assert (read(KK, text).values, read(KK, text).problems) == ([None], {})


def test_the_separator_is_decided_by_the_column_then_by_the_file():
    assert read(HA, "1.234", "12,5").values == [1234, Decimal("12.5")]
    assert read(HA, "1.234", "12.5").values == [Decimal("1.234"), Decimal("12.5")]
    assert read(HA, "4,460", file=".").values == [4460]
    assert read(HA, "4,460", file=",").values == [Decimal("4.460")]


def test_what_stays_open_is_thousands_in_a_count_and_a_finding_in_a_measure():
    assert read(KK, "1.234", "5").values == [1234, 5]
    measured = read(HA, "1.234", "5")
    assert measured.values == [None, 5]
    assert measured.problems == {0: OPEN}
    assert read(HA, "1.234", file=".,").values == [None], "a file that mixes decides nothing"


def test_a_column_of_mixed_marks_is_refused_as_a_whole():
    mixed = read(HA, "1.234,5", "7", "1,234.5")
    assert mixed.values == [None, None, None]
    assert mixed.mixed == ("1,234.5", "1.234,5")
    assert "titik dan koma" in MIXED


def test_a_count_is_whole():
    assert read(KK, "12,0", "12,5").values == [12, None]
    assert read(KK, "12,5").problems == {0: NOT_WHOLE}
    assert read(KK, "1.000", "12.0").problems == {0: NOT_WHOLE}, "the point is the decimal mark here: 1.000 is not 1"


def test_a_numeric_cell_is_what_it_is():
    cells = [
        Cell("0.1", NUMBER),
        Cell("1.234", NUMBER),
        Cell("2013-01-11", DATE),
        Cell("", BARE_FORMULA),
        Cell("#N/A", FAILED),
    ]
    found = read_column(HA, Cells.of(cells), NO_FILE)
    assert found.values == [Decimal("0.1"), Decimal("1.234"), None, None, None]
    assert set(found.problems) == {2, 3, 4}
    assert found.problems[3] == BARE


def test_percent_columns_of_fractions_are_asked_about():
    assert read(PCT, "0,45", "1", "0").are_fractions
    assert not read(PCT, "45", "1").are_fractions
    assert not read(PCT, "0", "").are_fractions
    assert read(PCT, "62,6 %").values == [Decimal("62.6")]


def test_money_is_stored_in_whole_rupiah():
    assert read(RP, "1.234,5", scale=1_000_000).values == [1_234_500_000]
    assert read(RP, "Rp 1.500.000,-").values == [1_500_000]
    assert read(RP, "5", scale=None).values == [None]


grouped = st.integers(min_value=1000, max_value=10**12)
decimals = st.integers(min_value=1, max_value=99)


@given(grouped, decimals, st.sampled_from([(".", ","), (",", "."), ("'", "."), (" ", ","), ("\u00a0", ",")]))
def test_law_every_way_of_writing_a_number_reads_back(whole, cents, marks):
    thousands, point = marks
    text = f"{whole:,}".replace(",", "T").replace("T", thousands) + f"{point}{cents:02d}"
    assert read(HA, text).values == [Decimal(f"{whole}.{cents:02d}")]


@given(st.lists(st.sampled_from(["1.234", "12,5", "3", "", "-", "x", "4.000", "1.234,5"]), max_size=8), st.randoms())
def test_law_the_order_of_rows_changes_no_value(texts, random):
    shuffled = list(texts)
    random.shuffle(shuffled)
    before = sorted(zip(texts, map(str, read(HA, *texts).values), strict=True))
    after = sorted(zip(shuffled, map(str, read(HA, *shuffled).values), strict=True))
    assert before == after


@given(st.text(max_size=12))
def test_law_any_text_is_read_or_refused_without_an_exception(text):
    for field in (HA, KK, PCT, RP, Field("x", "date", ""), Field("x", "id", ""), Field("x", "flag", "")):
        found = read(field, text)
        assert len(found.values) == 1
    assert figure(text) is None or figure(text) is not None
