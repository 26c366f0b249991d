"""Bab 5: classes per komponen, priority areas, scores per desa, indicators, issues."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports.blocks import Block, ClassBars, ClassMap, ClassTiles, Column
from reports.chapters import narrative
from reports.chapters.build import (
    Chapter,
    classes,
    listing,
    missing,
    numbers,
    relabel,
    say,
    section,
    table,
    text,
    words,
)
from reports.chapters.buku_putih.irs import indexes
from reports.chapters.peta import class_map
from reports.labels import DALAM_KALIMAT, INDIKATOR, KOMPONEN
from schemas.facts import FactRow, Facts, Figure, Kelas

PRIORITY_NUMBER = {"AL": "5.1", "PS": "5.2", "DR": "5.3"}
SCORE_NUMBER = {"AL": "5.5", "PS": "5.6", "DR": "5.7"}
IMPACT_FROM = 2016
PRODUCT = numbers({"dampak": "Dampak", "paparan": "Paparan", "perkalian": "Perkalian"}, "Dampak × paparan")
SKOR = (
    *numbers(
        {"skor_persepsi": "Persepsi", "skor_sekunder": "Data sekunder", "skor_ehra": "EHRA", "skor_hitung": "Hitung"},
        "Skor",
    ),
    *numbers({"skor_disepakati": "Disepakati", "skor_kunjungan": "Kunjungan"}, "Skor Pokja"),
    *classes({"skor_akhir": "Kelas akhir"}),
    *words(sumber_ada="Sumber skor", catatan="Catatan"),
)
NOT_SET = ("Skor Pokja tanpa angka belum ditetapkan.",)
KEPASTIAN = "Kepastian skor hitung"
PRIORITAS = (
    *words(nomor="No"),
    *classes({"risiko": "Risiko"}),
    *words(desa="Wilayah prioritas", kecamatan="Kecamatan", catatan="Catatan"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Area berisiko sanitasi."""
    yield from section(facts, 1, "5", "Indikasi Permasalahan dan Area Berisiko Sanitasi")
    yield from section(facts, 2, "5.1", "Cara penetapan")
    yield from say("buku_putih", "metode_eksposur" if facts.fiscal_year >= IMPACT_FROM else "metode_skor")
    yield from section(facts, 2, "5.2", "Ringkasan kelas risiko")
    yield _bars(facts)
    yield from narrative.risk(facts)
    notes = _notes(facts)
    if notes:
        yield listing("buku_putih", "catatan_komponen", catatan=notes)
    yield from section(facts, 2, "5.3", "Wilayah prioritas per komponen")
    yield from say("buku_putih", "petak")
    for k, number in PRIORITY_NUMBER.items():
        caption = f"Area berisiko {DALAM_KALIMAT[k]}: risiko tertinggi"
        columns = _noted(facts, f"prioritas_{k}", PRIORITAS)
        yield table(facts, f"prioritas_{k}", number, caption, columns, empty="tanpa_prioritas")
        why = "peta_tanpa_kelas" if facts.batas else "peta_petak"
        yield _map(facts, k, number) or missing("Peta", number, f"Area berisiko {DALAM_KALIMAT[k]}", why)
        yield from _tiles(facts, k, number)
    yield from _scores(facts)
    yield from indexes(facts, "5.9", "5.10", "5.11")
    yield from _indicators(facts)
    yield from section(facts, 2, "5.7", "Isu")
    yield from say("buku_putih", "isu")
    isu = (*words(komponen="Komponen", uraian="Isu"), *numbers({"n_desa": "Desa/kelurahan"}))
    named = facts.with_table("isu", relabel(facts.table("isu"), "komponen", KOMPONEN))
    yield table(named, "isu", "5.13", "Isu dari area berisiko", isu, empty="tanpa_prioritas")


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
    notes = ("Angka di dalam batang adalah kelas dan jumlah desa/kelurahan.",)
    return ClassBars("5.4", "Desa/kelurahan per kelas risiko", _labels(facts), rows, notes)


