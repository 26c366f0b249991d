"""Annexes: SWOT, logical framework, the full programme table, unit costs, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, say, table, words
from reports.chapters.programme import amounts, volumes
from reports.chapters.ssk.strategi import factors_table, framework_table
from schemas.facts import Facts

HARGA = (
    *words(kode="Langkah", nama="Nama", satuan="Satuan"),
    *numbers({"harga": "Harga satuan (Rp)", "acuan": "Acuan katalog (Rp)"}),
    *words(status="Asal"),
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
        *words(nama="Kegiatan", tahap="Tahap", satuan="Satuan"),
        *numbers({"harga_satuan_rp": "Harga satuan (Rp)", "penerima_manfaat_kk": "Penerima (KK)"}),
        *volumes(facts),
        *amounts(facts),
        *words(sumber="Sumber", asal="Asal"),
    )
    caption = "Program dan kegiatan, semua komponen"
    yield table(facts, "kegiatan", "L.3", caption, columns, group="kelompok", empty="tanpa_program")
    yield Heading(2, "Harga satuan", "L.4")
    yield from say("ssk", "harga")
    yield table(facts, "harga", "L.4", "Harga satuan yang dipakai", HARGA, empty="tanpa_program")
    yield from annex.parameters(facts, "L.5")
