"""Bab 5: schedule, readiness, roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Column
from reports.chapters.build import relabel, say, section, table, words
from reports.chapters.mps import peran
from reports.labels import DOKUMEN, KOMPONEN, STATUS_SIAP
from schemas.facts import Facts, FactTable

SIDLACOM = "SIDLAOM"
KESIAPAN = (
    *words(kegiatan="Kegiatan", lokasi="Lokasi", wajib="Dokumen wajib"),
    *words(ada="Ada (tanggal)", dibuat="Dibuat langkah sebelumnya", kurang="Belum ada"),
    *words(tahun_boleh="Boleh mulai", tahun_mulai="Mulai", status="Status"),
)
DOKUMEN_KOLOM = words(
    kegiatan="Kegiatan",
    lokasi="Lokasi",
    kriteria="Kriteria",
    status="Status",
    tanggal="Tanggal",
    masa_berlaku="Berlaku sampai",
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana implementasi."""
    yield from section(facts, 1, "5", "Rencana Implementasi")
    yield from section(facts, 2, "5.1", "Jadwal")
    yield from say("mps", "jadwal")
    years = (Column(f"vol_{t}", str(year)) for t, year in enumerate(facts.years, 1))
    columns = (*words(program="Program"), *years)
    named = facts.with_table("jadwal", relabel(facts.table("jadwal"), "komponen", KOMPONEN))
    caption = "Jadwal tahap SIDLACOM per program"
    yield table(named, "jadwal", "5.1", caption, columns, group="komponen", empty="tanpa_program")
    letters = (Column(f"tahap_{c}", c) for c in SIDLACOM)
    columns = (*words(program="Program", lokasi="Lokasi"), *letters)
    named = facts.with_table("jadwal_lokasi", relabel(facts.table("jadwal_lokasi"), "komponen", KOMPONEN))
    caption = "Tahun mulai dan selesai tiap tahap SIDLACOM per program dan lokasi"
    yield table(named, "jadwal_lokasi", "5.1.1", caption, columns, group="komponen", empty="tanpa_program")
    yield from section(facts, 2, "5.2", "Kesiapan")
    yield from say("mps", "kesiapan")
    caption = "Kesiapan kegiatan yang memerlukan dokumen"
    yield table(_named(facts), "kesiapan", "5.2", caption, KESIAPAN, group="komponen", empty="tanpa_dokumen_wajib")
    shown = facts.with_table("dokumen", relabel(facts.table("dokumen"), "kriteria", DOKUMEN))
    caption = "Dokumen kesiapan yang diserahkan"
    yield table(shown, "dokumen", "5.2.1", caption, DOKUMEN_KOLOM, empty="tanpa_kesiapan")
    yield from peran.blocks(facts)


def _named(facts: Facts) -> Facts:
    """Readiness with documents, komponen and status in words."""
    shown = relabel(relabel(facts.table("kesiapan"), "komponen", KOMPONEN), "status", STATUS_SIAP)
    for column in ("wajib", "ada", "dibuat", "kurang"):
        shown = _documents(shown, column)
    return facts.with_table("kesiapan", shown)


def _documents(shown: FactTable, column: str) -> FactTable:
    """The lists of a column with every document called by its name; what follows the name stays."""
    rows = []
    for row in shown.rows:
        parts = [part.split(" ", 1) for part in str(row[column]).split(";") if part]
        rows.append(row | {column: ", ".join(" ".join((DOKUMEN.get(p[0], p[0]), *p[1:])) for p in parts)})
    return replace(shown, rows=tuple(rows))
