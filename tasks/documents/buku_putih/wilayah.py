"""Facts of Buku Putih Bab 1 and 2: what was submitted, area, population, budget (buku-putih.md section 6)."""

from __future__ import annotations

from schemas.contract import Table
from schemas.facts import FactRow, FactTable
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.wilayah import WILAYAH
from tasks.documents.kecamatan import figure, per_kecamatan, sum_kecamatan
from tasks.documents.places import Places
from tasks.documents.source import Source, reads
from tasks.documents.sums import Sums

YEARS_SHOWN = 5
LUAS_COLUMNS = ("luas_adm_ha", "luas_terbangun_ha")
PENDUDUK_COLUMNS = ("penduduk_jiwa", "kk")


def kiriman(source: Source, tables: tuple[Table, ...]) -> FactTable:
    """Which tables came in, with their sources and years."""
    rows: list[FactRow] = []
    given = {t.name for t in tables if source.has(t)}
    for table in tables:
        status = "ada" if source.has(table) else "diganti" if set(table.unless) & given else "tidak"
        rows.append({"tabel": table.name, "status": status, "sumber": "; ".join(source.provenance(table))})
    return FactTable(tuple(rows))


def luas(sums: Sums, source: Source, places: Places) -> FactTable:
    """Tabel 2.2: desa, area and built-up area per kecamatan."""

    def built_up(name: str, row: FactRow) -> FactRow:
        built, whole = figure(row, "luas_terbangun_ha"), figure(row, "luas_adm_ha")
        return {"terbangun_pct": sums.ratio(f"{name}.terbangun_pct", built, whole, 100, 2, "%")}

    table = per_kecamatan(sums, source, places, WILAYAH, LUAS_COLUMNS, built_up)
    total = table.total or {}
    whole = figure(total, "luas_adm_ha")

    def share(kode: str, row: FactRow) -> FactRow:
        name = f"wilayah.{kode}.luas_pct"
        return row | {"luas_pct": sums.ratio(name, figure(row, "luas_adm_ha"), whole, 100, 2, "%")}

    rows = tuple(share(k.kode, row) for k, row in zip(places.kecamatan, table.rows, strict=True))
    return FactTable(rows, share(places.kab, total), sources=table.sources, reads=reads(WILAYAH, *LUAS_COLUMNS))


def penduduk(sums: Sums, source: Source, places: Places, area: FactTable, fiscal_year: int) -> FactTable:
    """Tabel 2.3: population, households and density per kecamatan and year, the newest five years."""
    if not source.has(PENDUDUK):
        return FactTable(absent=PENDUDUK.name)
    rows = source.rows(PENDUDUK)
    years = sorted({y for r in rows if isinstance(y := r["tahun"], int) and y <= fiscal_year})[-YEARS_SHOWN:]
    made: list[FactRow] = []
    for year in years:
        made += _of_year(sums, source, places, area, year)
    return FactTable(tuple(made), sources=source.provenance(PENDUDUK))


def _of_year(sums: Sums, source: Source, places: Places, area: FactTable, year: int) -> list[FactRow]:
    found = {str(r["kode_desa"]): r for r in source.rows(PENDUDUK) if r["tahun"] == year}
    by_desa = {
        kode: source.figures(PENDUDUK, found.get(kode, {"kode_desa": kode, "tahun": year}), PENDUDUK_COLUMNS)
        for k in places.kecamatan
        for kode in k.desa
    }
    table = sum_kecamatan(sums, places, f"penduduk.{year}", by_desa, PENDUDUK_COLUMNS)
    made: list[FactRow] = []
    keys = (*(k.kode for k in places.kecamatan), places.kab)
    areas = (*area.rows, area.total or {})
    for kode, row, hectares in zip(keys, (*table.rows, table.total or {}), areas, strict=True):
        name = f"penduduk.{year}.{kode}.kepadatan"
        dense = sums.ratio(name, figure(row, "penduduk_jiwa"), figure(hectares, "luas_adm_ha"), 1, 2, "jiwa/ha")
        made.append(row | {"tahun": str(year), "kepadatan": dense})
    return made
