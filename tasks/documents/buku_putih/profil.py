"""Facts of Buku Putih Bab 3: wastewater, waste, drainage, drinking water, health (buku-putih.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas.contract import Row, Table
from schemas.facts import FactRow, FactTable
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.air_minum import AIR_MINUM
from schemas.tables.banjir import BANJIR
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.kesehatan import KESEHATAN
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.sanitasi_mayoritas import SANITASI_MAYORITAS
from tasks.documents.kecamatan import figure, per_kecamatan, sum_kecamatan
from tasks.documents.places import Places
from tasks.documents.source import Source, reads, words
from tasks.documents.sums import Sums

LAYAK = ("kk_tangki_individual", "kk_mck", "kk_tangki_komunal", "kk_ipal_komunal", "kk_ipal_terpusat")
AIR_LIMBAH_COLUMNS = (*LAYAK, "kk_jamban_tidak_layak", "kk_babs")
PERSAMPAHAN_COLUMNS = (
    "timbulan_m3_hari",
    "terangkut_m3_hari",
    "diolah_3r_m3_hari",
    "tps_unit",
    "tps3r_unit",
    "armada_unit",
)
AIR_MINUM_COLUMNS = ("sr_unit", "hu_unit", "sumur_terlindungi_kk", "pah_kk")
GENANGAN_COLUMNS = ("luas_genangan_ha", "tinggi_m", "lama_jam", "frekuensi_per_tahun")
BANJIR_COLUMNS = ("kejadian_1", "kejadian_2", "meninggal_1", "meninggal_2")
KESEHATAN_COLUMNS = ("klb_diare_penderita", "klb_diare_meninggal")
MODES: Mapping[str, tuple[int, ...]] = {
    "jamban_mayoritas": (1, 2, 3, 4),
    "pembuangan_tinja_mayoritas": (0, 1, 2, 3, 4),
    "sumber_air_utama": (1, 2, 3, 4, 5, 6, 7, 8, 9),
}


def air_limbah(sums: Sums, source: Source, places: Places, newest: Mapping[str, Row]) -> FactTable:
    """Households by kind of latrine per kecamatan, with the shares that are proper and that have none."""
    if not source.has(AIR_LIMBAH):
        return FactTable(absent=AIR_LIMBAH.name)
    rows = source.by_desa(AIR_LIMBAH)
    by_desa: dict[str, FactRow] = {}
    for kode in (kode for k in places.kecamatan for kode in k.desa):
        kk = source.figure(PENDUDUK, newest.get(kode, {"kode_desa": kode}), "kk")
        by_desa[kode] = {"kk": kk} | source.figures(AIR_LIMBAH, rows.get(kode, {"kode_desa": kode}), AIR_LIMBAH_COLUMNS)

    def shares(name: str, row: FactRow) -> FactRow:
        proper = sums.total(f"{name}.layak_kk", [figure(row, c) for c in LAYAK], 0, "KK")
        whole = figure(row, "kk")
        return {
            "layak_pct": sums.ratio(f"{name}.layak_pct", proper, whole, 100, 1, "%"),
            "babs_pct": sums.ratio(f"{name}.babs_pct", figure(row, "kk_babs"), whole, 100, 1, "%"),
        }

    sources = source.provenance(AIR_LIMBAH)
    made = sum_kecamatan(sums, places, AIR_LIMBAH.name, by_desa, ("kk", *AIR_LIMBAH_COLUMNS), sources, shares)
    return replace(made, reads=(*reads(AIR_LIMBAH, *AIR_LIMBAH_COLUMNS), *reads(PENDUDUK, "kk")))


def persampahan(sums: Sums, source: Source, places: Places) -> FactTable:
    """Waste generated, carried and treated per kecamatan, with the share carried."""

    def carried(name: str, row: FactRow) -> FactRow:
        part, whole = figure(row, "terangkut_m3_hari"), figure(row, "timbulan_m3_hari")
        return {"terangkut_pct": sums.ratio(f"{name}.terangkut_pct", part, whole, 100, 1, "%")}

    return per_kecamatan(sums, source, places, PERSAMPAHAN, PERSAMPAHAN_COLUMNS, carried)


def air_minum(sums: Sums, source: Source, places: Places) -> FactTable:
    """Drinking water facilities per kecamatan."""
    return per_kecamatan(sums, source, places, AIR_MINUM, AIR_MINUM_COLUMNS)


def modus(sums: Sums, source: Source, places: Places, column: str) -> FactTable:
    """How many desa of each kecamatan report each mode of `column`; `kosong` counts those that report none."""
    if not source.has(SANITASI_MAYORITAS):
        return FactTable(absent=SANITASI_MAYORITAS.name)
    rows = source.by_desa(SANITASI_MAYORITAS)
    made: list[FactRow] = []
    groups = [(k.kode, k.nama, k.desa) for k in places.kecamatan]
    every = tuple(kode for _, _, desa in groups for kode in desa)
    for kode_kec, nama, desa in (*groups, (places.kab, places.kabupaten, every)):
        row: FactRow = {"kecamatan": nama}
        for mode in (*MODES[column], None):
            members = [kode for kode in desa if rows.get(kode, {}).get(column) == mode]
            name = f"{column}.{kode_kec}.{'kosong' if mode is None else mode}"
            row["kosong" if mode is None else str(mode)] = sums.count(
                name, [source.ref(SANITASI_MAYORITAS, {"kode_desa": kode}, column) for kode in members], "desa"
            )
        made.append(row)
    sources = source.provenance(SANITASI_MAYORITAS)
    return FactTable(tuple(made[:-1]), made[-1], sources=sources, reads=reads(SANITASI_MAYORITAS, column))


def genangan(source: Source, places: Places) -> FactTable:
    """Every submitted place that floods."""
    made = [
        {"lokasi": words(r["lokasi"]), "penyebab": words(r.get("penyebab"))}
        | source.figures(DRAINASE_GENANGAN, r, GENANGAN_COLUMNS)
        | _place(places, r)
        for r in source.rows(DRAINASE_GENANGAN)
    ]
    return _table(source, DRAINASE_GENANGAN, made)


def banjir(source: Source, places: Places) -> FactTable:
    """Desa that report a flood of any kind, with events and deaths of both periods."""
    flags = ("banjir", "banjir_bandang", "banjir_rob")
    hit = [
        r
        for r in source.rows(BANJIR)
        if any(r.get(f) == 1 for f in flags) or r.get("kejadian_1") or r.get("kejadian_2")
    ]
    made = [
        {"jenis": _kinds(r)} | source.figures(BANJIR, r, BANJIR_COLUMNS) | _place(places, r) | _periods(r) for r in hit
    ]
    return _table(source, BANJIR, made)


def _kinds(row: Row) -> str:
    names = (("banjir_bandang", "bandang"), ("banjir_rob", "rob"))
    return ", ".join(word for column, word in names if row.get(column) == 1) or "banjir"


def _periods(row: Row) -> FactRow:
    return {"periode_1": words(row.get("periode_1")), "periode_2": words(row.get("periode_2"))}


def kesehatan(source: Source, places: Places) -> FactTable:
    """Desa that report an outbreak of diarrhoea: impact, never an input of risk."""
    hit = [r for r in source.rows(KESEHATAN) if r.get("klb_diare") == 1]
    made = [_place(places, r) | source.figures(KESEHATAN, r, KESEHATAN_COLUMNS) for r in hit]
    return _table(source, KESEHATAN, made)


def _place(places: Places, row: Row) -> FactRow:
    kode = words(row["kode_desa"])
    return {"kecamatan": places.kecamatan_of(kode), "desa": places.desa(kode)}


def _table(source: Source, table: Table, rows: list[FactRow]) -> FactTable:
    absent = "" if source.has(table) else table.name
    return FactTable(tuple(rows), absent=absent, sources=source.provenance(table), reads=reads(table))
