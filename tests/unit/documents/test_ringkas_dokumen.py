"""Short versions, maps on boundaries, sentences on what the numbers mean, and what every document carries."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from reports.blocks import ClassMap, Document, Heading, Paragraph, Table
from reports.chapters.narrative import extremes
from reports.printed import runs_text
from reports.typst_document import document_pdf
from schemas.facts import Facts, Figure
from tasks.documents.units import (
    KECAMATAN,
    STEP_BUKU_PUTIH,
    STEP_MONEV,
    STEP_MPS,
    STEP_SSK,
    SUMMARY,
    facts_and_tree,
    short_version,
)
from tests.unit.documents import bahan, bahan_lengkap

SQUARE = "{0},0 {1},0 {1},900 {0},900 {0},0"
BATAS = [
    {"kode": kode, "nama": kode, "bentuk": SQUARE.format(1000 * i, 1000 * i + 900)} for i, kode in enumerate(bahan.DESA)
]
CASES = {
    "buku_putih": (STEP_BUKU_PUTIH, 2013, bahan_lengkap.tables, "intake"),
    "ssk": (STEP_SSK, 2013, bahan.ssk_tables, "intake"),
    "mps": (STEP_MPS, 2014, bahan.mps_tables, "intake@-1"),
    "monev": (STEP_MONEV, 2015, bahan.monev_tables, ""),
}


def made(name: str, *, with_batas: bool = True) -> tuple[Facts, Document]:
    step, year, tables, parent = CASES[name]
    given = {**tables(), (parent, "batas"): BATAS} if with_batas and parent else tables()
    return facts_and_tree(step.name, bahan.inputs_for(step, year, given))


def said(document: Document) -> list[str]:
    return [runs_text(b.runs) for b in document.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize("name", CASES)
def test_a_summary_has_at_most_two_pages_and_its_sentences_come_from_the_document(name: str) -> None:
    facts, whole = made(name)
    short = short_version(SUMMARY, facts, whole)
    assert short is not None
    assert len(PdfReader(io.BytesIO(document_pdf(short, "0" * 64))).pages) <= 2
    assert said(short)
    assert set(said(short)) <= set(said(whole))
    assert sum(isinstance(b, ClassMap) for b in short.blocks) <= 1


@pytest.mark.parametrize("name", CASES)
def test_every_document_has_its_foreword_its_page_to_sign_and_its_terms(name: str) -> None:
    _, whole = made(name)
    heads = [b.text for b in whole.blocks if isinstance(b, Heading)]
    assert heads[:2] == ["Kata Pengantar", "Halaman pengesahan"]
    assert heads[-2:] == ["Kelengkapan tabel, gambar, dan peta", "Daftar istilah dan singkatan"]


def test_a_page_per_kecamatan_has_its_numbers_beside_those_of_the_district() -> None:
    facts, whole = made("buku_putih")
    short = short_version(KECAMATAN, facts, whole)
    assert short is not None
    pages = PdfReader(io.BytesIO(document_pdf(short, "0" * 64))).pages
    assert [b.text for b in short.blocks if isinstance(b, Heading)] == ["Kecamatan Hulu", "Kecamatan Hilir & Muara"]
    assert len(pages) == 2
    (first,) = [b for b in short.blocks if isinstance(b, Table) and b.number == "K.1.1"]
    cells = {str(line.cells[0]): line.cells[1:] for line in first.lines}
    desa = [c.value for c in cells["Desa dan kelurahan"] if isinstance(c, Figure)]
    assert desa == [2, 4]
    people = [c.value for c in cells["Penduduk (jiwa)"] if isinstance(c, Figure)]
    assert len(people) == 2
    assert None not in people
    assert short_version(KECAMATAN, *made("ssk")) is None


@pytest.mark.parametrize(("name", "numbers"), [("buku_putih", {"2.2", "3.1", "5.1"}), ("ssk", {"2.2"})])
def test_maps_are_drawn_on_the_boundaries_and_declared_absent_without(name: str, numbers: set[str]) -> None:
    drawn = {b.number for b in made(name)[1].blocks if isinstance(b, ClassMap)}
    assert drawn >= numbers
    assert not [b for b in made(name, with_batas=False)[1].blocks if isinstance(b, ClassMap)]


def test_the_highest_and_the_lowest_are_named_and_the_unknown_is_not_the_lowest() -> None:
    rows = tuple({"nama": n, "nilai": Figure(v, f"a#{n}")} for n, v in (("A", 3), ("B", None), ("C", 7), ("D", 1)))
    top, low, unknown = extremes(rows, "nama", "nilai") or ((), (), [])
    assert (top[0], low[0], unknown) == ("C", "D", ["B"])
    total = {"nama": "Jumlah", "nilai": Figure(11, "a#t"), "jumlah": "ya"}
    assert extremes((rows[0], total), "nama", "nilai") is None
