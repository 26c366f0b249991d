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
DILEPAS = words(nama="Kegiatan", lokasi="Lokasi")
SINGKAT = {"optimum": "Optimum", "leksikografis": "Leksikografis", "polos": "Aturan polos", "tetap": "Tahun tetap"}
BELUM = (
    "Cara leksikografis belum dibuat untuk dokumen ini; operator membuatnya atas permintaan, tanpa mengubah rencana."
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
    made = {str(row["cara"]) for row in facts.table("cara_alokasi").rows}
    notes = () if "leksikografis" in made else (BELUM,)
    yield table(named, "cara_alokasi", "4.15", caption, PERBANDINGAN, notes=notes, empty="tanpa_alokasi")
    if not made:
        return
    caption = "Kegiatan yang menunggu dalam rencana ini dan mendapat tahun menurut cara lain"
    shown = next(iter(facts.table("dilepas").rows), {})
    columns = (*DILEPAS, *words(**{cara: name for cara, name in SINGKAT.items() if cara in shown}))
    yield table(facts, "dilepas", "4.16", caption, columns, empty="tanpa_dilepas")
    yield from say("mps", "harga_bayangan")
    priced = facts.with_table("harga_bayangan", relabel(facts.table("harga_bayangan"), "sumber", SUMBER_DANA))
    caption = "Harga bayangan pagu per sumber dan tahun (indikasi)"
    has_ranges = any(row["sifat"] != "tunggal" for row in priced.table("harga_bayangan").rows)
    columns = SELANG if has_ranges else HARGA
    yield table(priced, "harga_bayangan", "4.17", caption, columns, group="sumber", empty="harga_belum_dibuat")
