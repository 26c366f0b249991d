"""Before the chapters: foreword, and the page on which a document is approved."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading, Line, Quote, Table
from reports.chapters.build import say, words
from schemas.facts import DocumentName, Facts

FOREWORD = "pengantar"
"""The section under which a Pokja hands in a foreword of its own."""
DOTS = "…" * 12
SIGNING: dict[DocumentName, tuple[str, ...]] = {
    "buku_putih": ("Ketua Pokja Sanitasi", "Kepala Bappeda", "{kepala}"),
    "ssk": ("Ketua Pokja Sanitasi", "Kepala Bappeda", "{kepala}"),
    "mps": ("Ketua Pokja Sanitasi", "Ketua Tim Anggaran Pemerintah Daerah", "{kepala}"),
    "monev": ("Ketua Pokja Sanitasi", "Kepala Bappeda"),
}


def foreword(facts: Facts, title: str) -> Iterator[Block]:
    """What the document is; the words of the Pokja where it handed in some."""
    yield Heading(1, "Kata Pengantar")
    if FOREWORD in facts.narasi:
        yield Quote(facts.narasi[FOREWORD], f"Pokja Sanitasi {facts.kabupaten}")
        return
    yield from say("umum", "pengantar", dokumen=title, kabupaten=facts.kabupaten, tahun=facts.fiscal_year)


def approval(facts: Facts) -> Iterator[Block]:
    """Who signs, with room to do it."""
    yield Heading(2, "Halaman pengesahan")
    yield from say("umum", "pengesahan")
    head = "Wali Kota" if facts.kabupaten.startswith("Kota") else "Bupati"
    lines = (Line((who.format(kepala=head), DOTS, DOTS, DOTS)) for who in SIGNING[facts.document])
    columns = words(jabatan="Jabatan", nama="Nama", tanggal="Tanggal", tanda_tangan="Tanda tangan")
    yield Table("P.1", "Yang menyetujui dan mengesahkan", columns, tuple(lines))
