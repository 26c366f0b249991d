"""Annexes: every line with its budget, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, table, words
from reports.chapters.mps import kkl
from reports.chapters.programme import amounts
from reports.labels import KOMPONEN, STATUS, SUMBER_DANA
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield Heading(2, "Rincian anggaran per baris", "L.1")
    columns = (
        *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber", status="Status"),
        *numbers({"harga_satuan_rp": "Harga satuan (Rp)"}),
        *amounts(facts),
        *numbers({"sisa_rp": "Belum ditempatkan (Rp)"}),
    )
    shown = relabel(facts.table("rincian"), "komponen", KOMPONEN)
    shown = relabel(relabel(shown, "status", STATUS), "sumber", SUMBER_DANA)
    caption = "Baris MPS dengan biaya per tahun, tanpa daftar tunggu"
    rows = facts.with_table("rincian", shown)
    yield table(rows, "rincian", "L.1", caption, columns, group="komponen", empty="tanpa_program")
    yield from kkl.blocks(facts, "L.2")
    yield from annex.parameters(facts, "L.3")
