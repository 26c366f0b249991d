"""Annexes: findings, the lines without a budget one by one, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.labels import KOMPONEN, SEVERITY, SUMBER_DANA
from schemas.facts import Facts

TEMUAN = words(aturan="Aturan", tingkat="Tingkat", pesan="Temuan")
BELUM = (
    *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber", tahun="Tahun", satuan="Satuan"),
    *numbers({"mps_volume": "Volume MPS", "mps_rp": "Biaya MPS (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield Heading(2, "Temuan pemeriksaan", "L.1")
    yield from say("monev", "temuan")
    found = facts.with_table("temuan", relabel(facts.table("temuan"), "tingkat", SEVERITY))
    yield table(found, "temuan", "L.1", "Temuan atas anggaran, realisasi, dan capaian", TEMUAN, empty="tanpa_temuan")
    yield Heading(2, "Kegiatan MPS tanpa baris anggaran", "L.2")
    named = relabel(relabel(facts.table("rincian_belum"), "komponen", KOMPONEN), "sumber", SUMBER_DANA)
    shown = facts.with_table("rincian_belum", named)
    caption = "Rincian kegiatan MPS tanpa baris anggaran"
    yield table(shown, "rincian_belum", "L.2", caption, BELUM, group="komponen", empty="tanpa_belum")
    yield from annex.parameters(facts, "L.3")
