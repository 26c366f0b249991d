"""The other ways of allocating and the shadow prices of a sealed MPS: made where asked for, kept for the next run."""

from __future__ import annotations

from schemas.contract import Rows, Table
from schemas.outputs.mps import CARA, PERBANDINGAN
from schemas.outputs.mps_alokasi import HARGA_BAYANGAN, PERBANDINGAN_LAIN
from tasks.lineage.records.history import History, history_of
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Job, load_memo, load_table, run_units
from tasks.mps.alokasi.alternatif import MPS, STEP_ALTERNATIF, STEP_HARGA
from tasks.store.ports import Store


def ways(store: Store, fiscal_year: int, district: str) -> Rows:
    """Every way of allocating of the newest sealed MPS, in the order of CARA; [] where its ceilings are unknown.

    Raises NotFound where no sealed run has an MPS of the district.
    """
    history = history_of(store, fiscal_year, district, MPS)
    sealed = _rows(store, history.parents((MPS,), district)[MPS], PERBANDINGAN)
    made = _rows(store, _make(store, history, district, STEP_ALTERNATIF), PERBANDINGAN_LAIN)
    return sorted([*sealed, *made], key=lambda r: CARA.index(str(r["cara"])))


def prices(store: Store, fiscal_year: int, district: str) -> Rows:
    """Shadow prices of the known ceilings of the newest sealed MPS; [] and NotFound as for `ways`."""
    history = history_of(store, fiscal_year, district, MPS)
    return _rows(store, _make(store, history, district, STEP_HARGA), HARGA_BAYANGAN)


def _make(store: Store, history: History, district: str, step: Step) -> str:
    """The memo key of the unit, made from what the sealed MPS was made from; known ones are not made again."""
    parents = history.parents(dict.fromkeys(need.parent for need in step.needs), district)
    (done,) = run_units(store, step, [Job(history.manifest["fiscal_year"], district, parents)])
    return done.memo


def _rows(store: Store, memo_key: str, table: Table) -> Rows:
    return load_table(store, load_memo(store, memo_key), table)
