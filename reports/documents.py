"""The three documents: title, chapters in order, and the record of what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.blocks import Block, Document
from reports.chapters import buku_putih as chapters_buku_putih
from reports.chapters import mps as chapters_mps
from reports.chapters import ssk as chapters_ssk
from schemas.facts import Facts

DRAFT = "Draf"
ChapterFunction = Callable[[Facts], Iterator[Block]]


def buku_putih(facts: Facts) -> Document:
    """Buku Putih Sanitasi."""
    subtitle = "Profil sanitasi dan area berisiko sanitasi"
    return _document(facts, "Buku Putih Sanitasi", subtitle, chapters_buku_putih.CHAPTERS)


def ssk(facts: Facts) -> Document:
    """Strategi Sanitasi Kabupaten/Kota."""
    subtitle = f"Zona dan sistem, program dan kegiatan {facts.years[0]}–{facts.years[-1]}"
    return _document(facts, "Strategi Sanitasi Kabupaten/Kota", subtitle, chapters_ssk.CHAPTERS)


def mps(facts: Facts) -> Document:
    """Memorandum Program Sanitasi."""
    subtitle = f"Rencana kegiatan dan anggaran indikatif {facts.years[0]}–{facts.years[-1]}"
    return _document(facts, "Memorandum Program Sanitasi", subtitle, chapters_mps.CHAPTERS)


def _document(facts: Facts, title: str, subtitle: str, chapters: tuple[ChapterFunction, ...]) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        place=f"{facts.kabupaten}, {facts.provinsi}",
        year=str(facts.fiscal_year),
        marks=tuple(m for m in (DRAFT, facts.mark) if m),
        blocks=tuple(block for chapter in chapters for block in chapter(facts)),
        record=(
            ("Kabupaten/kota", f"{facts.kode_kab} {facts.kabupaten}"),
            ("Daftar wilayah", facts.edisi_wilayah or "tidak memuat kabupaten/kota ini"),
            *facts.pins,
        ),
    )
