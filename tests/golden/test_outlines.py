"""docs/outlines.md: each chapter, section, table, figure and map of the four documents, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.blocks import Chart, Document, Heading, Notice, Table, chart_label
from reports.documents import buku_putih as lay_out_buku_putih
from reports.documents import monev as lay_out_monev
from reports.documents import mps as lay_out_mps
from reports.documents import ssk as lay_out_ssk
from reports.html_pages import is_absent
from tasks.documents.buku_putih import dokumen as buku_putih
from tasks.documents.monev import dokumen as monev
from tasks.documents.mps import dokumen as mps
from tasks.documents.ssk import dokumen as ssk
from tasks.documents.units import STEP_BUKU_PUTIH, STEP_MONEV, STEP_MPS, STEP_SSK
from tests.unit.documents import bahan, bahan_lengkap

GOLDEN = Path(__file__).parents[2] / "docs" / "outlines.md"
HEAD = """# Outlines

Written by `make golden` from the submissions of the tests: every chapter, section, table, figure and map of each
document, in its order, with the section in which it stands. Chapters, and tables that a guide numbers, have the
numbers of the guide (from fiscal year 2013: the outline of 2014-15 for the Buku Putih, of 2012-14 for the SSK). A part
that these submissions do not fill says so, as the document does; each document lists its own in the annex on
completeness.
"""
# What the guides name: numbers of chapters and sections with how their titles begin, and numbered parts.
SECTIONS: dict[str, dict[str, str]] = {
    "Buku Putih": {
        "1": "Pendahuluan", "2": "Gambaran Umum", "2.1": "Geografis", "2.2": "Demografi", "2.3": "Keuangan",
        "2.4": "Tata ruang", "2.5": "Sosial", "2.6": "Kelembagaan", "3": "Profil", "3.1": "Kajian", "3.2": "Perilaku",
        "3.3": "Pengelolaan air limbah", "3.4": "Pengelolaan persampahan", "3.5": "Pengelolaan drainase",
        "3.6": "Komponen terkait", "4": "Program", "5": "Indikasi", "": "Lampiran",
    },
    "SSK": {
        "1": "Pendahuluan", "2": "Kerangka", "2.1": "Visi dan misi", "2.3": "Tahapan", "2.4": "Kemampuan pendanaan",
        "3": "Strategi", "4": "Program dan Kegiatan", "5": "Pemantauan", "L.1": "Analisis SWOT",
        "L.2": "Kerangka kerja logis", "L.3": "Tabel program",
    },
    "MPS": {
        "1": "Pendahuluan", "1.1": "Latar belakang", "1.2": "Maksud", "1.3": "Landasan hukum", "1.4": "Metode",
        "1.5": "Sistematika", "2": "Review SSK", "2.1": "Profil", "2.2": "Review", "2.3": "Prioritas",
        "3": "Rencana Kegiatan",
        "3.1": "Air limbah", "3.2": "Persampahan", "3.3": "Drainase", "3.4": "PHBS", "4": "Rencana Anggaran",
        "4.1": "Rekapitulasi", "4.2": "APBD kabupaten", "4.3": "APBD provinsi", "4.4": "APBN", "4.5": "Sumber lain",
        "5": "Rencana Implementasi", "L.3": "Kerangka kerja logis", "L.4": "Rincian",
    },
    "Monev": {"1": "Pendahuluan", "2": "Anggaran", "3": "Pelaksanaan", "4": "Capaian"},
}  # fmt: skip
MADE: dict[str, Callable[[], Document]] = {
    "Buku Putih": lambda: _tree(buku_putih.facts, lay_out_buku_putih, STEP_BUKU_PUTIH, 2013, bahan_lengkap.tables()),
    "SSK": lambda: _tree(ssk.facts, lay_out_ssk, STEP_SSK, 2013, bahan.ssk_tables()),
    "MPS": lambda: _tree(mps.facts, lay_out_mps, STEP_MPS, 2014, bahan.mps_tables()),
    "Monev": lambda: _tree(monev.facts, lay_out_monev, STEP_MONEV, 2015, bahan.monev_tables()),
}


def _tree(facts: Any, lay_out: Any, step: Any, year: int, tables: Any) -> Document:
    made: Document = lay_out(facts(bahan.inputs_for(step, year, tables))[0])
    return made


@pytest.fixture(scope="module")
def trees() -> dict[str, Document]:
    return {name: make() for name, make in MADE.items()}


def written(trees: dict[str, Document]) -> str:
    parts = (f"\n## {name}\n\n| part | title | where |\n|---|---|---|\n{_rows(tree)}" for name, tree in trees.items())
    return HEAD + "".join(parts)


def _rows(tree: Document) -> str:
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in _listed(tree))


def _listed(tree: Document) -> Iterator[tuple[str, str, str]]:
    where = ""
    for block in tree.blocks:
        if isinstance(block, Heading) and block.level < 4:
            where = block.number or block.text
            yield f"**{where}**" if block.level == 1 else where, block.text, ""
        elif isinstance(block, Table):
            yield f"Tabel {block.number}", block.caption, where
        elif isinstance(block, Chart):
            yield f"{chart_label(block)} {block.number}", block.caption, where
        elif isinstance(block, Notice) and is_absent(block):
            yield f"{block.label} {block.number}".strip(), block.title, f"{where}, not filled here"


def test_the_outlines_are_those_of_the_page(request: pytest.FixtureRequest, trees: dict[str, Document]) -> None:
    if request.config.getoption("--golden-write", default=False):
        GOLDEN.write_text(written(trees), encoding="utf-8")
    assert written(trees) == GOLDEN.read_text(encoding="utf-8"), "outlines changed: run `make golden` and read the diff"


@pytest.mark.parametrize("name", SECTIONS)
def test_every_chapter_and_section_that_the_guide_names_is_there(trees: dict[str, Document], name: str) -> None:
    found = [(b.number, b.text) for b in trees[name].blocks if isinstance(b, Heading)]
    lacking = [
        (number, title)
        for number, title in SECTIONS[name].items()
        if not any(n == number and text.startswith(title) for n, text in found)
    ]
    assert lacking == []
