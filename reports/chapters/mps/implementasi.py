"""Bab 5: schedule, readiness, roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Column, Heading
from reports.chapters import gambar
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.mps import peran
from reports.chapters.ringkas import short_table
from reports.labels import DOKUMEN, KOMPONEN, STATUS_SIAP
from schemas.facts import FactRow, Facts, FactTable

SIDLACOM = "SIDLAOM"
DOKUMEN_KESIAPAN = words(wajib="Dokumen wajib", dibuat="Dibuat langkah sebelumnya", kurang="Belum ada")
KESIAPAN = (
    *words(langkah="Kegiatan"),
    *numbers({"n": "Lokasi"}),
    *DOKUMEN_KESIAPAN,
    *words(tahun_mulai="Mulai", status="Status"),
)
KESIAPAN_BARIS = (
    *words(lokasi="Lokasi", ada="Ada (tanggal)", dibuat="Dibuat langkah sebelumnya", kurang="Belum ada"),
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
    yield gambar.schedule(facts, "5.1")
    yield from section(facts, 2, "5.2", "Kesiapan")
    yield from say("mps", "kesiapan")
    caption = "Kesiapan kegiatan yang memerlukan dokumen"
    yield from _readiness(facts, "kesiapan", "5.2", caption, KESIAPAN, group="komponen")
    shown = facts.with_table("dokumen", relabel(facts.table("dokumen"), "kriteria", DOKUMEN))
    caption = "Dokumen kesiapan yang diserahkan"
    yield table(shown, "dokumen", "5.3", caption, DOKUMEN_KOLOM, empty="tanpa_kesiapan")
    yield from peran.blocks(facts)


def annex(facts: Facts, number: str) -> Iterator[Block]:
    """Schedule and readiness of every place."""
    yield Heading(2, "Jadwal dan kesiapan per lokasi", number)
    letters = (Column(f"tahap_{c}", c) for c in SIDLACOM)
    shown = relabel(facts.table("jadwal_lokasi"), "komponen", KOMPONEN)
    bands = tuple(row | {"komponen": f"{row['komponen']}: {row['program']}"} for row in shown.rows)
    named = facts.with_table("jadwal_lokasi", replace(shown, rows=bands))
    caption = "Tahun mulai dan selesai tiap tahap SIDLACOM per program dan lokasi"
    columns = (*words(lokasi="Lokasi"), *letters)
    yield table(named, "jadwal_lokasi", f"{number}.1", caption, columns, group="komponen", empty="tanpa_program")
    caption = "Kesiapan per lokasi"
    yield from _readiness(facts, "kesiapan_baris", f"{number}.2", caption, KESIAPAN_BARIS, group="langkah")


def _readiness(
    facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...], *, group: str
) -> Iterator[Block]:
    """A table of readiness with documents, komponen and status in words."""
    shown = relabel(relabel(facts.table(name), "komponen", KOMPONEN), "status", STATUS_SIAP)
    shown = replace(shown, rows=tuple(map(_all_of_them, shown.rows)))
    for column in ("wajib", "ada", "dibuat", "kurang"):
        shown = _documents(shown, column) if shown.rows and column in shown.rows[0] else shown
    if group == "langkah":
        shown = replace(shown, rows=tuple(r | {group: f"{r[group]}: {r['wajib']}"} for r in shown.rows))
    yield from short_table(
        facts.with_table(name, shown),
        name,
        number,
        caption,
        columns,
        same=("dibuat", "status"),
        optional=("ada", "dibuat", "kurang", "tahun_boleh", "tahun_mulai"),
        group=group,
        empty="tanpa_dokumen_wajib",
    )


def _all_of_them(row: FactRow) -> FactRow:
    return row | {c: "semua" for c in ("dibuat", "kurang") if row["wajib"] and row[c] == row["wajib"]}


def _documents(shown: FactTable, column: str) -> FactTable:
    """The lists of a column with every document called by its name; what follows the name stays."""
    rows = []
    for row in shown.rows:
        parts = [part.split(" ", 1) for part in str(row[column]).split(";") if part]
        rows.append(row | {column: ", ".join(" ".join((DOKUMEN.get(p[0], p[0]), *p[1:])) for p in parts)})
    return replace(shown, rows=tuple(rows))
