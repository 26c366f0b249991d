"""Bab 1: what the SSK is made from and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import listing, say, section
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Pendahuluan."""
    yield from section(facts, 1, "1", "Pendahuluan")
    yield from section(facts, 2, "1.1", "Latar belakang dan dasar penyusunan")
    yield from say(
        "ssk",
        "lingkup",
        kabupaten=facts.kabupaten,
        provinsi=facts.provinsi,
        awal=facts.years[0],
        akhir=facts.years[-1],
    )
    yield from say("umum", "daftar_wilayah", edisi=facts.edisi_wilayah)
    yield from section(facts, 2, "1.2", "Yang belum ada dalam dokumen ini")
    yield listing("ssk", "belum_dalam_versi")
