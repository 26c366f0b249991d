"""Bab 3: activities with volumes per year."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import relabel, say, section, table, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, volumes
from reports.labels import DALAM_KALIMAT, KOMPONEN, STATUS, SUMBER_DANA
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana kegiatan."""
    yield from section(facts, 1, "3", "Rencana Kegiatan")
    yield from say("mps", "rencana")
    columns = (
        *words(nama="Kegiatan", lokasi="Lokasi", satuan="Satuan"),
        *volumes(facts),
        *words(sumber="Sumber", status="Status", keterangan="Keterangan"),
    )
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        yield from section(facts, 2, f"3.{i}", KOMPONEN[k])
        name = f"rencana_{k}"
        shown = relabel(relabel(facts.table(name), "status", STATUS), "sumber", SUMBER_DANA)
        caption = f"Rencana kegiatan {DALAM_KALIMAT[k]}"
        yield table(facts.with_table(name, shown), name, f"3.{i}", caption, columns, empty="tanpa_program")
