"""What a submission may hold, in all four formats: nothing is executed or read as markup, everything is laid out."""

from __future__ import annotations

import io
from collections.abc import Callable
from html.parser import HTMLParser

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reports.blocks import Column, Document, Heading, Items, Line, Notice, Paragraph, Quote, Table
from reports.docx_document import document_docx
from reports.html import document_html
from reports.typst_charts import breakable, literal
from reports.typst_document import document_pdf
from reports.wide import parts_of
from reports.xlsx_document import document_xlsx
from schemas.facts import Figure, Kelas

SHOWN = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "#pagebreak() $x$ [a] *b* _c_ `d` <l> @e",
    "]]> &amp; &#x41; {{ x }} {% raw %}",
    'C:\\temp\\"x"',
)
OTHERS = (
    "W" * 300,
    "עברית נעימה",
    "العربية ١٢٣",
    "\N{GRINNING FACE} \N{FAMILY}",
    "\x07\x00 akhir",
    "a\u202eb\u2066c",
    "漢字",
)
COLUMNS = (Column("a", "Nama <b>"), Column("b", "=1+1", "number"), Column("k", "Kelas", "class"))
MISSING = (Figure(None, ""), Kelas(None, ""))
HOSTILE = Table(
    "1.1",
    SHOWN[3],
    COLUMNS,
    tuple(Line((text, *MISSING), group=text) for text in (*SHOWN, *OTHERS)),
    sources=SHOWN,
    notes=SHOWN,
)
LONG = Table(
    "1.2", "Panjang", COLUMNS, tuple(Line((f"baris {i}", Figure(i, f"r/2013/b/{i}"), MISSING[1])) for i in range(400))
)
WIDE = Table(
    "1.3",
    "Lebar",
    (Column("n", "Nama"), *(Column(f"c{i}", f"Kolom {i}", "number") for i in range(39))),
    (Line(("Hulu", *(Figure(10**9 + i, f"r/2013/w/{i}") for i in range(39)))),),
)
EMPTY = Table("1.4", "Kosong", COLUMNS, ())
TREE = Document(
    SHOWN[0],
    SHOWN[3],
    SHOWN[5],
    "2013",
    (SHOWN[1],),
    (
        Heading(1, OTHERS[0], "1"),
        Paragraph((SHOWN[5],)),
        Items(((SHOWN[0],),)),
        Quote("\n".join((*SHOWN, *OTHERS)), SHOWN[3]),
        Notice(SHOWN[3], (SHOWN[5],)),
        HOSTILE,
        LONG,
        WIDE,
        EMPTY,
    ),
    ((SHOWN[3], SHOWN[5]),),
)
MAKERS: dict[str, Callable[[], bytes]] = {
    "html": lambda: document_html(TREE),
    "pdf": lambda: document_pdf(TREE, "0" * 64),
    "docx": lambda: document_docx(TREE, "0" * 64),
    "xlsx": lambda: document_xlsx(TREE, "0" * 64),
}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {kind: make() for kind, make in MAKERS.items()}


def test_a_page_shows_markup_as_text(made: dict[str, bytes]) -> None:
    page = Tags()
    page.feed(made["html"].decode())
    assert not page.tags & {"script", "img", "b>"}
    assert not {name for name in page.attributes if name.startswith("on")}
    said = "".join(page.text)
    assert [text for text in SHOWN if text not in said] == []


def test_word_shows_markup_and_formulas_as_text(made: dict[str, bytes]) -> None:
    opened = docx.Document(io.BytesIO(made["docx"]))
    cells = {"".join(t.text or "" for t in tc.iter(TEXT)) for tc in opened.tables[0]._tbl.iter(CELL)}
    assert [text for text in SHOWN if text not in cells] == []
    fields = [t.text or "" for t in opened.element.iter(FIELD)]
    assert all(code.split()[0] in ("TOC", "SEQ", "PAGEREF", "PAGE") for code in fields)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, CELL, FIELD = f"{WORD}t", f"{WORD}tc", f"{WORD}instrText"


def test_a_workbook_computes_nothing_that_was_submitted(made: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(made["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = [c.value for c in cells if c.data_type == "f"]
    assert all(str(formula).startswith("=SUM(") and "cmd" not in str(formula) for formula in formulas)
    said = {str(c.value) for c in cells if c.data_type == "s"}
    assert [text for text in SHOWN if text not in said] == []


def test_a_pdf_shows_markup_as_text_and_breaks_what_is_too_long(made: dict[str, bytes]) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages]
    said = "".join("".join(pages).split())
    assert [text for text in SHOWN if "".join(text.split()) not in said] == []
    assert all("W" * 100 not in line for page in pages for line in page.splitlines())
    assert said.count("(bagian") >= len(parts_of(WIDE)) > 2
    assert "baris399" in said
    assert "1.000.000.038" in said


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_hostile_tree_gives_the_same_bytes(made: dict[str, bytes], kind: str) -> None:
    assert MAKERS[kind]() == made[kind]


def test_a_wide_table_keeps_every_cell_and_its_row_names_in_its_parts() -> None:
    assert parts_of(LONG) == (LONG,)
    assert parts_of(EMPTY) == (EMPTY,)
    parts = parts_of(WIDE)
    assert [cell for part in parts for cell in part.lines[0].cells[1:]] == list(WIDE.lines[0].cells[1:])
    assert all(part.lines[0].cells[0] == "Hulu" for part in parts)
    assert parts[0].caption == f"Lebar (bagian 1 dari {len(parts)})"


def test_only_words_that_would_leave_the_page_are_broken() -> None:
    digest = "0a" * 32
    assert breakable(digest) == literal(digest)
    assert breakable("kata " * 30) == literal("kata " * 30)
    assert breakable("W" * 70) == literal("\u00ad".join(["W" * 12] * 5 + ["W" * 10]))
