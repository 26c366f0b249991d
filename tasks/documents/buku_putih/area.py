"""Facts of Buku Putih Bab 5: classes, tallies, priority areas, indicators, issues (buku-putih.md section 5)."""

from __future__ import annotations

from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.outputs.buku_putih import AREA, INDIKATOR, ISU, KEPASTIAN, RINGKASAN_AREA
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.air_minum import AIR_MINUM
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.ehra import EHRA
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.kesepakatan_skor import KESEPAKATAN_SKOR
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.persepsi import PERSEPSI
from schemas.tables.wilayah import WILAYAH
from tasks.documents.places import Places
from tasks.documents.source import Source, reads, several, words

KOMPONEN = ("AL", "PS", "DR")
PRODUCT = ("dampak", "paparan", "perkalian")
SCORES = ("skor_persepsi", "skor_sekunder", "skor_ehra", "skor_hitung", "skor_disepakati", "skor_kunjungan")
TALLY = ("kelas_1", "kelas_2", "kelas_3", "kelas_4", "tanpa_kelas")
PRIORITY = (4, 3)
FIRM, CONTESTED = "kukuh", "diperdebatkan"
SCORE_READS = (PERSEPSI.name, EHRA.name, EHRA_RESPONDEN.name, KESEPAKATAN_SKOR.name)
INDICATOR_READS = (
    *reads(WILAYAH, "luas_adm_ha", "luas_terbangun_ha", "luas_rawan_genangan_ha", "klasifikasi_statistik"),
    *reads(PENDUDUK, "penduduk_jiwa", "kk", "rumah", "kk_miskin"),
    *reads(AIR_LIMBAH, "jamban_unit"),
    *reads(AIR_MINUM, "sr_unit", "hu_unit"),
    *reads(PERSAMPAHAN, "timbulan_m3_hari", "terangkut_m3_hari"),
    *reads(DRAINASE_GENANGAN, "luas_genangan_ha"),
)


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
    firm = kepastian(source)
    made: list[FactRow] = []
    for i, row in enumerate((r for r in source.rows(AREA) if r["komponen"] == komponen), 1):
        found = _area(source, places, row) | {"nomor": str(i)}
        if firm:
            unknown: FactRow = {"bertahan_pct": source.figure(KEPASTIAN, row, "bertahan_pct", 0), "kepastian": ""}
            found |= firm.get((words(row["kode_desa"]), komponen), unknown)
        made.append(found)
    return FactTable(tuple(made), reads=SCORE_READS)


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
    numbered = ({**row, "nomor": str(i)} for i, row in enumerate(made, 1))
    return FactTable(tuple(numbered), reads=SCORE_READS)


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
    product = {c: source.figure(AREA, row, c, 2) for c in PRODUCT}
    return made | product | {c: source.figure(AREA, row, c) for c in SCORES}


def kepastian(source: Source) -> dict[tuple[str, str], FactRow]:
    """How often the class of a desa and komponen holds when the survey is redrawn, and what that says."""
    made: dict[tuple[str, str], FactRow] = {}
    for row in source.rows(KEPASTIAN):
        other, is_firm = row.get("skor_lain"), row.get("is_pasti")
        contested = CONTESTED if other is None else f"{CONTESTED}, dapat menjadi {other}"
        said = FIRM if is_firm == 1 else contested if is_firm == 0 else ""
        key = (words(row["kode_desa"]), words(row["komponen"]))
        made[key] = {"bertahan_pct": source.figure(KEPASTIAN, row, "bertahan_pct", 0), "kepastian": said}
    return made


def ubin(source: Source, places: Places) -> FactTable:
    """The class of every desa by komponen, in the order of the codes: the tiles of the maps without boundaries."""
    found = {(words(r["kode_desa"]), r["komponen"]): r for r in source.rows(AREA)}
    made: list[FactRow] = []
    for kode in (d for k in places.kecamatan for d in k.desa):
        row: FactRow = {"kode": kode, "kecamatan": places.kecamatan_of(kode), "desa": places.desa(kode)}
        for k in KOMPONEN:
            one = found.get((kode, k), {"kode_desa": kode, "komponen": k})
            row[k] = source.kelas(AREA, one, "skor_akhir", is_sementara=one.get("is_sementara") == 1)
        made.append(row)
    return FactTable(tuple(made))


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
    return FactTable(tuple(made) if names else (), reads=INDICATOR_READS), names


def isu(source: Source) -> FactTable:
    """Issues with the number of desa of class 3 and 4."""
    made = [
        {"komponen": words(r.get("komponen")), "uraian": words(r.get("uraian"))} | source.figures(ISU, r, ("n_desa",))
        for r in source.rows(ISU)
    ]
    return FactTable(tuple(made))
