"""The English edition says what the Indonesian one says, with the same anchors and figures; Indonesian is marked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from flows.cycle.documents import language_of, newest_documents
from flows.wiring import newest_runs
from reports.english import known, pairs
from schemas.canonical import digest
from schemas.errors import WrongUsage
from tests.support.stores import folder_store

YEARS = {"buku-putih": 2013, "ssk": 2013, "mps": 2014, "monev": 2015}
VOID = {"meta", "link", "br", "input"}
UNSEEN = {"style", "code", "title"}
ALIKE = {"rupiah ("}
"""Pieces of sentences that are the same in both languages."""
INDONESIAN = re.compile(
    r"\b(yang|dan|tidak|untuk|dengan|pada|oleh|atau|belum|adalah|sebagai|menurut|karena|sudah|semua|setiap|tahun|dalam"
    r"|daripada|dari|biaya|kegiatan|jumlah|menjadi|bila|jika|hanya)\b",
    re.IGNORECASE,
)
"""Words that an Indonesian sentence hardly does without, and that are no names of the demo."""
_SWAP = str.maketrans(".,", ",.")


class Page(HTMLParser):
    """What a page says: (text, language it is marked with), anchors and references, figures with their references."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.refs: list[bool] = []
        self.texts: list[tuple[str, str | None]] = []
        self.anchors: list[str] = []
        self.figures: list[str] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors += [f"{name} {given[name]}" for name in ("id", "data-ref", "href") if given.get(name)]
        if tag not in VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append((tag, given.get("lang")))
            self.refs.append("data-ref" in given or "/" in (given.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            self.refs.pop()
        self.refs = self.refs[: len(self.open)]

    def handle_data(self, data: str) -> None:
        if self.open and not any(tag in UNSEEN for tag, _ in self.open) and data.strip():
            self.texts.append((data.strip(), next((lang for _, lang in reversed(self.open) if lang), None)))
            if any(self.refs[-2:]) and re.fullmatch(r"-?[\d.,]+\*?|–", data.strip()):
                self.figures.append(data.strip())


Read = Callable[[str, str, str, str], bytes]


@pytest.fixture(scope="module")
def read(reported_sealed: Path) -> Read:
    """One document of one district: stem, language, format, part."""
    store, known = folder_store(reported_sealed), dict[tuple[str, ...], bytes]()
    kode = sorted(newest_runs(store, 2013))[0]

    def one(stem: str, language: Any, kind: str = "html", part: str = "") -> bytes:
        if (stem, language, kind, part) not in known:
            for _, name, _, data in newest_documents(store, YEARS[stem], kode, [kind], part, language=language):
                known[name.removesuffix("-en").removesuffix(f"-{part}"), language, kind, part] = data
        return known[stem, language, kind, part]

    return one


@pytest.fixture(params=list(YEARS))
def both(request: pytest.FixtureRequest, read: Read) -> tuple[Page, Page]:
    """A document in both languages."""
    return Page(read(request.param, "id", "html", "")), Page(read(request.param, "en", "html", ""))


def test_the_anchors_and_references_are_the_same_in_the_same_order(both: tuple[Page, Page]) -> None:
    indonesian, english = both
    assert len(indonesian.anchors) > 200
    assert english.anchors == indonesian.anchors


def test_the_figures_are_the_same_in_the_same_order(both: tuple[Page, Page]) -> None:
    indonesian, english = both
    assert len(indonesian.figures) > 200
    assert english.figures == [figure.translate(_SWAP) for figure in indonesian.figures]


def test_no_indonesian_stands_unmarked(both: tuple[Page, Page]) -> None:
    _, english = both
    unmarked = [text for text, lang in english.texts if lang == "en"]
    assert len(unmarked) > 200
    assert [text for text in unmarked if INDONESIAN.search(text)] == []


def test_no_text_stands_unmarked_as_it_stood(both: tuple[Page, Page]) -> None:
    """Also a text without function words is found, unless its English is the same."""
    indonesian, english = both
    before = {text for text, _ in indonesian.texts} - {en for _, en in pairs()} - ALIKE
    same = {text for text, lang in english.texts if lang == "en" and text in before}
    assert sorted(text for text in same if known(text) != text) == []


def test_what_is_marked_stands_in_the_indonesian_edition(both: tuple[Page, Page]) -> None:
    indonesian, english = both
    whole = " ".join(text for text, _ in indonesian.texts)
    marked = {text for text, lang in english.texts if lang == "id"}
    assert marked
    assert [text for text in sorted(marked) if text not in whole] == []


def test_the_cover_says_which_edition_is_signed(read: Read) -> None:
    page = read("monev", "id", "html", "")
    name = digest(page)
    for kind, said in (("pdf", pdf_text), ("docx", docx_text), ("xlsx", xlsx_text)):
        text = said(read("monev", "en", kind, ""))
        assert f"The edition that is signed is the Indonesian one, naskah {name}." in text, kind
        assert "Report on Implementation and Monitoring" in text, kind
    english = read("monev", "en", "html", "").decode()
    assert f"naskah {name}." in english
    assert '<html lang="en">' in english
    assert b'<html lang="id">' in page


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[:4]).split())


def docx_text(data: bytes) -> str:
    return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs[:20])


def xlsx_text(data: bytes) -> str:
    return " ".join(
        str(cell.value) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row
    )


def test_the_workbooks_have_the_same_numbers(read: Read) -> None:
    ours, theirs = (cells(read("monev", language, "xlsx", "")) for language in ("id", "en"))
    assert len(ours) > 100
    assert theirs == ours


def cells(data: bytes) -> list[tuple[int, str, float]]:
    """(sheet, cell, value) of every number."""
    sheets = load_workbook(io.BytesIO(data)).worksheets
    return [
        (i, cell.coordinate, cell.value)
        for i, sheet in enumerate(sheets)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]


@pytest.mark.parametrize("part", ["ringkasan", "kecamatan"])
def test_short_versions_are_english_too(read: Read, part: str) -> None:
    page = Page(read("buku-putih", "en", "html", part))
    unmarked = [text for text, lang in page.texts if lang == "en"]
    assert len(unmarked) > 10
    assert [text for text in unmarked if INDONESIAN.search(text)] == []


def test_the_same_run_gives_the_same_bytes_and_the_indonesian_page_is_the_sealed_one(reported_sealed: Path) -> None:
    store = folder_store(reported_sealed)
    kode = sorted(newest_runs(store, 2015))[0]
    english, again = (list(newest_documents(store, 2015, kode, ["html"], language="en")) for _ in range(2))
    assert english == again
    ((_, _, _, page),) = newest_documents(store, 2015, kode, ["html"])
    manifest = newest_runs(store, 2015)[kode]
    assert any(digest(page)[:12] in key for key in manifest.told[kode]["documents"])


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(WrongUsage, match="--lang 'fr': languages are id, en"):
        language_of("fr")
