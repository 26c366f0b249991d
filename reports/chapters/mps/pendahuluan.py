"""Bab 1: why and from what the MPS is made, how, and what is missing (mps.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Items
from reports.chapters.build import listing, say, section
from reports.format_id import short
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Pendahuluan."""
    yield from section(facts, 1, "1", "Pendahuluan")
    yield from _background(facts)
    yield from section(facts, 2, "1.2", "Maksud dan tujuan")
    yield from say("mps", "maksud")
    yield from section(facts, 2, "1.3", "Landasan hukum")
    yield from _laws(facts)
    yield from section(facts, 2, "1.4", "Metode")
    yield from say("mps", "metode")
    yield Items(tuple((f"{str(row['nama'])[0].upper()}{str(row['nama'])[1:]}.",) for row in facts.table("proses").rows))
    yield from say("mps", "metode_hitung")
    yield from section(facts, 2, "1.5", "Sistematika")
    yield listing("mps", "sistematika")
    yield from section(facts, 2, "1.6", "Yang belum ada dalam dokumen ini")
    yield listing("mps", "belum_dalam_versi")


def _background(facts: Facts) -> Iterator[Block]:
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


def _laws(facts: Facts) -> Iterator[Block]:
    laws = facts.table("landasan").rows
    if laws:
        yield Items(tuple((str(row["nama"]),) for row in laws))
    yield from say("mps", "landasan", ada=bool(laws))
