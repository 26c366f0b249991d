"""Bab 1: what the MPS is made from and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import listing, say, section
from reports.format_id import short
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Pendahuluan."""
    yield from section(facts, 1, "1", "Pendahuluan")
    yield from section(facts, 2, "1.1", "Latar belakang dan dasar penyusunan")
    pinned = next((digest for label, digest in facts.pins if "SSK yang disematkan" in label), "")
    yield from say(
        "mps",
        "lingkup",
        kabupaten=facts.kabupaten,
        provinsi=facts.provinsi,
        tahun_ssk=facts.fiscal_year - 1,
        awal=facts.years[0],
        akhir=facts.years[-1],
        sidik_ssk=short(pinned),
    )
    yield from say("umum", "daftar_wilayah", edisi=facts.edisi_wilayah)
    yield from section(facts, 2, "1.2", "Yang belum ada dalam dokumen ini")
    yield listing("mps", "belum_dalam_versi")
