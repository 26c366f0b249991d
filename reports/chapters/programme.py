"""Columns that the chapters of SSK and MPS share."""

from __future__ import annotations

from reports.blocks import Block, Column
from reports.chapters.build import numbers, relabel, table, words
from reports.labels import AKIBAT_SKOR
from schemas.facts import Facts

AKIBAT = (
    *words(nama="Kegiatan", lokasi="Lokasi"),
    *numbers({"jumlah_rp": "Biaya dalam rencana (Rp)", "jumlah_hitung_rp": "Biaya menurut skor hitung (Rp)"}),
    *words(catatan="Skor yang belum beralasan"),
)
TAMBAHAN = numbers(
    {"tambahan_pendek_kk": "Pendek", "tambahan_kk": "Menengah", "tambahan_panjang_kk": "Panjang"},
    "Tambahan KK sejak tahun dasar",
)
PRIORITY_OF_KOMPONEN = ("AL", "PS", "DR", "PH")


def amounts(facts: Facts, group: str = "Biaya (Rp)") -> tuple[Column, ...]:
    """Cost of each plan year and their sum."""
    years = {f"biaya_{t}_rp": str(year) for t, year in enumerate(facts.years, 1)}
    return numbers({**years, "jumlah_rp": "Jumlah"}, group)


def volumes(facts: Facts) -> tuple[Column, ...]:
    """Volume of each plan year."""
    return numbers({f"vol_{t}": str(year) for t, year in enumerate(facts.years, 1)}, "Volume")


def consequences(facts: Facts, number: str) -> Block:
    """Activities that are there, missing or other for a score without reason or minutes."""
    shown = facts.with_table("akibat_skor", relabel(facts.table("akibat_skor"), "akibat", AKIBAT_SKOR))
    caption = "Kegiatan yang ada, hilang, atau berubah karena skor tanpa alasan atau berita acara"
    return table(shown, "akibat_skor", number, caption, AKIBAT, group="akibat")
