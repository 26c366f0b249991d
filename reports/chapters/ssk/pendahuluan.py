"""Introduction: what the SSK is made from and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import listing, say
from reports.chapters.ssk.bab import Bab


def background(bab: Bab) -> Iterator[Block]:
    """Latar belakang dan dasar penyusunan."""
    facts = bab.facts
    yield from bab.bagian("Latar belakang dan dasar penyusunan")
    yield from say(
        "ssk",
        "lingkup",
        kabupaten=facts.kabupaten,
        provinsi=facts.provinsi,
        awal=facts.years[0],
        akhir=facts.years[-1],
    )
    yield from say("umum", "daftar_wilayah", edisi=facts.edisi_wilayah)


def absent(bab: Bab) -> Iterator[Block]:
    """Yang belum ada dalam dokumen ini."""
    yield from bab.bagian("Yang belum ada dalam dokumen ini")
    yield listing("ssk", "belum_dalam_versi")
