"""The SSK in the outline of its edition (ssk.md section 2)."""

from __future__ import annotations

import pytest

from reports.blocks import Heading, Table
from reports.documents import ssk as lay_out
from tasks.documents.ssk import dokumen as ssk
from tasks.documents.units import STEP_SSK
from tests.unit.documents import bahan
from tests.unit.documents.periksa import Page

CHAPTERS = {
    2013: ("Pendahuluan", "Kerangka", "Strategi", "Program", "Pemantauan", "Pemeriksaan"),
    2016: ("Pendahuluan", "Profil", "Kerangka", "Strategi", "Program", "Pemantauan", "Pemeriksaan"),
    2018: ("Pendahuluan", "Profil", "Kerangka", "Strategi", "Kerangka Kerja Logis", "Program", "Pemantauan"),
}


@pytest.mark.parametrize("year", CHAPTERS)
def test_the_chapters_stand_in_the_order_of_the_edition(year: int) -> None:
    tree = lay_out(ssk.facts(bahan.inputs_for(STEP_SSK, year, bahan.ssk_tables()))[0])
    chapters = [b for b in tree.blocks if isinstance(b, Heading) and b.level == 1 and b.number]
    assert [h.number for h in chapters] == [str(i) for i in range(1, len(chapters) + 1)]
    for heading, start in zip(chapters, CHAPTERS[year], strict=False):
        assert heading.text.startswith(start)


@pytest.mark.parametrize("year", CHAPTERS)
def test_no_table_number_is_used_twice_and_every_edition_is_a_page(year: int) -> None:
    tree = lay_out(ssk.facts(bahan.inputs_for(STEP_SSK, year, bahan.ssk_tables()))[0])
    numbers = [b.number for b in tree.blocks if isinstance(b, Table)]
    assert len(set(numbers)) == len(numbers)
    Page(bahan.html(bahan.run(STEP_SSK, year, bahan.ssk_tables())))


def test_a_scenario_is_declared_absent_where_the_outline_asks_for_one() -> None:
    text = bahan.html(bahan.run(STEP_SSK, 2016, bahan.ssk_tables()))
    assert "Skenario disepakati Pokja" in text
