"""Bab 5: classes per komponen, priority areas, scores per desa, indicators, issues."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, ClassBars, Column
from reports.chapters.build import Chapter, classes, listing, missing, numbers, relabel, say, section, table, words
from reports.labels import DALAM_KALIMAT, INDIKATOR, KOMPONEN
from schemas.facts import FactRow, Facts, Figure, Kelas

PRIORITY_NUMBER = {"AL": "5.1", "PS": "5.2", "DR": "5.3"}
SCORE_NUMBER = {"AL": "5.5", "PS": "5.6", "DR": "5.7"}
IMPACT_FROM = 2016
SKOR = (
    *words(desa="Desa/kelurahan"),
    *numbers(
        {"skor_persepsi": "Persepsi", "skor_sekunder": "Data sekunder", "skor_ehra": "EHRA", "skor_hitung": "Hitung"},
        "Skor",
    ),
    *numbers({"skor_disepakati": "Disepakati", "skor_kunjungan": "Kunjungan"}, "Skor Pokja"),
    *classes({"skor_akhir": "Kelas akhir"}),
    *words(sumber_ada="Sumber skor", catatan="Catatan"),
)
UMUM = (
    *words(desa="Kecamatan/desa"),
    *numbers(
        {
            "skor_persepsi": "Skor persepsi SKPD",
            "skor_sekunder": "Skor data sekunder",
            "skor_ehra": "Skor EHRA",
            "skor_disepakati": "Skor yang disepakati",
            "skor_kunjungan": "Skor hasil kunjungan lapangan",
        }
    ),
    *classes({"skor_akhir": "Kelas akhir"}),
)
NOT_SET = ("Skor Pokja tanpa angka belum ditetapkan.",)
PRIORITAS = (*classes({"risiko": "Risiko"}), *words(desa="Wilayah prioritas", kecamatan="Kecamatan", catatan="Catatan"))


def blocks(facts: Facts) -> Iterator[Block]:
    """Area berisiko sanitasi."""
    yield from section(facts, 1, "5", "Indikasi Permasalahan dan Area Berisiko Sanitasi")
    yield from section(facts, 2, "5.1", "Cara penetapan")
    yield from say("buku_putih", "metode_eksposur" if facts.fiscal_year >= IMPACT_FROM else "metode_skor")
    yield from section(facts, 2, "5.2", "Ringkasan kelas risiko")
    yield _bars(facts)
    notes = _notes(facts)
    if notes:
        yield listing("buku_putih", "catatan_komponen", catatan=notes)
    yield from section(facts, 2, "5.3", "Wilayah prioritas per komponen")
    for k, number in PRIORITY_NUMBER.items():
        caption = f"Area berisiko {DALAM_KALIMAT[k]}: kelas tertinggi"
        yield table(facts, f"prioritas_{k}", number, caption, PRIORITAS, empty="tanpa_prioritas")
    yield from _scores(facts)
    yield from _indicators(facts)
    yield from section(facts, 2, "5.6", "Isu")
    yield from say("buku_putih", "isu")
    isu = (*words(komponen="Komponen", uraian="Isu"), *numbers({"n_desa": "Desa/kelurahan"}))
    named = facts.with_table("isu", relabel(facts.table("isu"), "komponen", KOMPONEN))
    yield table(named, "isu", "5.10", "Isu dari area berisiko", isu, empty="tanpa_prioritas")


def _tally(facts: Facts) -> Block:
    heads = {f"kelas_{k}": f"{k} {label}" for k, label in sorted(facts.labels.items())}
    columns = (
        *words(komponen="Komponen"),
        *numbers({**heads, "tanpa_kelas": "Tanpa kelas"}, "Desa/kelurahan per kelas"),
    )
    return table(_named(facts), "ringkasan", "5.4", "Jumlah desa/kelurahan per kelas risiko", columns)


def _bars(facts: Facts) -> ClassBars:
    rows = tuple(
        (
            str(row["komponen"]),
            tuple((k, f) for k in (4, 3, 2, 1, None) if isinstance(f := row[_column(k)], Figure)),
        )
        for row in _named(facts).table("ringkasan").rows
    )
    return ClassBars("Desa/kelurahan per kelas risiko; angka di dalam batang adalah jumlah desa.", _labels(facts), rows)


def _column(kelas: int | None) -> str:
    return "tanpa_kelas" if kelas is None else f"kelas_{kelas}"


def _labels(facts: Facts) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(facts.labels.items(), reverse=True))


def _named(facts: Facts) -> Facts:
    return facts.with_table("ringkasan", relabel(facts.table("ringkasan"), "komponen", KOMPONEN))


def _notes(facts: Facts) -> list[tuple[str, str]]:
    rows = _named(facts).table("ringkasan").rows
    return [(str(r["komponen"]), str(r["catatan"]).rstrip(".")) for r in rows if r["catatan"]]


def _scores(facts: Facts) -> Chapter:
    yield from section(facts, 2, "5.4", "Jumlah per kelas dan skor per desa/kelurahan")
    yield _tally(facts)
    for k, number in SCORE_NUMBER.items():
        caption = f"Skor {DALAM_KALIMAT[k]} per desa/kelurahan"
        yield _per_desa(facts, f"area_{k}", number, caption, SKOR)
    if facts.table("area_UMUM").rows:
        yield from say("buku_putih", "umum")
        yield _per_desa(facts, "area_UMUM", "5.8", "Penetapan area berisiko: skor umum", UMUM)


def _per_desa(facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...]) -> Block:
    if not any(_is_scored(row) for row in facts.table(name).rows):
        return missing(f"Tabel {number} {caption}", "tanpa_kelas")
    return table(facts, name, number, caption, columns, group="kecamatan", notes=NOT_SET)


def _is_scored(row: FactRow) -> bool:
    return any(isinstance(cell, Figure | Kelas) and cell.value is not None for cell in row.values())


def _indicators(facts: Facts) -> Chapter:
    yield from section(facts, 2, "5.5", "Indikator data sekunder")
    yield from say("buku_putih", "indikator")
    names = [str(row["nama"]) for row in facts.table("nama_indikator").rows]
    values: list[Column] = []
    for name in names:
        values += numbers({f"{name}.nilai": "Nilai", f"{name}.skor": "Skor"}, INDIKATOR.get(name, name))
    columns = (*words(desa="Desa/kelurahan"), *values)
    caption = "Nilai dan skor indikator per desa/kelurahan"
    yield table(facts, "indikator", "5.9", caption, columns, group="kecamatan", empty="tanpa_indikator")
