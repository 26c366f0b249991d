"""One tree, four formats: the PDF, the Word file and the workbook say what the page says, with the same numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from pypdf import PdfReader

from flows.cycle.documents import formats_of, newest_documents, part_of
from flows.cycle.renderer import FORMATS
from flows.cycle.rendering import rendered
from flows.wiring import newest_runs
from reports.blocks import Chart, ClassMap, ClassTiles, Document, Heading, Table, chart_label
from reports.docx_document import document_docx
from reports.pictures import alternative
from reports.printed import all_lines, cell_text, chart_table, class_lists, table_notes
from reports.typst_charts import literal
from reports.typst_document import document_pdf
from reports.xlsx_document import _plain, document_xlsx
from schemas.errors import NotFound, WrongUsage
from schemas.facts import Figure
from tests.support.codes import codes_shown
from tests.support.cycle import run_year
from tests.support.pages import nearly_empty
from tests.support.stores import folder_store

YEARS = {"buku-putih": 2013, "ssk": 2013, "mps": 2014}


@pytest.fixture(scope="module")
def trees(demo_sealed: Any) -> dict[str, tuple[Document, str]]:
    """The sealed documents of one district as trees, caught on their way to a format."""
    store, caught = folder_store(demo_sealed), dict[str, tuple[Document, str]]()
    kode = sorted(newest_runs(store, 2013))[0]

    def catch(document: Document, name: str) -> bytes:
        caught[document.title] = (document, name)
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMATS, "catch", catch)
        stems = {}
        for year in (2013, 2014):
            for _, stem, _, _ in newest_documents(store, year, kode, ["catch"]):
                stems[stem] = list(caught.values())[-1]
    assert set(stems) == set(YEARS)
    return stems


def tables(document: Document, *, in_print: bool = False, in_words: bool = False) -> Iterator[tuple[str, Table]]:
    """Every table and the data of every chart; in print without the annexes that are printed on request.

    `in_words` gives of maps the desa of each class, as Word has them.
    """
    for block in document.blocks:
        if isinstance(block, Table):
            if not (in_print and block.on_request):
                yield "Tabel", block
        elif isinstance(block, Chart):
            is_map = in_words and isinstance(block, ClassMap | ClassTiles)
            yield chart_label(block), class_lists(block) if is_map else chart_table(block)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("stem", YEARS)
def test_word_has_every_heading_caption_cell_and_note(trees: Any, stem: str) -> None:
    document, name = trees[stem]
    data = document_docx(document, name)
    assert data == document_docx(document, name)
    made = docx.Document(io.BytesIO(data))
    styled = [(p.style.name, p.text) for p in made.paragraphs]
    heads = [f"{b.number} {b.text}".strip() for b in document.blocks if isinstance(b, Heading)]
    assert [t for s, t in styled if s.startswith("Heading")] == [*heads, "Asal dokumen"]
    captions = [f"{label} {t.number} {t.caption}" for label, t in tables(document, in_print=True)]
    assert [t for s, t in styled if s == "Caption"] == captions
    grids = made.tables[:-1]
    assert len(grids) == len(captions)
    for grid, (_, table) in zip(grids, tables(document, in_print=True, in_words=True), strict=True):
        rows = [[c.text for c in _cells(row)] for row in grid._tbl.tr_lst]
        told = [[cell_text(c, dict(table.labels)) for c in line.cells] for line in all_lines(table)]
        assert [r for r in rows if r in told] == told
        assert "w:tblHeader" in grid._tbl.tr_lst[0].xml
    notes = {n for _, t in tables(document, in_print=True) for n in table_notes(t)}
    assert notes <= {t for _, t in styled}
    listed = [t.rstrip() for s, t in styled if s in ("toc 1", "toc 2", "table of figures")]
    low = [f"{b.number} {b.text}".strip() for b in document.blocks if isinstance(b, Heading) and b.level <= 2]
    by_kind = [c for kind in ("Tabel", "Gambar", "Peta") for c in captions if c.startswith(f"{kind} ")]
    assert listed == [*low, "Asal dokumen", *by_kind]
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert [alternative(b) for b in document.blocks if isinstance(b, Chart)] == list(dict.fromkeys(told))


def _cells(row: Any) -> list[Any]:
    return [type("Cell", (), {"text": "".join(t.text or "" for t in tc.iter(TEXT))}) for tc in row.tc_lst]


TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@pytest.mark.parametrize("stem", YEARS)
def test_the_workbook_has_typed_cells_and_sums_that_agree_with_the_printed_totals(trees: Any, stem: str) -> None:
    document, name = trees[stem]
    data = document_xlsx(document, name)
    assert data == document_xlsx(document, name)
    shown, formulas = load_workbook(io.BytesIO(data), data_only=True), load_workbook(io.BytesIO(data))
    assert shown.sheetnames[0] == "Daftar isi"
    assert len(shown.sheetnames) == 1 + sum(1 for _ in tables(document))
    n_sums = 0
    for sheet, (label, table) in zip(shown.sheetnames[1:], tables(document), strict=True):
        assert shown[sheet]["A1"].value == f"{label} {table.number} {table.caption}"
        facts = [c for line in all_lines(table) for c in line.cells if not isinstance(c, str) and c.value is not None]
        typed = [
            _plain(c) if isinstance(c, Figure) else c.value for c in facts if not getattr(c, "is_sementara", False)
        ]
        cells = [c.value for row in shown[sheet].iter_rows(min_row=5) for c in row if isinstance(c.value, int | float)]
        assert sorted(map(float, cells)) == pytest.approx(sorted(map(float, typed)))
        for row in formulas[sheet].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                    n_sums += 1
                    assert _evaluated(shown[sheet], cell.value) == pytest.approx(shown[sheet][cell.coordinate].value)
    assert n_sums > 5


def _evaluated(sheet: Any, formula: str) -> Fraction:
    total = Fraction(0)
    for part in formula[5:-1].split(","):
        left, top, right, bottom = range_boundaries(part)
        for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True):
            total += sum((Fraction(str(v)) for v in row if v is not None), Fraction(0))
    return total


@pytest.fixture(scope="module")
def pdf_of(trees: Any) -> Callable[[str], bytes]:
    """The PDF of a document, which costs seconds, made once."""
    return cache(lambda stem: document_pdf(*trees[stem]))


@pytest.mark.parametrize("stem", YEARS)
def test_the_pdf_is_tagged_archivable_and_says_the_same(trees: Any, pdf_of: Callable[[str], bytes], stem: str) -> None:
    document, name = trees[stem]
    data = pdf_of(stem)
    if stem == "buku-putih":  # once is enough: the compiler is the same for all
        assert data == document_pdf(document, name)
    reader = PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("id")
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert b"pdfuaid" in data or "pdfuaid" in str(xmp.rdf_root.toxml() if xmp.rdf_root else "")
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for label, table in tables(document, in_print=True):
        assert squeezed(f"{label} {table.number} {table.caption}").replace("-", "") in text.replace("-", "")
    figures = [
        c
        for _, t in tables(document, in_print=True)
        for line in t.lines
        for c in line.cells
        if isinstance(c, Figure) and c.value
    ]
    sample = figures[:: max(1, len(figures) // 200)]
    missing = [cell_text(f, {}) for f in sample if squeezed(cell_text(f, {})) not in text]
    assert missing == []


@pytest.mark.parametrize("stem", YEARS)
def test_no_name_of_the_database_is_read_in_a_document(trees: Any, stem: str) -> None:
    document, _ = trees[stem]
    # What a district handed in as the number of its evidence is printed as it came.
    assert [found for found in codes_shown(document) if not found[0].endswith("Bukti")] == []


@pytest.mark.parametrize("stem", YEARS)
def test_no_page_of_a_pdf_holds_next_to_nothing(trees: Any, pdf_of: Callable[[str], bytes], stem: str) -> None:
    document, _ = trees[stem]
    chapters = (f"{b.number} {b.text}".strip() for b in document.blocks if isinstance(b, Heading) and b.level == 1)
    assert nearly_empty(pdf_of(stem), frozenset(chapters)) == []


def test_a_text_of_a_district_is_never_markup() -> None:
    assert literal('#pagebreak() "x" \\ $a$') == '"#pagebreak() \\"x\\" \\\\ $a$"'


def test_formats_are_named_and_a_run_publishes_those_asked_for(demo_files: Any, tmp_path: Any) -> None:
    assert formats_of("pdf, xlsx") == ("pdf", "xlsx")
    with pytest.raises(WrongUsage, match="html, pdf, docx, xlsx"):
        formats_of("odt")
    with pytest.raises(NotFound, match="no sealed run"):
        list(newest_documents(folder_store(tmp_path / "store"), 2013, "", ["pdf"]))
    assert list(rendered([])) == []


def test_short_versions_and_long_annexes_are_made_when_asked_for(
    demo_sealed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, caught = folder_store(demo_sealed), list[Document]()
    kode = sorted(newest_runs(store, 2013))[0]

    def catch(document: Document, _: str) -> bytes:
        caught.append(document)
        return b""

    monkeypatch.setitem(FORMATS, "catch", catch)
    for part, stems in (
        ("ringkasan", ["buku-putih-ringkasan", "ssk-ringkasan"]),
        ("kecamatan", ["buku-putih-kecamatan"]),
    ):
        assert [stem for _, stem, _, _ in newest_documents(store, 2013, kode, ["catch"], part_of(part))] == stems
    assert all(document.is_short for document in caught)
    caught.clear()
    for in_full in (False, True):
        list(newest_documents(store, 2014, kode, ["catch"], in_full=in_full))
    printed = [sum(1 for _ in tables(document, in_print=True)) for document in caught]
    assert printed[0] < printed[1] == sum(1 for _ in tables(caught[0]))
    with pytest.raises(WrongUsage, match="ringkasan, kecamatan"):
        part_of("bab")


def test_another_layout_than_the_sealed_one_is_refused(demo_sealed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cycle import documents

    monkeypatch.setattr(documents, "document_html", lambda _: b"other")
    with pytest.raises(WrongUsage, match="another version of this program"):
        list(newest_documents(folder_store(demo_sealed), 2013, "", ["xlsx"]))


def test_a_sealed_run_holds_the_formats_beside_the_pages(demo: Any, tmp_path: Any) -> None:
    manifest = run_year(demo, 2013, formats=("html", "xlsx"))
    kinds = {key.rsplit(".", 1)[-1] for d in manifest["districts"] for key in d["documents"]}
    assert kinds == {"html", "xlsx"}
    assert all(key in manifest["published"] for d in manifest["districts"] for key in d["documents"])
