"""What is done to every document: parameters in Indonesian, absences gathered, long annexes on request."""

from __future__ import annotations

import fnmatch
import io

import docx
import pytest

from reports.blocks import Block, Column, Document, Heading, Line, Notice, Paragraph, Table
from reports.docx_document import document_docx
from reports.finish import absences_once, in_full, in_print
from reports.html import document_html
from reports.parameter_words import is_translated, stamp, worded
from reports.printed import absent_list
from reports.typst_document import document_source
from schemas.facts import Parameter
from schemas.rulebook import load_rulebook
from tasks.documents.common import parameters
from tasks.documents.units import STEPS
from tests.unit.documents.periksa import Page

LONG = Table("L.4.1", "Baris", (Column("a", "A"),), tuple(Line((f"isi {i}",)) for i in range(40)), on_request=True)


def document(*blocks: Block) -> Document:
    return Document("Memorandum Program", "", "Kabupaten Contoh", "2014", ("Draf",), blocks, ())


@pytest.mark.parametrize("year", range(2010, 2026))
def test_every_assumed_parameter_of_every_year_has_its_indonesian_words(year: int) -> None:
    rules = load_rulebook(year)
    wanted = {n for s in STEPS for n in rules.names if any(fnmatch.fnmatchcase(n, p) for p in s.rules)}
    lacking = [f"{p.name} {stamp(p)}" for p in parameters(rules) if p.name in wanted and not is_translated(p)]
    assert lacking == []


def test_a_parameter_is_read_by_its_label_and_a_changed_one_is_printed_as_it_stands() -> None:
    (found,) = [p for p in parameters(load_rulebook(2014)) if p.name == "mps.human_score_without_reason"]
    said = worded(found)
    assert (said.label, said.value) == ("Skor Pokja tanpa alasan", "diabaikan, dengan peringatan")
    changed = worded(Parameter(found.name, "used", found.unit, found.reference))
    assert (changed.label, changed.value) == (found.name, "used aturan")
    (tolerance,) = [worded(p) for p in parameters(load_rulebook(2014)) if p.name == "irs.suspek_aman_years"]
    assert tolerance.value == "5 tahun"


def test_absences_are_named_in_place_and_their_reasons_stand_once() -> None:
    gone = [Notice(f"Judul {i}", ("Sebab.",), "absent", "Tabel", f"1.{i}") for i in (1, 2)]
    made = list(absences_once([*gone, Paragraph(("x",))], "L.2"))
    assert [b.runs for b in made if isinstance(b, Notice)] == [(), ("Alasannya pada lampiran L.2.",)]
    assert absent_list(made).startswith("Tidak terisi atau tidak tersedia: Tabel 1.1, Tabel 1.2.")
    assert absent_list([Paragraph(("x",))]) == ""


def test_a_long_annex_is_closed_on_the_page_and_in_print_only_on_request() -> None:
    tree = document(Heading(2, "Rincian", "L.4"), LONG)
    page = document_html(tree).decode()
    Page(page)
    assert "isi 39" in page
    assert '<details class="rinci"><summary>Tabel L.4.1 Baris: 40 baris' in page
    words = [p.text for p in docx.Document(io.BytesIO(document_docx(tree, "0" * 64))).paragraphs]
    assert any("Tabel L.4.1, Baris, memuat 40 baris" in text for text in words)
    source = document_source(tree, "0" * 64)
    assert "isi 39" not in source
    assert "memuat 40 baris" in source
    full = document(*in_full(tree.blocks))
    assert "isi 39" in document_source(full, "0" * 64)
    assert list(in_print(full.blocks)) == list(full.blocks)
