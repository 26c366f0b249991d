"""Bab 1: which MPS is reported on, and the year in short."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import say, section
from reports.format_id import short
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Pendahuluan."""
    yield from section(facts, 1, "1", "Pendahuluan")
    yield from section(facts, 2, "1.1", "Dasar laporan")
    pinned = next((digest for label, digest in facts.pins if "MPS yang disematkan" in label), "")
    yield from say(
        "monev",
        "lingkup",
        kabupaten=facts.kabupaten,
        provinsi=facts.provinsi,
        tahun=facts.fiscal_year,
        tahun_mps=facts.years[0] - 1,
        awal=facts.years[0],
        akhir=facts.years[-1],
        sidik=short(pinned),
        **facts.figures,
    )
    yield from say("umum", "daftar_wilayah", edisi=facts.edisi_wilayah)
    yield from section(facts, 2, "1.2", "Ringkasan")
    yield from say("monev", "ringkasan", tahun=facts.fiscal_year, **facts.figures)
    yield from section(facts, 2, "1.3", "Cara membaca")
    yield from say("monev", "cara_membaca")
