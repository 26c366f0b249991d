"""Scenarios in the store: made from the newest sealed MPS, kept beside it, listed and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemas.contract import Table
from schemas.errors import WrongUsage
from schemas.outputs import OUTPUTS
from tasks.contained.process import vetted
from tasks.lineage.records.history import History, history_of
from tasks.lineage.records.results import Record, put_record, records, table_of
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.step import Inputs
from tasks.lineage.units.unit import Job, inputs_of, load_memo, load_table, save_table, table_digest
from tasks.mps.calon import whole
from tasks.mps.komitmen.rekap import WAITING
from tasks.mps.skenario.banding import Hasil
from tasks.mps.skenario.berkas import Skenario, content_of, read_file
from tasks.mps.skenario.ubah import Rencana, apply
from tasks.mps.units import STEP
from tasks.store.keys import result_prefix
from tasks.store.ports import Store

PLAN = "plan"
MIN_DIGEST = 6
COMPARED = ("baris", "sesudah_rencana", "rekap_sumber", "prioritas", "perbandingan")
_TABLES: dict[str, Table] = {t.name: t for t in OUTPUTS[STEP.name]}


@dataclass(frozen=True, slots=True)
class Plan:
    """The newest sealed MPS of a district: where its memo lies, and the inputs that gave it."""

    store: Store
    memo_key: str
    memo: Memo
    inputs: Inputs

    def tables(self) -> Hasil:
        """The tables of the plan that a comparison reads."""
        found = {name: load_table(self.store, self.memo, _TABLES[name]) for name in COMPARED}
        return Hasil(self.memo.fiscal_year, found)


@dataclass(frozen=True, slots=True)
class Stored:
    """A scenario in the store. `digest` names its record."""

    digest: str
    record: Record
    is_new: bool = False

    def tables(self, store: Store) -> Hasil:
        """The tables of the scenario that a comparison reads."""
        found = {name: table_of(store, self.record, _TABLES[name]) for name in COMPARED}
        return Hasil(int(self.record["fiscal_year"]), found)


def plan_of(store: Store, fiscal_year: int, district: str) -> Plan:
    """The plan that scenarios start from; raises NotFound where no sealed run has an MPS of the district."""
    history = history_of(store, fiscal_year, district, STEP.name)
    key = _memo_key(history, district)
    parents = dict.fromkeys((*(need.parent for need in STEP.needs), *STEP.findings_of))
    job = Job(fiscal_year, district, history.parents(parents, district))
    return Plan(store, key, load_memo(store, key), inputs_of(store, STEP, job))


def newest_plan(store: Store, fiscal_year: int, district: str) -> str:
    """The memo key of the newest sealed MPS; raises NotFound."""
    return _memo_key(history_of(store, fiscal_year, district, STEP.name), district)


def _memo_key(history: History, district: str) -> str:
    return history.parents((STEP.name,), district)[STEP.name]


def run_scenario(plan: Plan, file: str, data: bytes) -> Stored:
    """Make the scenario and keep it. The same content on the same plan gives the same bytes and writes nothing new.

    Raises WrongUsage for a file that cannot be read, names what the plan lacks, or when today's program or rules
    would give another plan than the sealed one, so that the difference would not be the scenario's alone.
    """
    vetted(content_of, file, data)
    skenario = read_file(file, data)
    if skenario.name == PLAN:
        raise WrongUsage(f"{file}: name: {PLAN!r} means the plan itself; choose another name")
    changed = apply(plan.inputs, skenario, _in_use(plan), file)
    head = _head(plan, skenario)
    for known in _all(plan.store, plan.memo.fiscal_year, plan.memo.district):
        if head.items() <= known.record.items():
            return known
    _require_same_plan(plan)
    (made,) = STEP.compute([changed.inputs])
    body = {
        **head,
        "assumptions": changed.assumptions,
        "remarks": changed.remarks,
        "tables": {
            name: {"digest": out.digest, "rows": out.rows}
            for name, (table, rows) in sorted(made.tables.items())
            for out in (save_table(plan.store, table, rows),)
        },
        "summary": made.summary,
    }
    digest, is_new = put_record(plan.store, _prefix(plan.memo.fiscal_year, plan.memo.district), body)
    return Stored(digest, body, is_new)


def _head(plan: Plan, skenario: Skenario) -> dict[str, Any]:
    return {
        "name": skenario.name,
        "fiscal_year": plan.memo.fiscal_year,
        "district": plan.memo.district,
        "content": skenario.content(),
        "plan": plan.memo_key,
        "code": code_digest(STEP.code),
        "rules": plan.inputs.rules.digest,
    }


def _in_use(plan: Plan) -> Rencana:
    weights = load_table(plan.store, plan.memo, _TABLES["bobot_dipakai"])
    lines = load_table(plan.store, plan.memo, _TABLES["baris"])
    return Rencana(
        {(str(r["komponen"]), str(r["kriteria"])): Fraction(r["bobot_pct"] or 0) for r in weights},
        {str(r["kegiatan_id"]): whole(r["tahun_mulai"]) for r in lines if r["status"] != WAITING},
    )


def _require_same_plan(plan: Plan) -> None:
    memo = plan.memo
    if plan.inputs.meta["unit_key"] == memo.unit_key:
        return
    (now,) = STEP.compute([plan.inputs])
    if {n: table_digest(t, rows) for n, (t, rows) in now.tables.items()} != {
        n: t.digest for n, t in memo.tables.items()
    }:
        raise WrongUsage(
            f"the plan of {memo.district} FY{memo.fiscal_year} was sealed with another program or other rules, which "
            f"give another plan today; `ppsp run {memo.fiscal_year} --district {memo.district}` first, so that what "
            "differs is the scenario's doing alone"
        )


def stored(store: Store, fiscal_year: int, district: str) -> list[Stored]:
    """Every scenario of a district, by name, then digest."""
    return sorted(_all(store, fiscal_year, district), key=lambda s: (str(s.record["name"]), s.digest))


def _all(store: Store, fiscal_year: int, district: str) -> Iterator[Stored]:
    return (Stored(d, r) for d, r in records(store, _prefix(fiscal_year, district)))


def _prefix(fiscal_year: int, district: str) -> str:
    return result_prefix("scenarios", str(fiscal_year), district)


def choose(known: list[Stored], text: str, newest: str) -> Stored:
    """The stored scenario of a name, or whose digest begins with `text`; of several versions of a name the one that
    compares with the newest plan. Raises WrongUsage when none or several fit."""
    fitting = [s for s in known if s.record["name"] == text]
    if len(fitting) > 1:
        fitting = [s for s in fitting if s.record["plan"] == newest] or fitting
    if not fitting and len(text) >= MIN_DIGEST:
        fitting = [s for s in known if s.digest.startswith(text)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        names = ", ".join(dict.fromkeys(str(s.record["name"]) for s in known)) or "none"
        raise WrongUsage(f"no stored scenario {text!r}; stored: {names}; or write {PLAN} for the plan itself")
    digests = ", ".join(s.digest[:12] for s in fitting)
    raise WrongUsage(f"{text!r} is stored in {len(fitting)} versions: {digests}; name one by its digest")
