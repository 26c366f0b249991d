"""Running units: (fiscal year, district, step), each at most once for the same inputs, rules and code."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from schemas.canonical import as_stored, digest, dump_json, load_columns, load_rows, rows_of
from schemas.contract import Rows, Table, Value
from schemas.errors import StoreUnavailable
from schemas.findings import Finding, order
from schemas.form_words import in_words
from schemas.households import HOUSEHOLD_TABLES, OPEN, OPEN_COLUMNS, RAW_CELLS
from schemas.rulebook import Rulebook, load_rulebook
from tasks.lineage.units.apart import Apart, open_parts
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.fault import cause, stack
from tasks.lineage.units.memo import Memo, TableOut
from tasks.lineage.units.step import Inputs, Later, Need, Outputs, Step
from tasks.store.keys import memo_key, object_key
from tasks.store.ports import Store

ABSENT = "absent"
_LOG = logging.getLogger("ppsp")


@dataclass(frozen=True, slots=True)
class Job:
    """One unit to be run: the digests of its raw inputs, and the memo keys of its parents (missing: not there).

    `rules` are those of its year unless others are tried.
    """

    fiscal_year: int
    district: str
    parents: Mapping[str, str] = field(default_factory=dict)
    blobs: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    is_forced: bool = False
    rules: Rulebook | None = None

    def rules_for(self, step: Step) -> Rulebook:
        """The rules in force that the step declares."""
        return (self.rules or load_rulebook(self.fiscal_year)).only(step.rules)


@dataclass(frozen=True, slots=True)
class Done:
    """A unit that is in the store: where its memo lies, and whether this call ran it."""

    district: str
    step: str
    memo: str
    is_new: bool
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """A unit that could not be made: the error in one English sentence, with what to do. Nothing of it is kept.

    `cause` is the error alone.
    """

    district: str
    step: str
    error: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    job: Job
    unit_key: str
    inputs: tuple[tuple[str, str], ...]
    rules: str
    parents: Mapping[str, Memo]

    def memo_key(self, step: Step) -> str:
        return memo_key(self.job.fiscal_year, self.job.district, step.name, self.unit_key)


def load_memo(store: Store, key: str) -> Memo:
    """The memo under `key`; raises NotFound."""
    return Memo.load(store.get(key))


def unit_memo_key(store: Store, step: Step, job: Job) -> str:
    """Where the memo of this unit lies, or would lie. All parents must be in the store."""
    return _prepare(store, step, job).memo_key(step)


def unit_inputs(store: Store, step: Step, job: Job) -> tuple[tuple[str, str], ...]:
    """Label and digest of everything that goes into the unit. All parents must be in the store."""
    return _prepare(store, step, job).inputs


def inputs_of(store: Store, step: Step, job: Job) -> Inputs:
    """What `compute` gets for the unit. All parents must be in the store."""
    return _inputs(store, step, _prepare(store, step, job))


def run_units(store: Store, step: Step, jobs: Sequence[Job]) -> list[Done]:
    """Run the units of a chunk of districts that are not in the store yet; results in the order of `jobs`.

    Objects are written before the memo, so that a crash leaves at most unreferenced objects.
    """
    ready = [_prepare(store, step, job) for job in jobs]
    todo = [r for r in ready if r.job.is_forced or not store.exists(r.memo_key(step))]
    new: dict[str, Memo] = {}
    for together in [todo] if step.is_joint else [[r] for r in todo]:
        made = step.compute([_inputs(store, step, r) for r in together])
        new |= {r.memo_key(step): _save(store, step, r, outputs) for r, outputs in zip(together, made, strict=True)}
    return [_done(store, step, r, new.get(r.memo_key(step))) for r in ready]


def run_apart(store: Store, step: Step, jobs: Sequence[Job]) -> list[Done | Failed]:
    """As `run_units`, but a unit that raises fails alone: the others of the chunk are made, each for itself.

    This is the one place where any error of a unit is caught: whatever it is, it may not take the other districts
    along. Its traceback goes to the log. A store out of reach is everybody's error and is raised.
    """
    try:
        return list(run_units(store, step, jobs))
    except StoreUnavailable:
        raise
    except Exception as error:
        if len(jobs) > 1:
            return [result for job in jobs for result in run_apart(store, step, [job])]
        what, how = cause(error)
        said = (step.name, jobs[0].district, jobs[0].fiscal_year, type(error).__name__, what, stack(error))
        _LOG.error("unit %s of %s, fiscal year %s: %s: %s\n%s", *said)
        return [Failed(jobs[0].district, step.name, f"{what}; {how}, then run the year again", what)]


def _done(store: Store, step: Step, ready: _Ready, made: Memo | None) -> Done:
    key = ready.memo_key(step)
    memo = made or load_memo(store, key)
    return Done(ready.job.district, step.name, key, made is not None, memo.summary)


def _prepare(store: Store, step: Step, job: Job) -> _Ready:
    parents = {name: load_memo(store, key) for name, key in job.parents.items()}
    inputs = sorted({**_raw_inputs(job), **_table_inputs(step, parents)}.items())
    rules = _rules_digest(job.rules or load_rulebook(job.fiscal_year), step.rules)
    key = digest(dump_json([step.name, code_digest(step.code), rules, inputs]))
    return _Ready(job, key, tuple(inputs), rules, parents)


@lru_cache(maxsize=256)
def _rules_digest(rules: Rulebook, names: tuple[str, ...]) -> str:
    return rules.only(names).digest


def _raw_inputs(job: Job) -> dict[str, str]:
    raw = {f"blob:{label}": d for label, d in job.blobs.items()}
    if job.meta:
        raw["meta"] = digest(dump_json(dict(job.meta)))
    return raw


def _table_inputs(step: Step, parents: Mapping[str, Memo]) -> dict[str, str]:
    inputs: dict[str, str] = {}
    for need in step.needs:
        memo = parents.get(need.parent)
        stored = memo.tables.get(need.table.name) if memo else None
        for column in _columns(need):
            label = f"{need.parent}/{need.table.name}#{column}"
            inputs[label] = stored.columns.get(column, ABSENT) if stored else ABSENT
    for name in step.findings_of:
        inputs[f"{name}/findings"] = parents[name].findings if name in parents else ABSENT
    return inputs


def _columns(need: Need) -> Iterable[str]:
    return dict.fromkeys((*need.table.key, *(need.table.names if need.columns is None else need.columns)))


def _inputs(store: Store, step: Step, ready: _Ready) -> Inputs:
    tables: dict[tuple[str, str], Rows | Later] = {}
    for need in step.needs:
        memo = ready.parents.get(need.parent)
        if memo is not None and need.table.name in memo.tables:
            later = partial(_read, store, _object_of(memo, need), need)
            is_many = step.is_joint and need.table.name in HOUSEHOLD_TABLES
            tables[need.parent, need.table.name] = later if is_many else later()
    findings = [
        f for name in step.findings_of if name in ready.parents for f in load_findings(store, ready.parents[name])
    ]
    job = ready.job
    return Inputs(
        fiscal_year=job.fiscal_year,
        kode_kab=job.district,
        rules=job.rules_for(step),
        tables=tables,
        declared=[(n.parent, n.table.name) for n in step.needs],
        blobs={label: store.get(object_key(d)) for label, d in job.blobs.items()},
        meta={**job.meta, "unit_key": ready.unit_key, "parents": _content_digests(step, ready.inputs)},
        findings=findings,
    )


def _object_of(memo: Memo, need: Need) -> str:
    """The stored table of a need; of a household table its open part where no answer is read."""
    asked = set(_columns(need)) - set(need.table.key)
    is_open = need.table.name in HOUSEHOLD_TABLES and asked <= set(OPEN_COLUMNS)
    whole = memo.tables[need.table.name].digest
    return memo.blobs.get(f"{need.table.name}{OPEN}", whole) if is_open else whole


def _content_digests(step: Step, inputs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """For print: one digest per parent over what this step reads of it, so that unread changes do not show."""
    names = sorted({need.parent for need in step.needs})
    return {name: digest(dump_json([i for i in inputs if i[0].startswith(f"{name}/")])) for name in names}


def _read(store: Store, name: str, need: Need) -> Rows:
    columns = list(_columns(need))
    stored = load_columns(store.get(object_key(name)), need.table, columns)
    unknown: list[Value] = [None] * max(map(len, stored.values()), default=0)
    return rows_of({column: stored.get(column, unknown) for column in columns})


def _save(store: Store, step: Step, ready: _Ready, outputs: Outputs) -> Memo:
    job = ready.job
    apart = Apart(store, job.fiscal_year, job.district)
    memo = Memo(
        step=step.name,
        fiscal_year=job.fiscal_year,
        district=job.district,
        unit_key=ready.unit_key,
        code=code_digest(step.code),
        rules=ready.rules,
        inputs=ready.inputs,
        tables={
            name: apart.save_table(table, rows) if name in HOUSEHOLD_TABLES else save_table(store, table, rows)
            for name, (table, rows) in sorted(outputs.tables.items())
        },
        blobs={
            name: apart.put(data) if name == RAW_CELLS else put_object(store, data)
            for name, data in sorted({**outputs.blobs, **open_parts(outputs)}.items())
        },
        edges=put_object(store, outputs.edges.dump()),
        findings=put_object(store, dump_findings(outputs.findings)),
        summary=outputs.summary,
    )
    store.put_new(ready.memo_key(step), memo.dump())
    return memo


def save_table(store: Store, table: Table, rows: Rows) -> TableOut:
    """Store the rows of a table sorted by key."""
    stored = as_stored(table, rows)
    return TableOut(digest=put_object(store, stored.data), rows=stored.rows, columns=stored.columns)


def table_digest(table: Table, rows: Rows) -> str:
    """The digest under which `save_table` would store these rows."""
    return digest(as_stored(table, rows).data)


def put_object(store: Store, data: bytes) -> str:
    """Store bytes under their own digest; gives the digest."""
    name = digest(data)
    store.put_new(object_key(name), data)
    return name


def dump_findings(findings: Iterable[Finding]) -> bytes:
    """Findings in their order, as canonical JSON, their sentences in the words of the form."""
    told = (replace(f, message=in_words(f.message, f.table)) for f in findings)
    return dump_json([asdict(f) for f in order(told)])


def load_findings(store: Store, memo: Memo) -> list[Finding]:
    """The findings of a unit."""
    return [
        Finding(**{**f, "also": tuple(tuple(a) for a in f["also"]), "place": tuple(f["place"])})
        for f in json.loads(store.get(object_key(memo.findings)))
    ]


def load_table(store: Store, memo: Memo, table: Table) -> Rows:
    """The rows of a unit's table; [] when the unit has no such table. Columns that the contract lost are left out."""
    stored = memo.tables.get(table.name)
    return load_rows(store.get(object_key(stored.digest)), table, frozenset(table.names)) if stored else []
