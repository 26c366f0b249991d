"""A sealed run as others model lineage: units that read and write versions of datasets, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas import refs
from schemas.outputs import OUTPUTS
from schemas.refs import DEFAULT_COLUMN
from tasks.lineage.records.history import History, Unit
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_findings
from tasks.store.keys import receipt_key
from tasks.store.ports import Store
from tasks.store.records import record

Column = tuple[str, str]
"""Name of a dataset and of a column in it."""
Columns = Mapping[str, Mapping[str, list[Column]]]
_STEP_OF = {t.name: step for step, tables in OUTPUTS.items() for t in tables}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A version of a table, page or file: `version` is the SHA-256 of its bytes, "" for what is not there."""

    name: str
    version: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What a check found in a dataset: its rule, the column ("" for the whole table), severity and how often."""

    dataset: str
    rule: str
    column: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Made:
    """One unit of the run. `columns` gives, by output dataset and column, the input columns its edges name."""

    district: str
    step: str
    memo: str
    inputs: tuple[Dataset, ...]
    outputs: tuple[Dataset, ...]
    columns: Columns
    failures: tuple[Failure, ...]


def made_by(store: Store, manifest: Manifest) -> Iterator[Made]:
    """The units of a sealed run in the order of its record."""
    history = History(store, manifest)
    for unit in manifest["units"]:
        found = Unit(store, unit["memo"])
        yield Made(
            district=unit["district"],
            step=unit["step"],
            memo=unit["memo"],
            inputs=tuple(_inputs(store, history, found.memo)),
            outputs=tuple(_outputs(found.memo)),
            columns=_columns(found),
            failures=tuple(_failures(store, found.memo)),
        )


def _outputs(memo: Memo) -> Iterator[Dataset]:
    stem = f"{memo.fiscal_year}/{memo.district}/{memo.step}"
    for name, out in sorted(memo.tables.items()):
        yield Dataset(f"{stem}/{name}", out.digest, tuple(out.columns))
    for name, version in sorted({**memo.blobs, "findings": memo.findings}.items()):
        yield Dataset(f"{stem}/{name}", version)


def _inputs(store: Store, history: History, memo: Memo) -> Iterator[Dataset]:
    read: dict[tuple[str, str], list[str]] = {}
    for label, version in memo.inputs:
        if label.startswith("blob:"):
            yield Dataset(_file_name(store, memo, label), version)
        elif "/" in label:
            parent, _, rest = label.partition("/")
            name, _, column = rest.partition("#")
            read.setdefault((parent, name), []).append(column)
    keys = history.parents(dict.fromkeys(parent for parent, _ in read), memo.district)
    memos = {parent: Unit(store, key).memo for parent, key in keys.items()}
    for (parent, name), columns in read.items():
        if parent in memos:
            before = memos[parent]
            known = {d.name.rsplit("/", 1)[-1]: d for d in _outputs(before)}.get(name)
            if known:
                yield Dataset(known.name, known.version, tuple(c for c in columns if c in known.columns))


def _file_name(store: Store, memo: Memo, label: str) -> str:
    kind, *place = label.removeprefix("blob:").split(":")
    if kind != "file":
        return f"{memo.fiscal_year}/{memo.district}/{kind}"
    key = receipt_key(memo.fiscal_year, memo.district, int(place[0]))
    name = record(store, key)["files"][int(place[1])]["name"]
    return f"{key.removesuffix('.json')}/{name}"


def _columns(unit: Unit) -> Columns:
    found: dict[str, dict[str, dict[Column, None]]] = {}
    for text in unit.edges:
        if not text.startswith("agg/"):
            dataset, column = _column(text)
            sources = found.setdefault(dataset, {}).setdefault(column, {})
            sources |= dict.fromkeys(_sources(unit, text, set()))
    return {name: {c: sorted(s) for c, s in sorted(of.items())} for name, of in sorted(found.items())}


def _sources(unit: Unit, text: str, seen: set[str]) -> Iterator[Column]:
    """The columns behind a reference; a value over a whole column is looked through to that column."""
    for source in unit.edges[text][1] if text in unit.edges and text not in seen else ():
        if source.startswith("agg/"):
            yield from _sources(unit, source, seen | {text})
        else:
            yield _column(source)


def _column(text: str) -> Column:
    ref = refs.parse(text)
    table = ref.table or refs.TABLE_OF_KIND.get(ref.kind, ref.kind)
    step = "validation" if ref.kind == "tabel" else _STEP_OF[table]
    return f"{ref.fiscal_year}/{ref.district}/{step}/{table}", ref.column or DEFAULT_COLUMN.get(ref.kind, "")


def _failures(store: Store, memo: Memo) -> Iterator[Failure]:
    read = "intake" if memo.step == "validation" else "validation"
    counted = Counter((f.table, f.rule, f.column, f.severity) for f in load_findings(store, memo) if f.table)
    for (table, rule, column, severity), count in sorted(counted.items()):
        yield Failure(f"{memo.fiscal_year}/{memo.district}/{read}/{table}", rule, column, severity, count)
