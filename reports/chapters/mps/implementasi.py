"""Bab 5: schedule, readiness, roles."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters.build import relabel, say, section, table, words
from reports.chapters.mps import peran
from reports.labels import KOMPONEN
from schemas.facts import Facts

KESIAPAN = words(
    kegiatan="Kegiatan",
    lokasi="Lokasi",
    kriteria="Kriteria",
    status="Status",
    tanggal="Tanggal",
    masa_berlaku="Berlaku sampai",
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana implementasi."""
    yield from section(facts, 1, "5", "Rencana Implementasi")
    yield from section(facts, 2, "5.1", "Jadwal")
    yield from say("mps", "jadwal")
    years = (Column(f"vol_{t}", str(year)) for t, year in enumerate(facts.years, 1))
    columns = (*words(program="Program"), *years)
    named = facts.with_table("jadwal", relabel(facts.table("jadwal"), "komponen", KOMPONEN))
    caption = "Jadwal tahap SIDLACOM per program"
    yield table(named, "jadwal", "5.1", caption, columns, group="komponen", empty="tanpa_program")
    yield from section(facts, 2, "5.2", "Kesiapan")
    yield from say("mps", "kesiapan")
    yield table(facts, "kesiapan", "5.2", "Kesiapan kegiatan", KESIAPAN, empty="tanpa_kesiapan")
    yield from peran.blocks(facts)
