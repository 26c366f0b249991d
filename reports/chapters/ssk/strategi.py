"""SWOT position, tujuan, sasaran and strategi, and the logical framework."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters import gambar
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.ssk.bab import Bab
from reports.labels import ASAL, DALAM_KALIMAT, KOMPONEN, METODE_SWOT, POSISI_SWOT, SISI
from schemas.facts import Facts

_SIDES = {f"jumlah_{s.lower()}": name for s, name in SISI.items()}
POSISI = (
    *words(metode="Cara"),
    *numbers(_SIDES, "Jumlah"),
    *numbers({"x": "x", "y": "y"}, "Sumbu"),
    *words(posisi="Posisi", dipakai="Status"),
)
ISU = (
    *words(faktor_id="Faktor", sisi="Sisi", uraian="Isu strategis"),
    *numbers({"angka": "Angka"}),
    *words(asal="Asal"),
)
SASARAN = (
    *words(tujuan="Tujuan", sasaran="Sasaran", indikator="Indikator"),
    *numbers({"baseline": "Baseline", "target": "Target"}),
    *words(satuan="Satuan", tahun="Tahun", strategi="Strategi", asal="Asal"),
)
KKL = (
    *words(masalah="Permasalahan mendesak", tujuan="Tujuan", sasaran="Sasaran", strategi="Strategi"),
    *words(program="Program", kegiatan="Kegiatan"),
    *numbers({"n": "Jumlah kegiatan"}),
)
FAKTOR = (
    *words(faktor_id="Faktor", sisi="Sisi", aspek="Aspek", uraian="Uraian"),
    *numbers({"angka": "Angka", "bobot": "Bobot"}),
)


def position(bab: Bab) -> Iterator[Block]:
    """Isu strategis dan posisi pengelolaan sanitasi."""
    facts = bab.facts
    yield from bab.bagian("Posisi pengelolaan sanitasi")
    yield from say("ssk", "posisi")
    shown = relabel(_named(facts, "swot_total").table("swot_total"), "metode", METODE_SWOT)
    shown = relabel(shown, "posisi", POSISI_SWOT)
    caption = "Jumlah SWOT dan posisi"
    totals = facts.with_table("swot_total", shown)
    notes = [f"{r['komponen']}, {r['metode']}: {r['catatan']}." for r in shown.rows if r["catatan"]]
    yield table(totals, "swot_total", bab.tabel(), caption, POSISI, group="komponen", notes=notes)
    yield gambar.position(facts, bab.gambar())
    yield from bab.bagian("Isu strategis")
    shown = relabel(relabel(_named(facts, "swot_isu").table("swot_isu"), "sisi", SISI), "asal", ASAL)
    yield table(facts.with_table("swot_isu", shown), "swot_isu", bab.tabel(), "Isu strategis", ISU, group="komponen")


def targets(bab: Bab) -> Iterator[Block]:
    """Tujuan, sasaran dan strategi per komponen."""
    yield from bab.bagian("Tujuan, sasaran, dan strategi")
    yield from say("ssk", "sasaran")
    for k in ("AL", "PS", "DR"):
        name = f"sasaran_{k}"
        shown = bab.facts.with_table(name, relabel(bab.facts.table(name), "asal", ASAL))
        caption = f"Tujuan, sasaran, dan strategi {DALAM_KALIMAT[k]}"
        yield table(shown, name, bab.tabel(), caption, SASARAN, empty="tanpa_sasaran")


def framework(bab: Bab) -> Iterator[Block]:
    """Kerangka kerja logis as a chapter of its own."""
    yield from bab.bagian("Dari permasalahan ke kegiatan")
    yield from framework_table(bab.facts, bab.tabel())


def framework_table(facts: Facts, number: str) -> Iterator[Block]:
    """The logical framework, one line per programme."""
    yield from say("ssk", "kkl")
    caption = "Kerangka kerja logis"
    yield table(_named(facts, "kkl"), "kkl", number, caption, KKL, group="komponen", empty="tanpa_sasaran")


def factors_table(facts: Facts, number: str) -> Iterator[Block]:
    """All SWOT factors."""
    yield from say("ssk", "swot")
    named = _named(facts, "swot_faktor")
    shown = named.with_table("swot_faktor", relabel(named.table("swot_faktor"), "sisi", SISI))
    yield table(shown, "swot_faktor", number, "Faktor SWOT", FAKTOR, group="komponen")


def _named(facts: Facts, name: str) -> Facts:
    return facts.with_table(name, relabel(facts.table(name), "komponen", KOMPONEN))
