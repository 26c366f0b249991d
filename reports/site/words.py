"""Words of the audit room: Indonesian, with the English label beside."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache
from re import fullmatch

from markupsafe import Markup, escape

from reports.format_id import number, rupiah
from reports.labels import TABEL
from schemas.form_words import column_words, table_words
from schemas.outputs import OUTPUTS
from schemas.refs import DEFAULT_COLUMN, EVERY, TABLE_OF_KIND, Ref
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
WAY = {
    "before": ("Diturunkan dari", "derived from"),
    "after": ("Dilanjutkan oleh", "followed by"),
    "newest": ("Naskah terbaru", "newest version"),
    "year": ("Tahun lain", "other year"),
    "findings": ("Temuan", "findings"),
}
KIND = {"tahunan": ("tahunan", "yearly"), "malam": ("pemeriksaan malam", "nightly check")}
DOCUMENT = {"buku-putih": "Buku Putih Sanitasi", "ssk": "Strategi Sanitasi (SSK)", "mps": "Memorandum Program (MPS)",
            "monev": "Laporan Monev"}  # fmt: skip


def both(indonesian: str, english: str) -> Markup:
    """A label in Indonesian with its English beside it, where the two differ."""
    if indonesian.lower() == english.lower():
        return escape(indonesian)
    return Markup('{} <span class="en" lang="en">{}</span>').format(indonesian, english)


COMPUTED = {
    "baris": "Baris MPS",
    "kegiatan": "Kegiatan SSK",
    "angka_bp": "Angka Buku Putih",
    "angka_ssk": "Angka SSK",
    "angka_mps": "Angka MPS",
    "angka_monev": "Angka Monev",
    "area": "Area berisiko",
    "zona": "Zona dan sistem",
    "layanan": "Tahapan layanan",
    "kemampuan": "Kemampuan pendanaan",
    "prioritas": "Skor prioritas",
    "kesiapan_baris": "Kesiapan kegiatan",
    "komitmen_tahun": "Komitmen per tahun",
    "harga_dipakai": "Harga satuan dipakai",
    "ehra_hitung": "EHRA per indikator",
    "irs": "Indeks risiko sanitasi",
    "indikator": "Indikator sekunder",
    "pelaksanaan": "Pelaksanaan per baris",
    "anggaran": "Baris anggaran",
}
AGGREGATE = "Nilai gabungan"
_DECIMALS = 4


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """What tables and columns are called, for the trees of figures: `tables` by name, `columns` by table and column."""
    every = [*TABLES, *(t for tables in OUTPUTS.values() for t in tables)]
    return {
        "tables": {t.name: COMPUTED.get(t.name) or TABEL.get(t.name) or table_words(t.name) for t in every},
        "columns": {f"{t.name}.{name}": column_words(t.name, name) for t in every for name in t.names},
    }


def _table(ref: Ref) -> str:
    return ref.table or TABLE_OF_KIND.get(ref.kind, ref.kind)


def kind_words(ref: Ref) -> str:
    """What a reference is of: its table as a person calls it."""
    return AGGREGATE if ref.kind == "agg" else dictionary()["tables"].get(_table(ref), _table(ref))


def where_words(ref: Ref) -> str:
    """Which row: desa, number, year; the name of an aggregate."""
    text = " · ".join(part for part in ref.key.split("|") if part not in ("", EVERY))
    return text.replace("_", " ") if ref.kind == "agg" else text


def ref_words(ref: Ref) -> str:
    """Table, row and column of a reference in one line."""
    column = ref.column or DEFAULT_COLUMN.get(ref.kind, "")
    said = dictionary()["columns"].get(f"{_table(ref)}.{column}", column) if ref.kind != "agg" else ""
    return " · ".join(part for part in (kind_words(ref), where_words(ref), said) if part)


@lru_cache(maxsize=4096)
def value_words(value: int | str | None, unit: str) -> str:
    """A value as a tree of `why` holds it, in print; codes and years, which have no unit, stay as they are."""
    if value is None:
        return "tidak diketahui"
    text = str(value)
    if fullmatch(r"-?\d+(/\d+|\.\d+)", text):
        text = number(Fraction(text), _DECIMALS).rstrip("0").rstrip(",")
    elif unit and fullmatch(r"-?\d+", text):
        text = rupiah(int(text)) if unit == "Rp" else number(int(text))
    return text if unit in ("", "Rp") else f"{text} {unit}"