def _map(facts: Facts, komponen: str, number: str) -> ClassMap | None:
    """The classes on the boundaries; None where no desa has both."""
    places = [
        (str(r["kode"]), str(r["desa"]), kelas)
        for r in facts.table("ubin").rows
        if isinstance(kelas := r[komponen], Kelas)
    ]
    return class_map(facts, places, number, f"Area berisiko {DALAM_KALIMAT[komponen]}", facts.labels)


def _tiles(facts: Facts, komponen: str, number: str) -> Iterator[Block]:
    """One tile per desa with its class, unless no desa has any."""
    rows = [
        (str(r["kecamatan"]), str(r["desa"]), k)
        for r in facts.table("ubin").rows
        if isinstance(k := r[komponen], Kelas)
    ]
    if any(kelas.value is not None for _, _, kelas in rows):
        groups = tuple(
            (name, tuple((desa, kelas) for _, desa, kelas in members))
            for name, members in groupby(rows, key=lambda row: row[0])
        )
        caption = f"Petak kelas risiko {DALAM_KALIMAT[komponen]} per desa/kelurahan"
        yield ClassTiles(number, caption, _labels(facts), groups)


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
    if any(_firm(facts, f"area_{k}") for k in SCORE_NUMBER):
        yield from say("buku_putih", "kepastian")
    is_product = facts.fiscal_year >= IMPACT_FROM
    columns = (*words(desa="Desa/kelurahan"), *(PRODUCT if is_product else ()), *SKOR)
    for k, number in SCORE_NUMBER.items():
        caption = f"Skor {DALAM_KALIMAT[k]} per desa/kelurahan"
        yield _per_desa(facts, f"area_{k}", number, caption, columns)
    if not is_product:
        yield from say("buku_putih", "umum")
        yield _per_desa(facts, "area_UMUM", "5.8", "Penetapan area berisiko: skor umum", _five_columns(facts))


def _noted(facts: Facts, name: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns without that of notes when no desa has one."""
    has_notes = any(row["catatan"] for row in facts.table(name).rows)
    return tuple(c for c in columns if c.name != "catatan" or has_notes)


def _firm(facts: Facts, name: str) -> tuple[Column, ...]:
    """How firm the class is, where the survey was redrawn."""
    if not any("kepastian" in row for row in facts.table(name).rows):
        return ()
    return (*numbers({"bertahan_pct": "Bertahan (%)"}, KEPASTIAN), *(text("kepastian", "text", "Putusan", KEPASTIAN),))


def _five_columns(facts: Facts) -> tuple[Column, ...]:
    scores = {
        "skor_persepsi": f"Skor persepsi {facts.opd}",
        "skor_sekunder": "Skor data sekunder",
        "skor_ehra": "Skor EHRA",
        "skor_disepakati": "Skor yang disepakati",
        "skor_kunjungan": "Skor hasil kunjungan lapangan",
    }
    return (*words(nomor="No", desa="Kecamatan/desa"), *numbers(scores), *classes({"skor_akhir": "Kelas akhir"}))


def _per_desa(facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...]) -> Block:
    columns = (*_noted(facts, name, columns), *_firm(facts, name))
    if not any(_is_scored(row) for row in facts.table(name).rows):
        return missing("Tabel", number, caption, "tanpa_kelas")
    return table(facts, name, number, caption, columns, group="kecamatan", notes=NOT_SET)


def _is_scored(row: FactRow) -> bool:
    return any(isinstance(cell, Figure | Kelas) and cell.value is not None for cell in row.values())


def _indicators(facts: Facts) -> Chapter:
    yield from section(facts, 2, "5.6", "Indikator data sekunder")
    yield from say("buku_putih", "indikator")
    names = [str(row["nama"]) for row in facts.table("nama_indikator").rows]
    values: list[Column] = []
    for name in names:
        values += numbers({f"{name}.nilai": "Nilai", f"{name}.skor": "Skor"}, INDIKATOR.get(name, name))
    columns = (*words(desa="Desa/kelurahan"), *values)
    caption = "Nilai dan skor indikator per desa/kelurahan"
    yield table(facts, "indikator", "5.12", caption, columns, group="kecamatan", empty="tanpa_indikator")
