"""Questions: seeded fakes are found, clean data are left alone, workbooks tell what they hide."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from benchmarks.pertanyaan import FAKES, made_up, rates
from tasks.pertanyaan.buku import look_into
from tasks.pertanyaan.kiriman import Kiriman
from tasks.pertanyaan.salinan import copied_year
from tasks.pertanyaan.semua import ALONE, WORDS, questions


@pytest.fixture(scope="module")
def every() -> list[Kiriman]:
    return made_up(4, 7)


def test_fakes_are_found_and_clean_districts_are_left_alone() -> None:
    for rule, (hit, fakes, alarms, _) in rates(4, (7,)).items():
        assert fakes, rule
        assert hit * 4 >= 3 * fakes, rule
        assert alarms == 0, rule


def test_every_question_has_its_words_and_clean_data_raise_none(every: list[Kiriman]) -> None:
    assert WORDS.keys() == {"Q-01", *ALONE}
    assert FAKES.keys() <= ALONE.keys()
    assert questions(every) == []


def test_a_copy_is_asked_about_and_the_sentence_is_a_question(every: list[Kiriman]) -> None:
    one = every[0]
    twin = replace(one, kode="99.98")
    found = questions([one, twin])
    assert {(q.rule, q.kode) for q in found} == {("Q-01", one.kode), ("Q-01", "99.98")}
    assert all(q.kalimat.endswith("?") for q in found)
    assert all(q.cells for q in found)


def test_the_same_data_year_said_again_is_reuse_and_no_copy(every: list[Kiriman]) -> None:
    one = every[0]
    assert [q for q in copied_year(replace(one, before=one.tables)) if q.table == "penduduk"] == []


def test_a_workbook_tells_hidden_rows_and_totals_typed_over_formulas() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in (["Desa", "KK", "Jiwa"], ["A", 1, 4], ["B", 2, 9], ["Jumlah", "=SUM(B2:B3)", 14]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    facts = look_into("a.xlsx", buffer.getvalue())
    assert facts == [("hidden", "a.xlsx", "Data", "A3"), ("typed_total", "a.xlsx", "Data", "C4")]
    found = questions([Kiriman("99.01", 2013, {}, {}, facts)])
    assert [q.rule for q in found] == ["Q-10", "Q-11"]
    assert look_into("a.xlsx", b"no workbook") == []
