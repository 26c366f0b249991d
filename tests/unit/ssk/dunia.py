"""A small district for tests: submitted rows by table, run through the step ssk."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from tasks.lineage.units.edges import read_edges
from tasks.lineage.units.step import Inputs, Outputs
from tasks.ssk.masukan import NEEDS
from tasks.ssk.units import STEP

FY, KAB = 2013, "15.07"
_PARENT = {need.table.name: need.parent for need in NEEDS}


def run(tables: Mapping[str, Rows], fiscal_year: int = FY, kab: str = KAB) -> Outputs:
    """The outputs of the step for these tables; only declared rules can be read."""
    rows = {}
    for name, given in tables.items():
        need = next(n for n in NEEDS if n.table.name == name)
        columns = dict.fromkeys((*need.table.key, *(need.columns or need.table.names)))
        rows[_PARENT[name], name] = [{c: row.get(c) for c in columns} for row in given]
    inputs = Inputs(
        fiscal_year=fiscal_year,
        kode_kab=kab,
        rules=load_rulebook(fiscal_year).only(STEP.rules),
        tables=rows,
        declared=[(n.parent, n.table.name) for n in NEEDS],
    )
    [outputs] = STEP.compute([inputs])
    return outputs


def rows_of(outputs: Outputs, table: str) -> dict[str, Row]:
    """Rows of a computed table by the text of their key."""
    contract, rows = outputs.tables[table]
    return {contract.key_of(row): row for row in rows}


def edges_of(outputs: Outputs) -> dict[str, Any]:
    """Edges as written to the store."""
    return {ref: list(edge) for ref, edge in read_edges(outputs.edges.dump()).items()}


def district(*desa: Mapping[str, Any], **more: Rows) -> dict[str, Rows]:
    """Tables of a district; each desa is given by facts under their submitted names and `al`, `ps`, `dr` classes.

    Unless said otherwise a desa has 1,000 persons in 250 KK, 20 ha built-up, no CBD, no water, 10 KK of gap, class 4.
    """
    found: dict[str, Rows] = {name: [] for name in ("wilayah", "penduduk", "air_limbah", "persampahan", "banjir")}
    found |= {"drainase_genangan": [], "area": [], "isu": []}
    for i, facts in enumerate(desa, start=1):
        row: dict[str, Any] = {**_DEFAULT, "kode_desa": f"15.07.01.2{i:03d}", **facts}
        for name in ("wilayah", "penduduk", "air_limbah", "persampahan", "banjir"):
            found[name].append(row)
        for komponen in ("AL", "PS", "DR"):
            skor = row[komponen.lower()]
            found["area"].append({"kode_desa": row["kode_desa"], "komponen": komponen, "skor_akhir": skor})
        if row["genangan"] is not None:
            place = {"kode_desa": row["kode_desa"], "lokasi": "pasar", "luas_genangan_ha": row["genangan"]}
            found["drainase_genangan"].append(place)
    return {**found, **more}


_DEFAULT: dict[str, Any] = {
    "tahun": 2012,
    "penduduk_jiwa": 1000,
    "kk": 250,
    "laju_pct": Decimal("1.5"),
    "luas_terbangun_ha": Decimal(20),
    "klasifikasi_statistik": 2,
    "cbd": 0,
    "cbd_rencana": 0,
    "rob": 0,
    "muka_air_tanah_m": Decimal(5),
    "topografi": 1,
    "banjir": 0,
    "kk_babs": 7,
    "kk_jamban_tidak_layak": 3,
    "iplt_m3_hari": Decimal(100),
    "terangkut_m3_hari": Decimal(1),
    "genangan": None,
    "al": 4,
    "ps": 2,
    "dr": 2,
}
