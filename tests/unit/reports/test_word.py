"""What Word fills by itself, and charts as pictures."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
from docx.oxml.ns import qn

from reports.blocks import ClassMap, ClassTiles, Column, Document, Heading, Line, Notice, Paragraph, Quote, Table
from reports.docx_document import document_docx
from reports.language import English, Indonesian, said, speaking, told
from reports.pictures import TALLEST_CM, WIDTH_CM, alternative, pictures
from reports.printed import cell_text, class_lists
from schemas.facts import Kelas

LABELS = ((1, "rendah"), (2, "tinggi"))
SQUARE = (((0, 0), (900, 0), (900, 900), (0, 900)),)
MAP = ClassMap(
    "5.1",
    "Peta",
    LABELS,
    (
        ClassMap.Shape("Hulu", Kelas(2, "a#1", is_sementara=True), SQUARE),
        ClassMap.Shape("Hilir", Kelas(2, "a#2"), SQUARE),
        ClassMap.Shape("Muara", Kelas(None, ""), SQUARE),
    ),
)
TALL = ClassTiles("5.2", "Petak", LABELS, (("Kec", tuple((f"Desa {i}", Kelas(1, f"a#{i}")) for i in range(400))),))
TREE = Document(
    "Judul",
    "",
    "Tempat",
    "2013",
    (),
    (Heading(1, "Bab", "1"), Table("1.1", "Isi", (Column("a", "A"),), (Line(("x",)),)), MAP, Heading(2, "Sub", "1.1")),
    (),
)


def xml_of(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_a_map_names_the_desa_of_each_class_in_a_row() -> None:
    told = [[cell_text(c, {}) for c in line.cells] for line in class_lists(MAP).lines]
    assert told == [["2 tinggi", "2", "Hulu (s), Hilir"], ["tanpa kelas", "1", "Muara"]]
    (line,) = class_lists(TALL).lines
    assert str(line.cells[2]).startswith("Kec: Desa 0, Desa 1")


def test_a_chart_higher_than_a_page_becomes_several_pictures_of_the_same_bytes() -> None:
    made = pictures(TALL)
    assert len(made) > 1
    assert all(p.height_cm <= TALLEST_CM + 0.1 for p in made)
    assert pictures(MAP) == pictures(MAP)
    assert pictures(MAP)[0].height_cm < WIDTH_CM


def test_lists_are_fields_filled_beforehand_whose_entries_lead_to_bookmarks() -> None:
    data = document_docx(TREE, "0" * 64)
    assert data == document_docx(TREE, "0" * 64)
    text = xml_of(data)
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)</w:instrText>", text)
    assert [c for c in codes if c.startswith("TOC")] == [
        'TOC \\o "1-2" \\h \\z \\u',
        'TOC \\h \\z \\c "Tabel"',
        'TOC \\h \\z \\c "Peta"',
    ]
    assert [c for c in codes if c.startswith("SEQ")] == ["SEQ Tabel \\r 1", "SEQ Peta \\r 1"]
    linked = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', text)
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"', text)
    assert sorted(linked) == sorted(marks)
    assert len(set(marks)) == 5
    for kind in ("begin", "separate", "end"):
        assert text.count(f'w:fldCharType="{kind}"') == len(codes)


def test_a_picture_says_in_words_what_it_shows() -> None:
    (shape,) = docx.Document(io.BytesIO(document_docx(TREE, "0" * 64))).inline_shapes
    assert shape._inline.docPr.get("descr") == alternative(MAP) == "Peta. Desa/kelurahan: tinggi 2, tanpa kelas 1."


def test_what_stays_indonesian_in_the_english_edition_is_marked() -> None:
    with speaking("en"):
        desa = Indonesian("Ciamba")
        blocks = (
            Heading(1, English("Chapter"), "1"),
            Paragraph((told("Tahun anggaran {}", Indonesian("dua ribu")), English(" ends"))),
            Notice(Indonesian("Peta Ciamba"), (English("None. "), Indonesian("Tanpa batas.")), "absent", "Peta", "1.1"),
            Quote(Indonesian("Kata kami"), English("Pokja")),
            Table("1.1", said("Jumlah"), (Column("a", English("Name")),), (Line((desa,)), Line((English("total"),)))),
        )
        tree = replace(TREE, place=Indonesian("Kabupaten Contoh"), blocks=blocks, language="en")
        body = docx.Document(io.BytesIO(document_docx(tree, "0" * 64))).element.body
    marked = [run for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None]
    words = ["".join(text.text or "" for text in run.iter(qn("w:t"))) for run in marked]
    assert words == ["Kabupaten Contoh", "dua ribu", "Peta Ciamba", "Tanpa batas.", "Kata kami", "Ciamba"]
    assert b"w:lang " not in zipfile.ZipFile(io.BytesIO(document_docx(TREE, "0" * 64))).read("word/document.xml")
