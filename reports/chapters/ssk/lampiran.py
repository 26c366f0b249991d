"""Annexes: SWOT, logical framework, the full programme table, unit costs, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.programme import amounts, volumes
from reports.chapters.ssk.strategi import factors_table, framework_table
from reports.labels import KOMPONEN
from schemas.facts import Facts

HARGA = (
    *words(kode="Langkah", nama="Nama", satuan="Satuan"),
    *numbers({"harga": "Harga satuan (Rp)"}),
    *words(status="Status"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield Heading(2, "Analisis SWOT", "L.1")
    yield from factors_table(facts, "L.1")
    yield Heading(2, "Kerangka kerja logis", "L.2")
    yield from framework_table(facts, "L.2")
    yield Heading(2, "Tabel program dan kegiatan lengkap", "L.3")
    yield from say("ssk", "lampiran_program")
    columns = (
        *words(nama="Kegiatan", lokasi="Lokasi", tahap="Tahap", satuan="Satuan"),
        *numbers({"harga_satuan_rp": "Harga satuan (Rp)", "penerima_manfaat_kk": "Penerima (KK)"}),
        *volumes(facts),
        *amounts(facts),
        *words(sumber="Sumber", asal="Asal"),
    )
    shown = facts.with_table("kegiatan", relabel(facts.table("kegiatan"), "komponen", KOMPONEN))
    caption = "Program dan kegiatan, semua komponen"
    yield table(shown, "kegiatan", "L.3", caption, columns, group="komponen", empty="tanpa_program")
    yield Heading(2, "Harga satuan katalog", "L.4")
    yield from say("ssk", "harga")
    yield table(facts, "harga", "L.4", "Harga satuan katalog yang dipakai", HARGA, empty="tanpa_program")
    yield from annex.parameters(facts, "L.5")
