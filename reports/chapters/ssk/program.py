"""Programmes per komponen, recaps, lines that could not be made, differences to the draft."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters import gambar, narrative
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, amounts, consequences
from reports.chapters.ssk.bab import Bab
from reports.labels import DALAM_KALIMAT, JENIS_BEDA, KOLOM_KEGIATAN, KOMPONEN, SUMBER_DANA

TIDAK_DIBUAT = (
    *words(langkah="Langkah katalog", alasan="Alasan"),
    *numbers({"n": "Lokasi"}),
    *words(lokasi="Lokasi yang terkena"),
)


BEDA = words(
    kegiatan_id="Kegiatan", nama="Nama", jenis="Beda", kolom="Yang berbeda", tahun="Tahun", draf="Draf", pokja="Rencana"
)


def programmes(bab: Bab) -> Iterator[Block]:
    """Program per komponen."""
    facts = bab.facts
    yield from say("ssk", "program")
    for k in PRIORITY_OF_KOMPONEN:
        yield from bab.bagian(KOMPONEN[k])
        columns = (*words(kelompok="Program"), *numbers({"n": "Kegiatan"}), *amounts(facts))
        caption = f"Program {DALAM_KALIMAT[k]}"
        yield table(facts, f"program_{k}", bab.tabel(), caption, columns, empty="tanpa_program")


def recaps(bab: Bab) -> Iterator[Block]:
    """Rekapitulasi pendanaan."""
    yield from bab.bagian("Rekapitulasi pendanaan")
    yield _recap(bab, "rekap_komponen", "Indikasi biaya per komponen dan tahun", "Komponen", KOMPONEN)
    yield from narrative.costs(bab.facts)
    yield from gambar.by_year(bab.facts, "rekap_komponen", bab.gambar(), "Indikasi biaya per tahun", KOMPONEN)
    yield _recap(bab, "rekap_sumber", "Indikasi biaya per sumber dan tahun", "Sumber", SUMBER_DANA, "jenis")


def not_made(bab: Bab) -> Iterator[Block]:
    """Kegiatan yang belum dapat dibuat."""
    yield from bab.bagian("Kegiatan yang belum dapat dibuat")
    if bab.facts.table("tidak_dibuat").rows:
        yield from say("ssk", "tidak_dibuat")
    caption = "Langkah katalog tanpa baris dan alasannya"
    yield table(bab.facts, "tidak_dibuat", bab.tabel(), caption, TIDAK_DIBUAT, empty="semua_dibuat")


def scores(bab: Bab) -> Iterator[Block]:
    """Kegiatan yang bergantung pada skor tanpa alasan; hanya bila ada."""
    if bab.facts.table("akibat_skor").rows:
        yield from bab.bagian("Kegiatan yang bergantung pada skor tanpa alasan")
        yield from say("ssk", "akibat_skor")
        yield consequences(bab.facts, bab.tabel())


def differences(bab: Bab) -> Iterator[Block]:
    """Beda rencana dengan draf."""
    yield from bab.bagian("Beda usulan Pokja dengan draf")
    if bab.facts.table("beda").rows:
        yield from say("ssk", "beda")
    named = relabel(relabel(bab.facts.table("beda"), "jenis", JENIS_BEDA), "kolom", KOLOM_KEGIATAN)
    shown = bab.facts.with_table("beda", named)
    yield table(shown, "beda", bab.tabel(), "Baris yang berbeda dari draf", BEDA, empty="tanpa_beda")


def _recap(bab: Bab, name: str, caption: str, head: str, labels: dict[str, str], group: str = "") -> Block:
    facts = bab.facts
    shown = facts.with_table(name, relabel(facts.table(name), "kelompok", labels))
    columns = (*words(kelompok=head), *amounts(facts))
    return table(shown, name, bab.tabel(), caption, columns, group=group, empty="tanpa_program")
