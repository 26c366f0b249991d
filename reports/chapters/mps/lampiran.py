"""Annexes: every line with its budget, commitment sheets, committed recaps, assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from reports.chapters.build import numbers, relabel, say, table, words
from reports.chapters.mps import kkl
from reports.chapters.programme import amounts
from reports.labels import KOMPONEN, STATUS, SUMBER_DANA
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
    *words(nama="Kegiatan", lokasi="Lokasi", syarat="Yang diminta", bukti_id="Bukti yang disebut"),
    *numbers({"jumlah_rp": "Biaya (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield Heading(2, "Rincian anggaran per baris", "L.1")
    columns = (
        *words(nama="Kegiatan", lokasi="Lokasi", sumber="Sumber", status="Status"),
        *numbers({"harga_satuan_rp": "Harga satuan (Rp)"}),
        *amounts(facts),
        *numbers({"sisa_rp": "Belum ditempatkan (Rp)"}),
        *words(komitmen="Tahun terkomitmen"),
    )
    shown = relabel(facts.table("rincian"), "komponen", KOMPONEN)
    shown = relabel(relabel(shown, "status", STATUS), "sumber", SUMBER_DANA)
    caption = "Baris MPS dengan biaya per tahun, tanpa daftar tunggu"
    rows = facts.with_table("rincian", shown)
    yield table(rows, "rincian", "L.1", caption, columns, group="komponen", empty="tanpa_program")
    yield from _sheets(facts)
    yield from _signed(facts)
    yield from _conditions(facts)
    yield from kkl.blocks(facts, "L.5")
    yield from annex.parameters(facts, "L.6")


def _sheets(facts: Facts) -> Iterator[Block]:
    """T10: a sheet per source, with the signatures that are there and dots for those that are not."""
    yield Heading(2, "Lembar komitmen per sumber", "L.2")
    yield from say("mps", "lembar")
    shown = [s for s in SUMBER_DANA if facts.table(f"lembar_{s}").rows]
    for i, s in enumerate(shown, 1):
        yield table(facts, f"lembar_{s}", f"L.2.{i}", f"Lembar komitmen {SUMBER_DANA[s]}", LEMBAR)


def _signed(facts: Facts) -> Iterator[Block]:
    """T5s, T6s, T7s."""
    yield Heading(2, "Rekapitulasi yang terkomitmen", "L.3")
    yield from say("mps", "terkomitmen")
    for i, (name, head, labels) in enumerate(SIGNED, 1):
        rows = facts.with_table(name, relabel(facts.table(name), "kelompok", labels))
        heads = {**KOMPONEN, "jumlah": "Jumlah"}
        money = numbers({k: h for k, h in heads.items() if k != "UMUM"}, "Terkomitmen (Rp)")
        columns = (*words(kelompok=head), *(money if name == CROSS else amounts(facts, "Terkomitmen (Rp)")))
        yield table(rows, name, f"L.3.{i}", f"Biaya terkomitmen: {CAPTION[name]}", columns, empty="tanpa_komitmen")


def _conditions(facts: Facts) -> Iterator[Block]:
    yield Heading(2, "Baris yang belum disertai bukti konsultasi atau perjanjian", "L.4")
    rows = facts.with_table("syarat_daftar", relabel(facts.table("syarat_daftar"), "sumber", SUMBER_DANA))
    yield table(rows, "syarat_daftar", "L.4", "Baris tanpa bukti", SYARAT, group="sumber", empty="tanpa_syarat")
