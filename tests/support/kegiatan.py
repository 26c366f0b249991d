"""Small SSK activities and MPS inputs for tests, written as a reader would: only what the test is about."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from tasks.lineage.units.step import Inputs, Outputs
from tasks.mps.units import STEP, compute

FY, KAB, DESA = 2014, "99.01", "99.01.01.2001"
JUTA = 1_000_000
AREA: Rows = [{"kode_desa": DESA, "komponen": "AL", "skor_akhir": 3}]


def kegiatan(name: str, biaya: int | None = JUTA, tahun: int = 2015, **more: Any) -> Row:
    """An activity of the SSK of 2013 with its whole volume (1) in one calendar year, 2014 to 2018.

    `biaya` None: price unknown. `volumes` {year: volume} replaces the single year; `biaya` is then the unit price.
    """
    volumes: Mapping[int, int] = more.pop("volumes", {tahun: 1})
    row: Row = {
        "kegiatan_id": name,
        "komponen": "AL",
        "program_id": f"AL-P-{name}",
        "kode_katalog": name[:9],
        "nama": f"Kegiatan {name}",
        "jenis_sub": "g",
        "lokasi": DESA,
        "kode_desa": DESA,
        "area": f"{DESA}/AL",
        "satuan": "paket",
        "harga_satuan_rp": biaya,
        "penerima_manfaat_kk": 100,
        "sumber_boleh": "APBD_K",
        "setelah": None,
        "dokumen_perlu": None,
        "dokumen_buat": None,
        "om_pct": None,
    }
    for i in range(1, 6):
        volume = volumes.get(2013 + i, 0)
        row[f"vol_{i}"] = Fraction(volume)
        row[f"biaya_{i}_rp"] = None if biaya is None else volume * biaya
    row["jumlah_rp"] = None if biaya is None else sum(volumes.values()) * biaya
    return {**row, **more}


def operasi(name: str, asset: str, harga: int, **more: Any) -> Row:
    """The O&P row of `asset` in the SSK: a plain year's price, from 2016 to 2018."""
    years = {2016: 1, 2017: 1, 2018: 1}
    return kegiatan(name, harga, volumes=years, jenis_sub="d", satuan="tahun", setelah=f"{asset}+1", **more)


def kemampuan(*rupiah: int) -> Rows:
    """Capability of 2015, 2016, ...; one figure holds for all five years."""
    values = rupiah if len(rupiah) > 1 else rupiah * 5
    return [{"tahun": FY + 1 + i, "mampu_rp": v} for i, v in enumerate(values)]


def mps_inputs(
    rows: Rows, ssk: Mapping[str, Rows] | None = None, data: Mapping[str, Rows] | None = None, **own: Rows
) -> Inputs:
    """Inputs of the step mps for 2014: SSK tables, tables of the year before, and tables submitted in the year."""
    tables: dict[tuple[str, str], Rows] = {("ssk@-1", "kegiatan"): rows}
    tables |= {("ssk@-1", name): r for name, r in (ssk or {}).items()}
    for name, r in (data or {}).items():
        tables["buku_putih@-1" if name in ("area", "kepastian") else "validation@-1", name] = r
    tables |= {("validation", name): r for name, r in own.items()}
    read = {(n.parent, n.table.name): (*n.table.key, *(n.columns or ())) for n in STEP.needs}
    tables = {key: [{c: row.get(c) for c in read[key]} for row in found] for key, found in tables.items()}
    rules = load_rulebook(FY).only(STEP.rules)
    return Inputs(FY, KAB, rules, tables, [(n.parent, n.table.name) for n in STEP.needs])


def mps(rows: Rows, mampu: Rows | None = None, **more: Any) -> Outputs:
    """The MPS of 2014; `mampu` is the capability table, absent when it is unknown. The one desa has class 3."""
    ssk = dict(more.pop("ssk", {}))
    more.setdefault("data", {"area": AREA})
    if mampu is not None:
        ssk["kemampuan"] = mampu
    return compute(mps_inputs(rows, ssk, **more))


def rows_of(out: Outputs, name: str) -> Rows:
    """Rows of a computed table in key order."""
    table, rows = out.tables[name]
    return sorted(rows, key=table.key_of)


def years(out: Outputs) -> dict[str, dict[int, Any]]:
    """Cost per calendar year of every line that does not wait, by `<kegiatan>~<sumber>`."""
    return {
        f"{r['kegiatan_id']}~{r['sumber_dana']}": {FY + t: v for t in range(1, 6) if (v := r[f"biaya_{t}_rp"])}
        for r in rows_of(out, "baris")
        if r["status"] != "daftar_tunggu"
    }


def waiting(out: Outputs) -> dict[str, Any]:
    """Reason of every line on the waiting list, by activity."""
    return {str(r["kegiatan_id"]): r["alasan"] for r in rows_of(out, "baris") if r["status"] == "daftar_tunggu"}
