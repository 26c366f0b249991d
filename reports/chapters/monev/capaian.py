"""Bab 4: results against the targets of the SSK, and which of them are behind their path."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters import gambar, narrative
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.ringkas import short_table
from reports.labels import ARAH, KOMPONEN
from schemas.facts import Facts

CAPAIAN = (
    *words(tujuan="Tujuan", sasaran="Sasaran", indikator="Indikator", satuan="Satuan"),
    *numbers({"baseline": "Nilai"}, "Data dasar"),
    Column("tahun_baseline", "Tahun", group="Data dasar"),
    *words(tahun="Tahun laporan"),
    *numbers({"target": "Target", "realisasi": "Realisasi", "capaian_pct": "Capaian (%)", "gap_pct": "Gap (%)"}),
    *words(sumber="Sumber data", catatan="Catatan"),
)
PERINGATAN = (
    *words(sasaran="Sasaran", arah="Arah", tahun="Tahun"),
    *numbers({"realisasi": "Realisasi", "jalur": "Jalur", "target": "Target", "selisih": "Realisasi − target"}),
    *numbers({"target_akhir": "Target akhir"}),
    *words(tahun_target="Tahun target akhir"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Capaian sasaran."""
    yield from section(facts, 1, "4", "Capaian Sasaran")
    yield from section(facts, 2, "4.1", "Capaian terhadap target")
    yield from say("monev", "capaian")
    named = facts.with_table("capaian", relabel(facts.table("capaian"), "komponen", KOMPONEN))
    yield from short_table(
        named,
        "capaian",
        "4.1",
        "Capaian sasaran",
        CAPAIAN,
        same=("tahun", "sumber", "tahun_baseline"),
        optional=("catatan",),
        group="komponen",
    )
    yield from narrative.results(facts)
    yield gambar.results(facts, "4.1")
    yield from section(facts, 2, "4.2", "Peringatan dini")
    yield from say("monev", "peringatan")
    shown = relabel(relabel(facts.table("peringatan"), "komponen", KOMPONEN), "arah", ARAH)
    named = facts.with_table("peringatan", shown)
    caption = "Sasaran yang tertinggal dari jalurnya"
    yield table(named, "peringatan", "4.2", caption, PERINGATAN, group="komponen", empty="tanpa_peringatan")
