"""Bab 4: recaps, the sources one by one, waiting list, what falls after the plan."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters import gambar
from reports.chapters.build import note, numbers, relabel, say, section, table, words
from reports.chapters.mps import alokasi, sumber
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, amounts, consequences
from reports.chapters.ringkas import short_table
from reports.labels import KOMPONEN, SUMBER_DANA, SUMBER_SINGKAT
from schemas.facts import Facts

SESUDAH = words(nama="Kegiatan", lokasi="Lokasi", alasan="Alasan")


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana anggaran."""
    yield from section(facts, 1, "4", "Rencana Anggaran")
    yield from say("mps", "anggaran", **{n: facts.figures[n] for n in ("n_harga", "n_katalog")})
    if not _has_ceiling(facts):
        yield note("mps", "tanpa_plafon", "Semua baris indikatif.")
    yield from section(facts, 2, "4.1", "Rekapitulasi")
    yield from _recaps(facts)
    yield from sumber.blocks(facts)
    yield from section(facts, 2, "4.8", "Daftar tunggu")
    yield from _waiting(facts)
    yield from section(facts, 2, "4.9", "Sesudah masa rencana")
    caption = "Kegiatan sesudah masa rencana"
    yield from short_table(facts, "sesudah", "4.14", caption, SESUDAH, remarks="alasan", empty="tanpa_sesudah")
    yield from alokasi.blocks(facts)
    if facts.table("akibat_skor").rows:
        yield from section(facts, 2, "4.11", "Kegiatan yang bergantung pada skor tanpa alasan")
        yield from say("ssk", "akibat_skor")
        yield consequences(facts, "4.18")


def _has_ceiling(facts: Facts) -> bool:
    return bool(facts.table("kemampuan").rows or facts.table("pagu").rows)


def _recaps(facts: Facts) -> Iterator[Block]:
    for name, number, caption, head, labels in (
        ("rekap_komponen", "4.1", "Biaya per komponen dan tahun", "Komponen", KOMPONEN),
        ("rekap_sumber", "4.2", "Biaya per sumber dan tahun", "Sumber", SUMBER_DANA),
    ):
        shown = facts.with_table(name, relabel(facts.table(name), "kelompok", labels))
        columns = (*words(kelompok=head), *amounts(facts))
        yield table(shown, name, number, caption, columns, empty="tanpa_program")
    heads = {k: KOMPONEN[k] for k in PRIORITY_OF_KOMPONEN}
    columns = (*words(kelompok="Sumber"), *numbers({**heads, "jumlah": "Jumlah"}, "Biaya (Rp)"))
    shown = facts.with_table("rekap_silang", relabel(facts.table("rekap_silang"), "kelompok", SUMBER_DANA))
    caption = "Biaya per sumber dan komponen"
    yield table(shown, "rekap_silang", "4.3", caption, columns, empty="tanpa_program")


def _waiting(facts: Facts) -> Iterator[Block]:
    yield gambar.waiting(facts, "4.3")
    if facts.table("tunggu").rows:
        yield from say("mps", "tunggu")
    columns = (
        *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber"),
        *amounts(facts, "Biaya yang menunggu (Rp)"),
        *words(keterangan="Alasan"),
    )
    named = relabel(relabel(facts.table("tunggu"), "komponen", KOMPONEN), "sumber", SUMBER_SINGKAT)
    empty = "tanpa_tunggu" if _has_ceiling(facts) else "tanpa_tunggu_plafon"
    shown = facts.with_table("tunggu", named)
    yield from short_table(
        shown,
        "tunggu",
        "4.13",
        "Daftar tunggu",
        columns,
        same=("sumber",),
        remarks="keterangan",
        group="komponen",
        empty=empty,
    )
