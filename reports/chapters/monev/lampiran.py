"""Annexes: findings, the lines without a budget one by one, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.monev.kegiatan import by_komponen
from reports.labels import SEVERITY, TABEL
from schemas.facts import Facts

TEMUAN = words(aturan="Aturan", tingkat="Tingkat", tabel="Tabel", baris="Baris", pesan="Temuan")
BELUM = (
    *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber", tahun="Tahun", satuan="Satuan"),
    *numbers({"mps_volume": "Volume MPS", "mps_rp": "Biaya MPS (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield Heading(2, "Temuan pemeriksaan", "L.1")
    yield from say("monev", "temuan")
    shown = relabel(relabel(facts.table("temuan"), "tingkat", SEVERITY), "tabel", TABEL)
    found = facts.with_table("temuan", shown)
    yield table(found, "temuan", "L.1", "Temuan atas anggaran, realisasi, dan capaian", TEMUAN, empty="tanpa_temuan")
    yield Heading(2, "Kegiatan MPS tanpa baris anggaran", "L.2")
    caption = "Rincian kegiatan MPS tanpa baris anggaran"
    yield by_komponen(facts, "rincian_belum", "L.2", caption, BELUM, "tanpa_belum")
    yield from annex.parameters(facts, "L.3")
