"""Annexes: commitment sheets, committed recaps, framework, every line with its budget, scores, parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Column, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.mps import implementasi, kkl, prioritas
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, amounts
from reports.chapters.ringkas import short_table
from reports.labels import DALAM_KALIMAT, KOMPONEN, SUMBER_DANA
from schemas.facts import Facts

CROSS = "rekap_silang_s"
SIGNED = (
    ("rekap_komponen_s", "Komponen", KOMPONEN),
    ("rekap_sumber_s", "Sumber", SUMBER_DANA),
    (CROSS, "Sumber", SUMBER_DANA),
)
CAPTION = {
    "rekap_komponen_s": "komponen dan tahun",
    "rekap_sumber_s": "sumber dan tahun",
    CROSS: "sumber dan komponen",
}
LEMBAR = (
    *words(tahun="Tahun"),
    *numbers({"kebutuhan_rp": "Kebutuhan (Rp)", "terkomitmen_rp": "Terkomitmen (Rp)", "lembar_rp": "Komitmen (Rp)"}),
    *words(penandatangan="Penandatangan", jabatan="Jabatan", tanggal="Tanggal", bukti_id="Bukti"),
)
SYARAT = (
    *words(langkah="Kegiatan"),
    *numbers({"n": "Baris"}),
    *words(syarat="Yang diminta", bukti_id="Bukti yang disebut"),
    *numbers({"jumlah_rp": "Biaya (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran: what is signed first, then the framework and the lists behind the chapters."""
    yield Heading(1, "Lampiran")
    yield from _sheets(facts, "L.1")
    yield from _signed(facts, "L.2")
    yield from kkl.blocks(facts, "L.3")
    yield from _details(facts, "L.4")
    yield from _conditions(facts, "L.5")
    yield from prioritas.annex(facts, "L.6")
    yield from implementasi.annex(facts, "L.7")
    yield from annex.parameters(facts, "L.8")


def _details(facts: Facts, number: str) -> Iterator[Block]:
    """T4: every line with its id, by komponen and facility."""
    yield Heading(2, "Rincian anggaran per baris", number)
    yield from say("mps", "rincian", stem=f"mps/{facts.fiscal_year}/{facts.kode_kab}/")
    columns = (
        *words(nama="Kegiatan"),
        *numbers({"harga_satuan_rp": "Harga satuan (Rp)"}),
        *amounts(facts),
        *numbers({"sisa_rp": "Belum ditempatkan (Rp)"}),
        *words(komitmen="Komitmen"),
        Column("baris", "Nomor baris", "code"),
    )
    found = facts.table("rincian")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        rows = tuple(row for row in found.rows if row["komponen"] == k)
        yield from short_table(
            facts.with_table("rincian", replace(found, rows=rows, reads=found.reads if i == 1 else ())),
            "rincian",
            f"{number}.{i}",
            f"Baris MPS dengan biaya per tahun, {DALAM_KALIMAT[k]}",
            columns,
            same=("sisa_rp",),
            optional=("komitmen",),
            notes=("Baris tanpa tahun terkomitmen berstatus indikatif.",),
            group="fasilitas",
            empty="tanpa_program",
        )


def _sheets(facts: Facts, number: str) -> Iterator[Block]:
    """T10: a sheet per source, with the signatures that are there and dots for those that are not."""
    yield Heading(2, "Lembar komitmen per sumber", number)
    yield from say("mps", "lembar")
    shown = [s for s in SUMBER_DANA if facts.table(f"lembar_{s}").rows]
    for i, s in enumerate(shown, 1):
        yield table(facts, f"lembar_{s}", f"{number}.{i}", f"Lembar komitmen {SUMBER_DANA[s]}", LEMBAR)


def _signed(facts: Facts, number: str) -> Iterator[Block]:
    """T5s, T6s, T7s."""
    yield Heading(2, "Rekapitulasi yang terkomitmen", number)
    yield from say("mps", "terkomitmen")
    for i, (name, head, labels) in enumerate(SIGNED, 1):
        rows = facts.with_table(name, relabel(facts.table(name), "kelompok", labels))
        heads = {**KOMPONEN, "jumlah": "Jumlah"}
        money = numbers({k: h for k, h in heads.items() if k != "UMUM"}, "Terkomitmen (Rp)")
        columns = (*words(kelompok=head), *(money if name == CROSS else amounts(facts, "Terkomitmen (Rp)")))
        yield table(rows, name, f"{number}.{i}", f"Biaya terkomitmen: {CAPTION[name]}", columns, empty="tanpa_komitmen")


def _conditions(facts: Facts, number: str) -> Iterator[Block]:
    yield Heading(2, "Baris yang belum disertai bukti konsultasi atau perjanjian", number)
    rows = facts.with_table("syarat_daftar", relabel(facts.table("syarat_daftar"), "sumber", SUMBER_DANA))
    yield from short_table(
        rows,
        "syarat_daftar",
        number,
        "Baris tanpa bukti",
        SYARAT,
        same=("syarat",),
        optional=("bukti_id",),
        group="sumber",
        empty="tanpa_syarat",
    )
