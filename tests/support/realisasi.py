"""A small MPS of 2014 and a submission of 2015 for tests, written as a reader would: only what the test is about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from tasks.lineage.units.edges import read_edges
from tasks.lineage.units.step import Inputs, Outputs
from tasks.realisasi.units import STEP, compute

FY, MPS, KAB = 2015, 2014, "99.01"
JUTA = 1_000_000


def baris(name: str, sumber: str = "APBD_K", biaya: Mapping[int, int | None] | None = None, **more: Any) -> Row:
    """A line of the MPS: its cost per calendar year in million rupiah, volume 1 in each of them."""
    years = {2015: 100} if biaya is None else dict(biaya)
    row: Row = {"kegiatan_id": name, "sumber_dana": sumber, "komponen": "AL", "nama": f"Kegiatan {name}"}
    row |= {"lokasi": KAB, "satuan": "paket", "status": "indikatif"}
    for t in range(1, 6):
        cost = years.get(MPS + t, 0)
        row[f"biaya_{t}_rp"] = None if cost is None else cost * JUTA
        row[f"vol_{t}"] = Fraction(int(cost != 0))
    return {**row, **more}


def anggaran(name: str, kegiatan: str | None, pagu: int | None = 100, dokumen: str | None = "DPA", **more: Any) -> Row:
    """A budget line of APBD_K in 2015 for one package; `pagu` in million rupiah."""
    row: Row = {"baris_id": name, "kegiatan_id": kegiatan, "sumber_dana": "APBD_K", "tahun": FY, "dokumen": dokumen}
    row |= {"pagu_rp": None if pagu is None else pagu * JUTA, "volume": Decimal(1), "satuan": "paket"}
    return {**row, **more}


def laporan(name: str, quarter: str = "2015-Q4", keuangan: int | None = None, **more: Any) -> Row:
    """Progress of a budget line; `keuangan` in million rupiah."""
    row: Row = {"baris_id": name, "periode": quarter, "keuangan_rp": None if keuangan is None else keuangan * JUTA}
    return {**row, **more}


def capaian(name: str, target: object, realisasi: object, tahun: int = FY) -> Row:
    """A submitted result."""
    values = {"target": target, "realisasi": realisasi}
    exact = {k: None if v is None else Decimal(str(v)) for k, v in values.items()}
    return {"sasaran_id": name, "tahun": tahun, **exact}


def sasaran_kkl(name: str, baseline: object, target: object, t0: int = 2012, end: int = 2018, **more: Any) -> Row:
    """A target of the pinned SSK's framework."""
    row: Row = {"level": "sasaran", "id": name, "komponen": "AL", "uraian": f"Sasaran {name}", "satuan": "%"}
    row |= {"baseline": Fraction(str(baseline)), "target": Fraction(str(target)), "tahun_baseline": t0, "tahun": end}
    return {**row, **more}


def commitments(plan: Rows) -> Rows:
    """What the MPS says about its lines per year: a committed line wholly, others nothing."""
    return [
        komitmen(r, MPS + t, cost if r["status"] == "committed" else 0)
        for r in plan
        for t in range(1, 6)
        if (cost := r[f"biaya_{t}_rp"])
    ]


def komitmen(line: Row, tahun: int, rupiah: object) -> Row:
    """A row of `komitmen_tahun`; `rupiah` None: unknown."""
    return {**{c: line[c] for c in ("kegiatan_id", "sumber_dana")}, "tahun": tahun, "komitmen_rp": rupiah}


def report(
    plan: Rows,
    budget: Rows = (),  # type: ignore[assignment]
    progress: Rows = (),  # type: ignore[assignment]
    pinned: Mapping[tuple[str, str], Rows] | None = None,
    **own: Rows,
) -> Outputs:
    """What the step makes of them; `pinned` are further tables of the pinned years by parent and name."""
    tables: dict[tuple[str, str], Rows] = {("mps@pin", "baris"): plan, **(pinned or {})}
    tables.setdefault(("mps@pin", "komitmen_tahun"), commitments(plan))
    tables |= {("validation", "baris_anggaran"): list(budget), ("validation", "realisasi"): list(progress)}
    tables |= {("validation", name): rows for name, rows in own.items()}
    columns = {
        (n.parent, n.table.name): (*n.table.key, *(n.table.names if n.columns is None else n.columns))
        for n in STEP.needs
    }
    read = {key: [{c: row.get(c) for c in columns[key]} for row in rows] for key, rows in tables.items()}
    rules = load_rulebook(FY).only(STEP.rules)
    return compute(Inputs(FY, KAB, rules, read, list(columns), meta={"tahun_mps": MPS}))


def rows_of(out: Outputs, name: str) -> dict[str, Row]:
    """Rows of a computed table by the text of their key."""
    contract, rows = out.tables[name]
    return {contract.key_of(row): row for row in rows}


def edges_of(out: Outputs) -> dict[str, list[str]]:
    """Sources by reference."""
    return {ref: sources for ref, (_, sources) in read_edges(out.edges.dump()).items()}
