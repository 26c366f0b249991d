"""How the strategy is watched."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.ssk.bab import Bab
from reports.labels import KOMPONEN

MEKANISME = words(
    obyek="Obyek",
    penanggung_jawab="Penanggung jawab utama",
    pengumpul="Pengumpul data",
    pengelola="Pengelola data",
    waktu="Waktu pelaksanaan",
    penerima="Penerima laporan",
    format="Format",
)
HASIL = (
    *words(sasaran="Sasaran", indikator="Indikator", satuan="Satuan"),
    *numbers({"baseline": "Baseline", "target": "Target"}),
    *words(tahun="Tahun target"),
)


def mechanism(bab: Bab) -> Iterator[Block]:
    """Mekanisme pemantauan."""
    yield from bab.bagian("Mekanisme pemantauan")
    yield from say("ssk", "monev")
    yield table(bab.facts, "monev", bab.tabel(), "Mekanisme pemantauan dan evaluasi", MEKANISME)


def results(bab: Bab) -> Iterator[Block]:
    """Sasaran yang dipantau."""
    yield from bab.bagian("Sasaran yang dipantau")
    yield from say("ssk", "monev_sasaran")
    facts = bab.facts.with_table("monev_sasaran", relabel(bab.facts.table("monev_sasaran"), "komponen", KOMPONEN))
    caption = "Kerangka hasil: sasaran dan nilainya"
    yield table(facts, "monev_sasaran", bab.tabel(), caption, HASIL, group="komponen", empty="tanpa_sasaran")
