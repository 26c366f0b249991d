"""Bab 2: how much of the MPS reached the budget, what was committed, and what was budgeted outside the MPS."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.ringkas import short_table
from reports.labels import KOMPONEN, SUMBER_DANA, SUMBER_SINGKAT
from schemas.facts import Facts

RASIO = (
    *numbers({"n_baris": "MPS", "n_dianggarkan": "Dalam DPA/DIPA"}, "Baris kegiatan"),
    *numbers(
        {"mps_rp": "MPS", "rkpd_rp": "RKPD", "dpa_rp": "DPA/DIPA", "dpa_geser_rp": "di antaranya geser"}, "Rupiah"
    ),
    *numbers({"rasio_rp_pct": "Rupiah (%)", "rasio_baris_pct": "Baris (%)"}, "Rasio teranggarkan"),
)
KOMITMEN = numbers(
    {
        "komitmen_rp": "Baris terkomitmen",
        "lembar_rp": "Lembar komitmen",
        "dpa_rp": "DPA/DIPA",
        "keuangan_komitmen_rp": "Realisasi baris terkomitmen",
        "keuangan_rp": "Realisasi semua baris",
    },
    "Rupiah",
)
LUAR = (
    Column("baris_id", "Baris anggaran", "code"),
    Column("kegiatan_id", "Nomor kegiatan", "code"),
    *words(lokasi="Lokasi", tahun="Tahun", sumber="Sumber"),
    *words(dokumen="Dokumen"),
    *numbers({"pagu_rp": "Pagu (Rp)", "keuangan_rp": "Realisasi (Rp)"}),
    *words(alasan="Keterangan"),
)
TOTAL = {"semua": "Jumlah"}


def blocks(facts: Facts) -> Iterator[Block]:
    """Anggaran terhadap MPS."""
    yield from section(facts, 1, "2", "Anggaran terhadap MPS")
    yield from section(facts, 2, "2.1", "Rasio teranggarkan")
    yield from say("monev", "rasio")
    yield by_group(facts, "rasio_sumber", "2.1", "MPS, RKPD, dan DPA/DIPA per sumber dana", "Sumber", RASIO)
    yield by_group(facts, "rasio_komponen", "2.2", "MPS, RKPD, dan DPA/DIPA per komponen", "Komponen", RASIO)
    yield from section(facts, 2, "2.2", "Komitmen dan realisasi")
    yield from say("monev", "komitmen")
    yield by_group(facts, "komitmen", "2.3", "Komitmen dibandingkan dengan realisasi", "Sumber", KOMITMEN)
    yield from section(facts, 2, "2.3", "Kegiatan di luar MPS")
    yield from say("monev", "luar_mps")
    shown = facts.with_table("luar_mps", relabel(facts.table("luar_mps"), "sumber", SUMBER_SINGKAT))
    caption = "Baris anggaran di luar MPS"
    yield from short_table(shown, "luar_mps", "2.4", caption, LUAR, same=("tahun",), empty="tanpa_luar_mps")


def by_group(facts: Facts, name: str, number: str, caption: str, head: str, columns: tuple[Column, ...]) -> Block:
    """A recap by source or komponen with a band per year, closed by the total of the year."""
    shown = facts.with_table(name, relabel(facts.table(name), "kelompok", {**SUMBER_DANA, **KOMPONEN, **TOTAL}))
    return table(
        shown, name, number, caption, (*words(kelompok=head), *columns), group="tahun", empty="tanpa_pelaksanaan"
    )
