"""The documents: title, chapters in order, and the record of what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.blocks import Block, Document
from reports.chapters import buku_putih as chapters_buku_putih
from reports.chapters import monev as chapters_monev
from reports.chapters import mps as chapters_mps
from reports.chapters import ssk as chapters_ssk
from reports.chapters.buku_putih.edisi import as_ssk_chapter, is_ssk_chapter, with_book_numbers
from reports.finish import finished
from schemas.facts import Facts

DRAFT = "Draf"
ChapterFunction = Callable[[Facts], Iterator[Block]]


def buku_putih(facts: Facts) -> Document:
    """Buku Putih Sanitasi; from fiscal year 2016 Bab 2 of the SSK, which took its place."""
    if is_ssk_chapter(facts):
        blocks = as_ssk_chapter(_blocks(with_book_numbers(facts), chapters_buku_putih.SSK_CHAPTERS))
        title, subtitle = "Strategi Sanitasi Kabupaten/Kota", "Bab 2 Profil Sanitasi Saat Ini"
    else:
        blocks = _blocks(facts, chapters_buku_putih.CHAPTERS)
        title, subtitle = "Buku Putih Sanitasi", "Profil sanitasi dan area berisiko sanitasi"
    return _document(facts, title, subtitle, blocks)


def ssk(facts: Facts) -> Document:
    """Strategi Sanitasi Kabupaten/Kota."""
    subtitle = f"Zona dan sistem, program dan kegiatan {facts.years[0]}–{facts.years[-1]}"
    return _document(facts, "Strategi Sanitasi Kabupaten/Kota", subtitle, _blocks(facts, chapters_ssk.CHAPTERS))


def mps(facts: Facts) -> Document:
    """Memorandum Program Sanitasi."""
    subtitle = f"Rencana kegiatan dan anggaran indikatif {facts.years[0]}–{facts.years[-1]}"
    return _document(facts, "Memorandum Program Sanitasi", subtitle, _blocks(facts, chapters_mps.CHAPTERS))


def monev(facts: Facts) -> Document:
    """Laporan Pelaksanaan dan Monev."""
    subtitle = f"Anggaran, realisasi, dan capaian terhadap MPS {facts.years[0]}–{facts.years[-1]}"
    return _document(facts, "Laporan Pelaksanaan dan Monev", subtitle, _blocks(facts, chapters_monev.CHAPTERS))


def _blocks(facts: Facts, chapters: tuple[ChapterFunction, ...]) -> Iterator[Block]:
    return (block for chapter in chapters for block in chapter(facts))


def _document(facts: Facts, title: str, subtitle: str, chapters: Iterator[Block]) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        place=f"{facts.kabupaten}, {facts.provinsi}",
        year=str(facts.fiscal_year),
        marks=tuple(m for m in (DRAFT, facts.mark) if m),
        blocks=finished(facts, title, chapters),
        record=(
            ("Kabupaten/kota", f"{facts.kode_kab} {facts.kabupaten}"),
            ("Daftar wilayah", facts.edisi_wilayah or "tidak memuat kabupaten/kota ini"),
            *facts.pins,
        ),
    )
