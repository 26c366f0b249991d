"""The documents from a small district: every figure anchored, nothing unknown printed as zero."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reports.blocks import ClassTiles, Document, Items, Notice, Paragraph, Table, YesNoBars
from reports.documents import buku_putih as lay_out_buku_putih
from reports.documents import monev as lay_out_monev
from reports.documents import mps as lay_out_mps
from reports.documents import ssk as lay_out_ssk
from schemas import refs
from schemas.facts import Figure, Kelas
from schemas.outputs import OUTPUTS
from schemas.tables import table
from tasks.documents.buku_putih import dokumen as buku_putih
from tasks.documents.monev import dokumen as monev
from tasks.documents.mps import dokumen as mps
from tasks.documents.ssk import dokumen as ssk
from tasks.documents.units import STEP_BUKU_PUTIH, STEP_MONEV, STEP_MPS, STEP_SSK
from tasks.lineage.units.edges import read_edges
from tests.unit.documents import bahan, bahan_lengkap
from tests.unit.documents.periksa import Page

CASES = {
    "buku_putih": (STEP_BUKU_PUTIH, 2013, bahan.buku_putih_tables, buku_putih.facts, lay_out_buku_putih),
    "lengkap": (STEP_BUKU_PUTIH, 2013, bahan_lengkap.tables, buku_putih.facts, lay_out_buku_putih),
    "bab_2_ssk": (STEP_BUKU_PUTIH, 2017, bahan_lengkap.tables, buku_putih.facts, lay_out_buku_putih),
    "ssk": (STEP_SSK, 2013, bahan.ssk_tables, ssk.facts, lay_out_ssk),
    "mps": (STEP_MPS, 2014, bahan.mps_tables, mps.facts, lay_out_mps),
    "monev": (STEP_MONEV, 2015, bahan.monev_tables, monev.facts, lay_out_monev),
}
COMPUTED = {t.name: t for tables in OUTPUTS.values() for t in tables}
COMPUTED |= {"ssk": COMPUTED["kegiatan"], "mps": COMPUTED["baris"]}
pytestmark = pytest.mark.parametrize("name", CASES)


def text_of(name: str) -> str:
    step, year, tables, _, _ = CASES[name]
    return bahan.html(bahan.run(step, year, tables()))


def tree_of(name: str) -> Document:
    step, year, tables, facts, lay_out = CASES[name]
    return lay_out(facts(bahan.inputs_for(step, year, tables()))[0])


def figures(document: Document) -> list[Figure | Kelas]:
    found: list[Figure | Kelas] = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines = (*block.lines, *((block.total,) if block.total else ()))
            found += [c for line in lines for c in line.cells if not isinstance(c, str)]
        elif isinstance(block, Paragraph | Notice):
            found += [r for r in block.runs if isinstance(r, Figure)]
        elif isinstance(block, Items):
            found += [r for runs in block.items for r in runs if isinstance(r, Figure)]
        elif isinstance(block, YesNoBars):
            found += [f for bar in block.bars for f in (bar.yes, bar.no, bar.answered)]
        elif isinstance(block, ClassTiles):
            found += [kelas for _, tiles in block.groups for _, kelas in tiles]
    return found


def test_page_is_indonesian_well_formed_and_asks_for_nothing(name: str) -> None:
    text = text_of(name)
    page = Page(text)
    assert ("html", {"lang": "id"}) in page.attributes
    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert not re.search(r"https?://|//[a-z]|@import|url\(|<script|<link|<img", text)
    tags = Counter(tag for tag, _ in page.attributes)
    assert tags["main"] == tags["h1"] == 1
    assert tags["table"] == tags["caption"]
    assert all("scope" in a for tag, a in page.attributes if tag == "th")
    targets = [a["href"][1:] for tag, a in page.attributes if tag == "a"]
    assert set(targets) <= set(page.ids)


def test_every_figure_carries_its_reference(name: str) -> None:
    page = Page(text_of(name))
    shown = figures(tree_of(name))
    assert len(shown) > 50
    assert {f.ref for f in shown} <= page.refs
    for figure in shown:
        refs.parse(figure.ref)


def test_marks_are_on_screen_and_on_every_printed_page(name: str) -> None:
    page = Page(text_of(name))
    marked = [a["class"] for tag, a in page.attributes if a.get("class") in ("tanda", "cap")]
    assert marked == ["tanda", "cap"]
    assert text_of(name).count("contoh uji") >= 2
    assert "Draf" in text_of(name)


def test_an_unknown_is_a_dash_and_never_zero(name: str) -> None:
    page = Page(text_of(name))
    unknown = [f for f in figures(tree_of(name)) if f.value is None]
    assert unknown
    for figure in unknown:
        assert page.text_of[figure.ref].strip().startswith(("–", "tidak diketahui")), figure.ref
    assert "– = tidak diketahui, bukan nol." in text_of(name)


def test_same_input_gives_same_bytes(name: str) -> None:
    assert text_of(name) == text_of(name)


def test_every_reference_leads_to_a_stored_table(name: str) -> None:
    step, year, tables, _, _ = CASES[name]
    made = read_edges(bahan.run(step, year, tables()).edges.dump())
    named = [r for ref, (_, sources) in made.items() for r in (ref, *sources)] + [f.ref for f in figures(tree_of(name))]
    for text in named:
        ref = refs.parse(text)
        contract = table(ref.table) if ref.kind == "tabel" else COMPUTED[ref.kind]
        column = ref.column or refs.DEFAULT_COLUMN.get(ref.kind, "")
        assert column in contract.names, text


def test_sums_name_their_members(name: str) -> None:
    step, year, tables, _, _ = CASES[name]
    made = bahan.run(step, year, tables())
    ((table, rows),) = made.tables.values()
    assert table.name == {"ssk": "angka_ssk", "mps": "angka_mps", "monev": "angka_monev"}.get(name, "angka_bp")
    assert len(made.edges) == len(rows) == len({r["nama"] for r in rows})
    assert made.summary["tables"] > 5
