"""Bab 4, last section: how the years were chosen, beside other ways, and what each source is worth at the margin."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.labels import CARA, SUMBER_DANA
from schemas.facts import Facts

PERBANDINGAN = (
    *words(cara="Cara", dipakai="Pemakaian"),
    *numbers(
        {
            "nilai": "Nilai",
            "selisih_pct": "Dilepas dari optimum (%)",
            "celah_pct": "Celah (%)",
            "n_ditempatkan": "Ditempatkan",
            "n_menunggu": "Menunggu",
            "ditempatkan_rp": "Biaya ditempatkan (Rp)",
            "persiapan_rp": "Di antaranya persiapan periode berikut (Rp)",
        }
    ),
    *words(catatan="Catatan"),
)
DILEPAS = (
    *words(nama="Kegiatan", lokasi="Lokasi"),
    *words(optimum="Optimum", leksikografis="Leksikografis", polos="Aturan polos", tetap="Tahun tetap"),
)
HARGA = (
    *words(tahun="Tahun"),
    *numbers({"nilai_per_juta": "Nilai per Rp satu juta"}),
)
SELANG = (*HARGA, *numbers({"bawah": "Batas bawah", "atas": "Batas atas"}), *words(sifat="Sifat"))


def blocks(facts: Facts) -> Iterator[Block]:
    """Cara alokasi."""
    yield from section(facts, 2, "4.10", "Cara alokasi dan harga bayangan")
    if facts.table("cara_alokasi").rows:
        yield from say("mps", "alokasi")
    named = facts.with_table("cara_alokasi", relabel(facts.table("cara_alokasi"), "cara", CARA))
    caption = "Rencana ini di samping cara alokasi lain"
    yield table(named, "cara_alokasi", "4.15", caption, PERBANDINGAN, empty="tanpa_alokasi")
    if not facts.table("cara_alokasi").rows:
        return
    caption = "Kegiatan yang menunggu dalam rencana ini dan mendapat tahun menurut cara lain"
    yield table(facts, "dilepas", "4.16", caption, DILEPAS, empty="tanpa_dilepas")
    yield from say("mps", "harga_bayangan")
    priced = facts.with_table("harga_bayangan", relabel(facts.table("harga_bayangan"), "sumber", SUMBER_DANA))
    caption = "Harga bayangan pagu per sumber dan tahun (indikasi)"
    has_ranges = any(row["sifat"] != "tunggal" for row in priced.table("harga_bayangan").rows)
    columns = SELANG if has_ranges else HARGA
    yield table(priced, "harga_bayangan", "4.17", caption, columns, group="sumber", empty="tanpa_alokasi")
