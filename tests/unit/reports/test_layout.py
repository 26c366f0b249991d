"""How blocks become paper: landscape tables, absences in one box, totals, charts with text."""

from __future__ import annotations

import io
from dataclasses import replace

from pypdf import PdfReader

from reports.blocks import Column, Document, Heading, Items, Line, Notice, Paragraph, Table, YesNoBar, YesNoBars
from reports.html import document_html
from reports.html_pages import pages
from reports.html_table import is_landscape
from reports.typst_document import document_pdf
from schemas.facts import Figure
from tests.support.pages import nearly_empty
from tests.unit.documents.periksa import Page


def table(n_columns: int, width: int, number: str = "1.1") -> Table:
    columns = (Column("nama", "Nama"), *(Column(f"c{i}", "x", "number") for i in range(n_columns)))
    cells = tuple(Figure(10**width, f"r/2013/{number}/{i}") for i in range(n_columns))
    return Table(number, "Judul", columns, (Line(("A", *cells)), Line(("B", *cells), is_total=True)))


def text_of(*blocks: object) -> str:
    return document_html(Document("Judul", "", "Tempat", "2013", ("Draf",), blocks, ())).decode()  # type: ignore[arg-type]


def test_only_wide_tables_turn_the_page() -> None:
    assert not is_landscape(table(4, 6))
    assert is_landscape(table(12, 12))


def test_a_heading_goes_onto_the_page_of_its_landscape_table() -> None:
    first, second, wide = Heading(1, "Satu", "1"), Heading(2, "Dua", "1.1"), table(12, 12)
    groups = [(turned, blocks) for turned, blocks in pages([first, second, Paragraph(("x",)), wide]) if blocks]
    assert groups == [(True, [first, second, Paragraph(("x",)), wide])]


def test_a_chapter_without_table_stays_upright() -> None:
    first, second, wide = Heading(1, "Satu", "1"), Heading(1, "Dua", "2"), table(12, 12)
    groups = [(turned, blocks) for turned, blocks in pages([first, second, wide]) if blocks]
    assert groups == [(False, [first]), (True, [second, wide])]


def test_an_absence_between_landscape_tables_wastes_no_page() -> None:
    gone, wide = Notice("Judul", ("Sebab.",), "absent", "Tabel", "1.2"), table(12, 12)
    assert [(turned, len(blocks)) for turned, blocks in pages([wide, gone, wide])] == [(True, 1), (True, 2), (False, 0)]


def test_neighbouring_absences_share_a_box() -> None:
    gone = [Notice(f"Judul {i}", ("Sebab.",), "absent", "Tabel", f"1.{i}") for i in (1, 2)]
    text = text_of(*gone, Paragraph(("x",)), gone[0])
    assert text.count('<div class="catatan absent" role="note">') == 2
    assert "<li><strong>Tabel 1.2 Judul 2: tidak terisi.</strong> Sebab.</li>" in text


def test_a_row_of_sums_is_set_apart_and_findings_stand_below() -> None:
    given = table(2, 3)
    noted = Table(given.number, given.caption, given.columns, given.lines, findings=("Temuan: 1 salah.", "Salah <x>."))
    text = text_of(noted)
    Page(text)
    assert text.count('<tr class="j">') == 1
    assert '<div class="temuan-tabel"><p>Temuan: 1 salah.</p><ul><li>Salah &lt;x&gt;.</li></ul></div>' in text


def test_an_ordinal_does_not_name_its_row() -> None:
    columns = (Column("nomor", "No"), Column("desa", "Desa"))
    text = text_of(Table("1.1", "Judul", columns, (Line(("1", "Desa A")),)))
    assert '<td class="t">1</td><th scope="row">Desa A</th>' in text


def test_a_bar_says_its_shares_in_words_and_is_listed() -> None:
    yes, no, n = (Figure(v, f"r/2013/x#{v}", d) for v, d in ((78, 1), (22, 1), (1200, 0)))
    text = text_of(YesNoBars("3.1", "Cuci tangan", (YesNoBar("Strata 1", yes, no, n),)))
    page = Page(text)
    assert page.text_of["r/2013/x#78"] == "78,0"
    assert "1.200</data> menjawab" in text
    assert 'aria-hidden="true"><span class="ya" style="width:78.0%">' in text
    assert '<a href="#g-3-1"><span>3.1</span> Cuci tangan</a>' in text


def test_little_between_two_landscape_tables_is_turned_with_them_and_much_is_not() -> None:
    wide, little, note = table(12, 12), table(2, 3), Heading(2, "Dua", "1.2")
    turned = [(is_turned, len(blocks)) for is_turned, blocks in pages([wide, note, little, wide]) if blocks]
    assert turned == [(True, 1), (True, 2), (True, 1)]
    much = replace(little, lines=little.lines * 10)
    assert [is_turned for is_turned, blocks in pages([wide, much, wide]) if blocks] == [True, False, True]
    chapter = Heading(1, "Bab", "2")
    assert [is_turned for is_turned, blocks in pages([wide, little, chapter, wide]) if blocks] == [True, False, True]


def test_the_key_of_remarks_goes_onto_the_page_of_its_table() -> None:
    key = Items((("a",), ("b",)))
    assert [(t, len(blocks)) for t, blocks in pages([Paragraph(("x",)), key, table(12, 12)]) if blocks] == [(True, 3)]


def test_a_chapter_that_begins_on_a_landscape_page_wastes_none() -> None:
    blocks = (
        Heading(1, "Satu", "1"),
        table(8, 12),
        Heading(1, "Dua", "2"),
        table(8, 12, "2.1"),
        table(8, 12, "2.2"),
    )
    document = Document("Judul", "", "Tempat", "2013", ("Draf",), blocks, ())
    pdf = document_pdf(document, "0" * 64)
    assert nearly_empty(pdf, frozenset({"1 Satu", "2 Dua", "Daftar isi", "Daftar tabel", "Asal dokumen"})) == []
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 6
