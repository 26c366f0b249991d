"""Bab 4: programmes per komponen, recaps, lines that could not be made."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, amounts
from reports.labels import DALAM_KALIMAT, KOMPONEN, SUMBER_DANA
from schemas.facts import Facts

TIDAK_DIBUAT = (
    *words(langkah="Langkah katalog", alasan="Alasan"),
    *numbers({"n": "Lokasi"}),
    *words(lokasi="Lokasi yang terkena"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Program, kegiatan dan indikasi pendanaan."""
    yield from section(facts, 1, "4", "Program dan Kegiatan")
    yield from say("ssk", "program")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        yield from section(facts, 2, f"4.{i}", KOMPONEN[k])
        columns = (*words(kelompok="Program"), *numbers({"n": "Kegiatan"}), *amounts(facts))
        caption = f"Program {DALAM_KALIMAT[k]}"
        yield table(facts, f"program_{k}", f"4.{i}", caption, columns, empty="tanpa_program")
    yield from section(facts, 2, "4.5", "Rekapitulasi pendanaan")
    yield _recap(facts, "rekap_komponen", "4.5", "Indikasi biaya per komponen dan tahun", "Komponen", KOMPONEN)
    yield _recap(facts, "rekap_sumber", "4.6", "Indikasi biaya per sumber dan tahun", "Sumber", SUMBER_DANA)
    yield from section(facts, 2, "4.6", "Kegiatan yang belum dapat dibuat")
    if facts.table("tidak_dibuat").rows:
        yield from say("ssk", "tidak_dibuat")
    caption = "Langkah katalog tanpa baris dan alasannya"
    yield table(facts, "tidak_dibuat", "4.7", caption, TIDAK_DIBUAT, empty="semua_dibuat")


def _recap(facts: Facts, name: str, number: str, caption: str, head: str, labels: dict[str, str]) -> Block:
    shown = facts.with_table(name, relabel(facts.table(name), "kelompok", labels))
    columns = (*words(kelompok=head), *amounts(facts))
    return table(shown, name, number, caption, columns, empty="tanpa_program")
