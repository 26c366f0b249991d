"""Two versions of an artefact: same bytes, same content, or the first place where they differ."""

from __future__ import annotations

import io
import zipfile

import pytest

from schemas.contract import Field, Table
from tasks.lineage.differences.compare import compare
from tasks.lineage.units.edges import Edges

AREA = Table(
    "area",
    "one row per desa and komponen",
    ("kode_desa", "komponen"),
    (
        Field("kode_desa", "code", "Desa."),
        Field("komponen", "text", "Komponen."),
        Field("skor", "count", "Score."),
        Field("luas_ha", "measure", "Area.", unit="ha"),
    ),
    need="computed",
)
SEALED = b"kode_desa,komponen,skor,luas_ha\n99.01,AL,4,1.5\n99.01,DR,,2\n"


def said(new: bytes, old: bytes = SEALED) -> tuple[str, str]:
    found = compare("2013/99/buku_putih/area", old, new, AREA)
    return found.kind, found.where


@pytest.mark.parametrize(
    ("new", "kind", "where"),
    [
        (SEALED, "bytes", ""),
        (b"kode_desa,komponen,luas_ha,skor\n99.01,DR,2,\n99.01,AL,1.50,4\n", "content", ""),
        (b"kode_desa,komponen,skor,luas_ha,baru\n99.01,AL,4,1.5,\n99.01,DR,,2,\n", "content", ""),
        (
            b"kode_desa,komponen,skor,luas_ha\n99.01,AL,3,1.5\n99.01,DR,1,2\n",
            "differs",
            "row 99.01|AL, column skor: '4' -> '3'",
        ),
        (
            b"kode_desa,komponen,skor,luas_ha\n99.01,AL,4,1.5\n99.01,DR,0,2\n",
            "differs",
            "row 99.01|DR, column skor: unknown -> '0'",
        ),
        (b"kode_desa,komponen,skor,luas_ha\n99.01,DR,,2\n", "differs", "row 99.01|AL is only in the sealed version"),
        (b"kode_desa,komponen,luas_ha\n99.01,AL,1.5\n99.01,DR,2\n", "differs",
         "column skor is only in the sealed version"),
    ],
)  # fmt: skip
def test_a_table_is_told_by_row_and_column(new: bytes, kind: str, where: str) -> None:
    assert said(new) == (kind, where)


def test_a_page_is_told_by_paragraph_and_heading() -> None:
    old = b"<style>p{}</style><h2>3.2 Air limbah</h2><p>Ada <b>4</b> desa.</p><p>Sisa.</p>"
    moved = b"<style>p{color:red}</style><h2>3.2 Air   limbah</h2><p class='x'>Ada <i>4</i> desa.</p><p>Sisa.</p>"
    other = b"<h2>3.2 Air limbah</h2><p>Ada 5 desa.</p><p>Sisa.</p>"
    assert compare("a/ssk.html", old, moved).kind == "content"
    found = compare("a/ssk.html", old, other)
    assert (found.kind, found.where) == (
        "differs",
        "paragraph 2 under '3.2 Air limbah': 'Ada 4 desa.' -> 'Ada 5 desa.'",
    )
    shorter = compare("a/ssk.html", old, b"<h2>3.2 Air limbah</h2><p>Ada 4 desa.</p>")
    assert shorter.where == "paragraph 3 under '3.2 Air limbah': 'Sisa.' -> nothing"


def test_the_sources_of_an_edge_are_a_set_and_a_changed_one_is_named() -> None:
    def edges(*sources: str) -> bytes:
        made = Edges()
        made.add("agg/2013/99.01/luas", "skor", [f"agg/2013/99.01/{name}" for name in sources])
        return made.dump()

    assert compare("x/edges", edges("a", "b"), edges("b", "a")).kind == "content"
    found = compare("x/edges", edges("a", "b"), edges("a", "c"))
    where = "agg/2013/99.01/luas/1/1: 'agg/2013/99.01/b' -> 'agg/2013/99.01/c'"
    assert (found.kind, found.where) == ("differs", where)


def zipped(text: str, second: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml", (2013, 1, 1, 0, 0, second)), text)
    return out.getvalue()


def test_a_word_document_is_told_by_its_text_and_not_by_its_clock() -> None:
    old = zipped("<w:p><w:t>Ada 4 desa</w:t></w:p>", 0)
    assert compare("a/ssk.docx", old, zipped("<w:p><w:t>Ada 4 desa</w:t></w:p>", 2)).kind == "content"
    found = compare("a/ssk.docx", old, zipped("<w:p><w:t>Ada 5 desa</w:t></w:p>", 0))
    assert found.where == "part word/document.xml: paragraph 1: 'Ada 4 desa' -> 'Ada 5 desa'"


def test_what_has_no_parts_is_told_by_line_or_byte() -> None:
    assert compare("a/temuan.csv", b"a;b\n1;2\n", b"a;b\n1;3\n").where == "line 2: '1;2' -> '1;3'"
    assert compare("a/ssk.pdf", b"%PDF-1.7 a", b"%PDF-1.7 b").where.startswith("byte 10 of 10 and 10")
