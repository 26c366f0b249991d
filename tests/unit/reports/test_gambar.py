"""Charts and maps as drawings: every value written out, kinds told apart, hostile names harmless in each format."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import docx
import pytest

from reports.blocks import Chart, ClassMap, Document, Quadrant, Schedule, ValueBar, ValueBars
from reports.docx_document import document_docx
from reports.html import document_html
from reports.printed import chart_table
from reports.svg_charts import alternative, chart_svg
from reports.svg_map import map_svg
from reports.typst_document import document_pdf
from reports.typst_glyphs import KNOWN, UNSHOWN, is_shown, shown
from reports.xlsx_document import document_xlsx
from schemas.facts import Figure, Kelas
from tests.unit.documents.periksa import Page

HOSTILE = '<script>alert("x")</script> =1+1 #pagebreak() \x07 " & é 漢'
BARS = ValueBars(
    "3.1",
    "Akses layak",
    "%",
    (
        ValueBar("Hulu", Figure(70, "a#1", 1), Figure(60, "a#2", 1), Figure(80, "a#3", 1)),
        ValueBar(HOSTILE, Figure(None, "a#4")),
        ValueBar("Hilir", Figure(20, "a#5", 1), target=Figure(50, "a#6", 1)),
    ),
    full=100,
)
POINTS = Quadrant(
    "3.2", "Posisi", ((HOSTILE, Figure(-2, "b#x"), Figure(3, "b#y")),), ("SO", "WO", "WT", "ST"), ("S−W", "O−T")
)
STEPS = Schedule("5.1", "Jadwal", ("2015", "2016"), (("Air limbah", HOSTILE, ("S D", "")),))
SQUARE = ((0, 0), (1000, 0), (1000, 1000), (0, 1000))
KINDS = ClassMap(
    "2.2",
    "Zona",
    tuple((i, f"Sistem {i}") for i in range(1, 7)),
    tuple(
        ClassMap.Shape(f"{HOSTILE} {i}", Kelas(i, f"zona/{i}"), (tuple((x + 1000 * i, y) for x, y in SQUARE),))
        for i in range(1, 7)
    ),
    is_ordered=False,
)
ALL: tuple[Chart, ...] = (BARS, POINTS, STEPS, KINDS)


def document(*blocks: Chart) -> Document:
    return Document("Uji", "", "Kabupaten Contoh", "2014", ("Draf",), blocks, ())


def test_bars_write_every_value_with_its_reference_and_say_the_ends_in_words() -> None:
    drawn = ElementTree.fromstring(chart_svg(BARS))
    said = {e.get("data-ref"): e.text for e in drawn.iter("tspan")}
    assert said == {"a#1": "70,0", "a#4": "tidak diketahui", "a#5": "20,0"}
    assert alternative(BARS) == "Akses layak. Tertinggi Hulu 70,0, terendah Hilir 20,0 %."
    lengths = [float(e.get("width", "0")) for e in drawn.iter("rect")]
    assert lengths[0] / lengths[2] == pytest.approx(3.5, rel=0.01)
    table = chart_table(BARS)
    assert [c.head for c in table.columns] == ["", "Nilai (%)", "Bawah", "Atas", "Target"]
    assert [getattr(c, "value", None) for c in table.lines[0].cells[1:]] == [70, 60, 80, None]


def test_a_point_stands_in_the_quadrant_of_its_signs() -> None:
    drawn = ElementTree.fromstring(chart_svg(POINTS))
    (mark,) = drawn.iter("circle")
    (box,) = drawn.iter("rect")
    middle = [float(box.get(a, "0")) + float(box.get("width", "0")) / 2 for a in ("x", "y")]
    assert float(mark.get("cx", "0")) < middle[0]
    assert float(mark.get("cy", "0")) < middle[1]


def test_kinds_have_a_pattern_each_and_the_key_names_them() -> None:
    text = map_svg(KINDS, "p")
    drawn = ElementTree.fromstring(text)
    looks = {ElementTree.tostring(p) for p in drawn.iter("pattern")}
    assert len(looks) == 6
    assert all(f"{i} Sistem {i}" in text for i in range(1, 7))
    alone = ElementTree.fromstring(map_svg(KINDS, "p", refs=False))
    assert alone.tag.endswith("}svg")
    assert not list(alone.iter("title"))


def test_a_character_that_no_font_has_becomes_a_box_and_control_signs_go() -> None:
    assert [c for c in sorted(KNOWN) if not is_shown(c)] == []
    assert shown("漢 é\x07\x85") == f"{UNSHOWN} é"


@pytest.mark.parametrize("chart", ALL, ids=lambda c: type(c).__name__)
def test_a_hostile_name_is_text_in_all_four_formats(chart: Chart) -> None:
    tree = document(chart)
    text = document_html(tree).decode()
    Page(text)
    assert "<script" not in text
    assert document_pdf(tree, "0" * 64).startswith(b"%PDF")
    (grid, *_) = docx.Document(io.BytesIO(document_docx(tree, "0" * 64))).tables
    assert any('<script>alert("x")</script>' in c.text for row in grid.rows for c in row.cells)
    assert document_xlsx(tree, "0" * 64).startswith(b"PK")
