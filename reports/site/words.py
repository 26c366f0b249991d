"""Words of the audit room: Indonesian, with the English label beside."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from reports.labels import TABEL
from schemas.form_words import column_words, table_words
from schemas.outputs import OUTPUTS
from schemas.tables import TABLES

STATE = {
    "used": ("Dipakai", "used"),
    "late": ("Terlambat", "late"),
    "missing": ("Belum ada", "missing"),
    "held": ("Ditahan", "held"),
    "failed": ("Gagal", "failed"),
}
STEP = {
    "intake": ("Pembacaan kiriman", "intake"),
    "validation": ("Pemeriksaan", "validation"),
    "buku_putih": ("Buku Putih", "Buku Putih"),
    "ssk": ("SSK", "SSK"),
    "mps": ("MPS", "MPS"),
    "alternatif": ("Alternatif alokasi", "alternatives"),
    "harga_bayangan": ("Harga bayangan", "shadow prices"),
    "realisasi": ("Realisasi", "realisation"),
    "dokumen_buku_putih": ("Dokumen Buku Putih", "document"),
    "dokumen_ssk": ("Dokumen SSK", "document"),
    "dokumen_mps": ("Dokumen MPS", "document"),
    "dokumen_monev": ("Dokumen Monev", "document"),
}
KIND = {"tahunan": ("tahunan", "yearly"), "malam": ("pemeriksaan malam", "nightly check")}
DOCUMENT = {"buku-putih": "Buku Putih Sanitasi", "ssk": "Strategi Sanitasi (SSK)", "mps": "Memorandum Program (MPS)",
            "monev": "Laporan Monev"}  # fmt: skip


def both(indonesian: str, english: str) -> Markup:
    """A label in Indonesian with its English beside it, where the two differ."""
    if indonesian.lower() == english.lower():
        return escape(indonesian)
    return Markup('{} <span class="en" lang="en">{}</span>').format(indonesian, english)


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """What tables and columns are called, for the trees of figures: `tables` by name, `columns` by table and column."""
    every = [*TABLES, *(t for tables in OUTPUTS.values() for t in tables)]
    return {
        "tables": {t.name: TABEL.get(t.name) or table_words(t.name) for t in every},
        "columns": {f"{t.name}.{name}": column_words(t.name, name) for t in every for name in t.names},
    }
