"""Annexes: findings, the lines without a budget one by one, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.ringkas import short_table
from reports.labels import KOMPONEN, SEVERITY, SUMBER_SINGKAT, TABEL
from schemas.facts import Facts

TEMUAN = words(aturan="Aturan", tingkat="Tingkat", tabel="Tabel", baris="Baris", pesan="Temuan")
BELUM = (
    *words(lokasi="Lokasi", sumber="Sumber", tahun="Tahun"),
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
    yield from _not_budgeted(facts, caption)
    yield from annex.parameters(facts, "L.3")


def _not_budgeted(facts: Facts, caption: str) -> Iterator[Block]:
    found = relabel(facts.table("rincian_belum"), "sumber", SUMBER_SINGKAT)
    rows = tuple(
        row | {"nama": f"{KOMPONEN.get(str(row['komponen']), row['komponen'])}: {row['nama']}, {row['satuan']}"}
        for row in found.rows
    )
    shown = facts.with_table("rincian_belum", replace(found, rows=rows))
    same = ("sumber", "tahun")
    yield from short_table(shown, "rincian_belum", "L.2", caption, BELUM, same=same, group="nama", empty="tanpa_belum")
