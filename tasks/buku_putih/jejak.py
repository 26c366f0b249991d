"""Edges of the Buku Putih: from classes through scores and indicators down to submitted values."""

from __future__ import annotations

from schemas import refs
from schemas.contract import Row
from tasks.buku_putih.area import IRS_OF, MODE_TABLE, Bahan
from tasks.buku_putih.gabung import Skor
from tasks.buku_putih.modus import AL_COLUMNS, DR_COLUMNS
from tasks.buku_putih.persepsi import of_komponen
from tasks.lineage.edges import Edges

MODE_COLUMNS = {"AL": AL_COLUMNS, "DR": DR_COLUMNS}
TABLE_OF_FACT = {
    "penduduk_jiwa": "penduduk",
    "kk": "penduduk",
    "kk_miskin": "penduduk",
    "rumah": "penduduk",
    "luas_adm_ha": "wilayah",
    "luas_terbangun_ha": "wilayah",
    "sr_unit": "air_minum",
    "hu_unit": "air_minum",
    "jamban_unit": "air_limbah",
    "terangkut_m3_hari": "persampahan",
    "timbulan_m3_hari": "persampahan",
}


def trace_indicators(bahan: Bahan, edges: Edges) -> None:
    """indikator#nilai <- submitted values; indikator#skor <- its value and the range of the district."""
    fy, kab = bahan.inputs.fiscal_year, bahan.inputs.kode_kab
    facts = {f.kode_desa: f for f in bahan.desa}
    for name, column in bahan.table.items():
        span = refs.agg(fy, kab, f"rentang_{name}")
        if column.nilai:
            edges.add(span, "min dan maks kabupaten", _whole_columns(bahan, name))
        for kode in column.nilai:
            base = refs.indikator(fy, kode, name)
            sources = [ref for fact in column.indicator.facts for ref in facts[kode].sources.get(fact, ())]
            edges.add(base, f"indikator {name}", sources)
            edges.add(f"{base}#skor", "score.k", [base, span])


def _whole_columns(bahan: Bahan, name: str) -> list[str]:
    fy, kab = bahan.inputs.fiscal_year, bahan.inputs.kode_kab
    found = []
    for fact in bahan.table[name].indicator.facts:
        if fact == "genangan_ha":
            table, column = ("drainase_genangan", "luas_genangan_ha")
            if not bahan.inputs.has("drainase_genangan"):
                table, column = ("wilayah", "luas_rawan_genangan_ha")
        else:
            table, column = TABLE_OF_FACT[fact], fact
        found.append(refs.tabel(fy, kab, table, "*", column))
    return found


def trace_irs(bahan: Bahan, edges: Edges) -> None:
    """irs <- the answers counted for its area; irs#skor <- its value and the range of the district."""
    fy, kab = bahan.inputs.fiscal_year, bahan.inputs.kode_kab
    for kode, index in bahan.irs.items():
        for part in index.nilai:
            base, span = refs.irs(fy, kode, part), refs.agg(fy, kab, f"rentang_irs_{part}")
            counted = refs.agg(fy, kab, f"irs_{index.asal}_{part}")
            if index.asal == "desa":
                counted = refs.agg(fy, kab, f"irs_desa-{kode}_{part}")
            below = index.sources.get(part) or [refs.irs(fy, kode, p) for p in index.nilai if p != part]
            if part in index.sources:
                edges.add(counted, f"irs.w.{part}", below)
                below = [counted]
            edges.add(base, "irs.scale", below)
            edges.add(span, "min dan maks kabupaten", [refs.tabel(fy, kab, "ehra", "*", "n_berisiko")])
            edges.add(f"{base}#skor", "irs.class_method", [base, span])


def trace_area(bahan: Bahan, komponen: str, kode: str, skor: Skor, agreed: Row, edges: Edges) -> None:
    """area <- every score that went into it."""
    fy = bahan.inputs.fiscal_year
    edges.add(refs.area(fy, kode, komponen), _rule(bahan, skor), _sources(bahan, komponen, kode, skor, agreed))


def _rule(bahan: Bahan, skor: Skor) -> str:
    return "area.mode_use" if skor.is_modus else str(bahan.inputs.rules["area.combine"])


def _sources(bahan: Bahan, komponen: str, kode: str, skor: Skor, agreed: Row) -> list[str]:
    fy, kab = bahan.inputs.fiscal_year, bahan.inputs.kode_kab
    found: list[str] = []
    if skor.is_modus:
        table = MODE_TABLE[komponen]
        row = bahan.mode_rows[komponen][kode]
        found += [refs.tabel(fy, kab, table, kode, c) for c in MODE_COLUMNS[komponen] if row.get(c) is not None]
    else:
        names = [n for n in bahan.names_of(komponen) if kode in bahan.table[n].skor]
        found += [refs.indikator(fy, kode, name, "skor") for name in names]
    opd = of_komponen(bahan.given, kode, komponen)
    if opd and skor.persepsi is not None:
        found += opd.sources
    if skor.ehra is not None:
        found.append(refs.irs(fy, kode, IRS_OF[komponen], "skor"))
    for column in ("skor_disepakati", "skor_kunjungan"):
        if agreed.get(column) is not None:
            found.append(refs.tabel(fy, kab, "kesepakatan_skor", f"{kode}|{komponen}", column))
    return found
