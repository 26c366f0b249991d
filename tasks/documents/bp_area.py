"""Facts of Buku Putih Bab 5: classes, tallies, priority areas, indicators, issues (buku-putih.md section 5)."""

from __future__ import annotations

from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.outputs.buku_putih import AREA, INDIKATOR, ISU, RINGKASAN_AREA
from tasks.documents.places import Places
from tasks.documents.source import Source, several, words

KOMPONEN = ("AL", "PS", "DR")
SCORES = ("skor_persepsi", "skor_sekunder", "skor_ehra", "skor_hitung", "skor_disepakati", "skor_kunjungan")
TALLY = ("kelas_1", "kelas_2", "kelas_3", "kelas_4", "tanpa_kelas")
PRIORITY = (4, 3)


def ringkasan(source: Source) -> FactTable:
    """Desa per class and komponen, in the order AL, PS, DR, UMUM."""
    order = (*KOMPONEN, "UMUM")
    rows = sorted(source.rows(RINGKASAN_AREA), key=lambda r: order.index(str(r["komponen"])))
    made = [
        {"komponen": words(r["komponen"]), "catatan": words(r.get("catatan"))}
        | source.figures(RINGKASAN_AREA, r, TALLY)
        for r in rows
    ]
    return FactTable(tuple(made))


def per_desa(source: Source, places: Places, komponen: str) -> FactTable:
    """Scores of every desa of one komponen with sources and notes; no rows when the year has no such result."""
    made = [_area(source, places, r) for r in source.rows(AREA) if r["komponen"] == komponen]
    return FactTable(tuple(made))


def prioritas(source: Source, places: Places, komponen: str) -> FactTable:
    """Tabel 5.1-5.3: desa of class 4, then 3."""
    rows = [r for r in source.rows(AREA) if r["komponen"] == komponen]
    made = [
        _area(source, places, r)
        | {"risiko": source.kelas(AREA, r, "skor_akhir", is_sementara=r.get("is_sementara") == 1)}
        for kelas in PRIORITY
        for r in rows
        if r.get("skor_akhir") == kelas
    ]
    return FactTable(tuple(made))


def _area(source: Source, places: Places, row: Row) -> FactRow:
    kode = words(row["kode_desa"])
    made: FactRow = {
        "kecamatan": places.kecamatan_of(kode),
        "desa": places.desa(kode),
        "kode": kode,
        "sumber_ada": ", ".join(several(row.get("sumber_ada"))),
        "catatan": words(row.get("catatan")),
        "skor_akhir": source.kelas(AREA, row, "skor_akhir", is_sementara=row.get("is_sementara") == 1),
    }
    return made | {c: source.figure(AREA, row, c) for c in SCORES}


def indikator(source: Source, places: Places) -> tuple[FactTable, tuple[str, ...]]:
    """Value and score of every secondary indicator per desa, and the names of the indicators that have any value."""
    rows = source.rows(INDIKATOR)
    names = tuple(sorted({words(r["indikator"]) for r in rows if r.get("nilai") is not None}))
    found = {(words(r["kode_desa"]), words(r["indikator"])): r for r in rows}
    made: list[FactRow] = []
    for kode in sorted({words(r["kode_desa"]) for r in rows}):
        row: FactRow = {"kecamatan": places.kecamatan_of(kode), "desa": places.desa(kode)}
        for name in names:
            one = found.get((kode, name), {"kode_desa": kode, "indikator": name})
            row[f"{name}.nilai"] = source.figure(INDIKATOR, one, "nilai", 2)
            row[f"{name}.skor"] = source.figure(INDIKATOR, one, "skor")
        made.append(row)
    return FactTable(tuple(made) if names else ()), names


def isu(source: Source) -> FactTable:
    """Issues with the number of desa of class 3 and 4."""
    made = [
        {"komponen": words(r.get("komponen")), "uraian": words(r.get("uraian"))} | source.figures(ISU, r, ("n_desa",))
        for r in source.rows(ISU)
    ]
    return FactTable(tuple(made))
