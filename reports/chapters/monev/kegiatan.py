"""Bab 3: progress of the activities, what was not budgeted, obstacles and shifted years."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.catatan import filled
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.monev.anggaran import by_group
from reports.labels import KOMPONEN, SUMBER_SINGKAT
from schemas.facts import Facts

KEMAJUAN = (
    *numbers({"pagu_rp": "Anggaran", "kontrak_rp": "Kontrak", "keuangan_rp": "Realisasi"}, "Rupiah"),
    *numbers({"serapan_pct": "Keuangan (%)", "fisik_pct": "Fisik (%)"}, "Kemajuan"),
)
KEGIATAN = (
    *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber", tahun="Tahun", dokumen="Dokumen", satuan="Satuan"),
    *numbers({"mps_volume": "MPS", "volume_rencana": "Anggaran", "volume_realisasi": "Realisasi"}, "Volume"),
    *numbers({"mps_rp": "MPS", "pagu_rp": "Anggaran", "keuangan_rp": "Realisasi"}, "Rupiah"),
    *numbers({"serapan_pct": "Keuangan (%)", "fisik_pct": "Fisik (%)"}, "Kemajuan"),
    *numbers({"efisiensi": "Efisiensi"}),
)
KETERANGAN = words(
    nama="Kegiatan",
    lokasi="Lokasi",
    tahun="Tahun",
    periode="Triwulan",
    berfungsi="Berfungsi",
    kendala="Kendala",
    alasan_geser="Alasan pergeseran",
    catatan="Catatan",
)
BELUM = (
    *words(nama="Kegiatan", tahun="Tahun"),
    *numbers({"n": "Baris MPS", "mps_rp": "Biaya menurut MPS (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Pelaksanaan kegiatan."""
    yield from section(facts, 1, "3", "Pelaksanaan Kegiatan")
    yield from section(facts, 2, "3.1", "Kemajuan fisik dan keuangan")
    yield from say("monev", "kemajuan")
    yield by_group(facts, "kemajuan", "3.1", "Kemajuan per komponen", "Komponen", KEMAJUAN)
    yield by_komponen(facts, "kegiatan", "3.2", "Kegiatan MPS yang dianggarkan", KEGIATAN, "tanpa_dianggarkan")
    yield from section(facts, 2, "3.2", "Kendala, pergeseran, dan keberfungsian")
    kept = ("periode", "berfungsi", "kendala", "alasan_geser", "catatan")
    columns = filled(facts.table("keterangan"), KETERANGAN, kept)
    yield by_komponen(facts, "keterangan", "3.3", "Kegiatan dengan keterangan", columns, "tanpa_keterangan")
    yield from section(facts, 2, "3.3", "Belum dianggarkan")
    yield from say("monev", "belum")
    yield by_komponen(facts, "belum", "3.4", "Kegiatan MPS tahun ini tanpa baris anggaran", BELUM, "tanpa_belum")


def by_komponen(facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...], empty: str) -> Block:
    """A table with a band per komponen; the year is a column only where rows have different ones."""
    shown = relabel(facts.table(name), "komponen", KOMPONEN)
    if any(c.name == "sumber" for c in columns):
        shown = relabel(shown, "sumber", SUMBER_SINGKAT)
    has_years = len({str(row["tahun"]) for row in shown.rows}) > 1
    kept = tuple(c for c in columns if has_years or c.name != "tahun")
    return table(facts.with_table(name, shown), name, number, caption, kept, group="komponen", empty=empty)
