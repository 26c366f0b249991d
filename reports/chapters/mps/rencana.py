"""Bab 3: per komponen the infrastructure in all, then physical and other activities with volumes per year."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, volumes
from reports.labels import DALAM_KALIMAT, KOMPONEN, STATUS, SUMBER_DANA
from schemas.facts import Facts

KINDS = {"fisik": "Kegiatan fisik", "nonfisik": "Kegiatan nonfisik"}


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana kegiatan."""
    yield from section(facts, 1, "3", "Rencana Kegiatan")
    yield from say("mps", "rencana")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        yield from section(facts, 2, f"3.{i}", KOMPONEN[k])
        yield from _komponen(facts, k, i)


def _komponen(facts: Facts, k: str, i: int) -> Iterator[Block]:
    whole = (
        *words(nama="Prasarana", satuan="Satuan"),
        *numbers({"n": "Kegiatan"}),
        *volumes(facts),
        *numbers({"jumlah_rp": "Biaya (Rp)"}),
    )
    caption = f"Prasarana yang direncanakan, {DALAM_KALIMAT[k]}"
    yield table(facts, f"prasarana_{k}", f"3.{i}.1", caption, whole, empty="tanpa_fisik")
    for n, (kind, title) in enumerate(KINDS.items(), 2):
        name = f"{kind}_{k}"
        shown = relabel(relabel(facts.table(name), "status", STATUS), "sumber", SUMBER_DANA)
        caption = f"{title} {DALAM_KALIMAT[k]}"
        columns = _columns(facts)
        yield table(facts.with_table(name, shown), name, f"3.{i}.{n}", caption, columns, empty=f"tanpa_{kind}")


def _columns(facts: Facts) -> tuple[Column, ...]:
    return (
        *words(nama="Kegiatan", lokasi="Lokasi", satuan="Satuan"),
        *volumes(facts),
        *words(sumber="Sumber", status="Status", keterangan="Keterangan"),
    )
