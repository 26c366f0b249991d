"""What can follow from a value: edges read the other way, from a submitted cell to scores, tables, lines, documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from html import unescape
from typing import Any

from schemas import refs
from schemas.contract import Table
from schemas.outputs.mps import BARIS
from schemas.outputs.ssk import KEGIATAN
from schemas.refs import DEFAULT_COLUMN, EVERY, OF_DESA, Ref
from schemas.tables import table
from tasks.lineage.answers.find import PAGE, PRINTING, Newest, fit_of, newest
from tasks.lineage.answers.trail import trail_of
from tasks.store.keys import object_key
from tasks.store.ports import Store

PLAN_YEARS = 5
SHOWN = 3
Answer = dict[str, Any]
_ANCHOR = re.compile(r'\s(?:id|data-ref)="([a-z_]+/\d{4}/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Reach:
    """What edges lead to from one reference: references by (year, step), and figures printed in each document."""

    refs: Mapping[tuple[int, str], tuple[str, ...]]
    printed: Mapping[tuple[int, str], tuple[str, ...]]
    units: tuple[Newest, ...]


def reach(store: Store, ref: Ref) -> Reach:
    """Everything whose edges lead back to `ref`, in the newest sealed runs of its district and the years it serves.

    It is the exact converse of `why`: a reference is in it when, and only when, `ref` stands in its tree with every
    member of an aggregate listed. Values that follow without an edge of their own (an order, the choice of an
    optimum, the sentence of a finding) are not in it; `may_change` bounds those.
    """
    years = range(ref.fiscal_year, ref.fiscal_year + PLAN_YEARS + 2)
    units = tuple(u for year in years for u in newest(store, year, ref.district))
    names = {name for made in units for name in made.unit.edges}
    found = _Forward(names, ((n, s) for made in units for n, (_, s) in made.unit.edges.items())).from_(ref)
    hits = {_at(made): tuple(sorted(n for n in made.unit.edges if n in found)) for made in units}
    printed = {_at(made): tuple(_printed(store, made, ref, found, names)) for made in units}
    return Reach({k: v for k, v in hits.items() if v}, {k: v for k, v in printed.items() if v}, units)


def _at(made: Newest) -> tuple[int, str]:
    return made.fiscal_year, made.step


def _printed(store: Store, made: Newest, ref: Ref, found: Container[str], names: Container[str]) -> Iterator[str]:
    digest = made.unit.memo.blobs.get(PAGE) if made.step in PRINTING else None
    page = store.get(object_key(digest)).decode() if digest else ""
    for anchor in dict.fromkeys(_ANCHOR.findall(page)):
        text = unescape(anchor)
        if text == str(ref) or explained_by(text, names) in found:
            yield text


def explained_by(ref: str, names: Container[str]) -> str:
    """The name under which the edges explain a reference: its own, its row's, its default column's; else itself."""
    base, _, _ = ref.partition("#")
    default = f"{base}#{DEFAULT_COLUMN.get(base.partition('/')[0], '')}"
    return next((name for name in (ref, base, default) if name in names), ref)


class _Forward:
    """Edges turned round. A whole column is reached from each of its rows."""

    def __init__(self, names: Container[str], edges: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._names = names
        self._to: dict[str, list[str]] = defaultdict(list)
        self._columns: dict[str, set[str]] = defaultdict(set)
        for name, sources in edges:
            for source in sources:
                self._to[explained_by(source, names)].append(name)
                base, _, column = source.partition("#")
                if base.endswith(f"/{EVERY}"):
                    self._columns[base].add(column)

    def from_(self, ref: Ref) -> set[str]:
        """Every name that edges lead to from `ref`."""
        found: set[str] = set()
        todo = [explained_by(str(ref), self._names), str(ref)]
        while todo:
            name = todo.pop()
            for target in (t for at in (name, *self._whole(name)) for t in self._to.get(at, ())):
                if target not in found:
                    found.add(target)
                    todo.append(target)
        return found

    def _whole(self, name: str) -> Iterator[str]:
        """The whole columns of which `name` explains a member."""
        base, _, column = name.partition("#")
        every = _every(base)
        for wanted in self._columns.get(every, ()):
            member = f"{base}#{wanted}" if wanted else base
            if column == wanted or explained_by(member, self._names) == name:
                yield f"{every}#{wanted}" if wanted else every


def _every(base: str) -> str:
    kind, year, *rest = base.split("/")
    start = rest[0][:5] if kind in OF_DESA else "/".join(rest[:-1])
    return f"{kind}/{year}/{start}/{EVERY}"


def may_change(ref: Ref, units: Sequence[Newest]) -> set[tuple[int, str]]:
    """(year, step) of every unit whose bytes can change with the submitted value, by the inputs in the records.

    A step sees only the columns that its record names, so that no other unit changes as long as the row is still
    read under the same key. Where the column is part of the key the whole table counts as changed. What a unit makes
    counts as changed whole.
    """
    years = {made.fiscal_year for made in units}
    changed = {(ref.fiscal_year, "validation", ref.table, EVERY if ref.column in table(ref.table).key else ref.column)}
    hit = {(ref.fiscal_year, step) for step in ("intake", "validation")}
    hit &= {_at(made) for made in units}
    while more := {_at(m) for m in units if _at(m) not in hit and _is_hit(m, changed, hit, years)}:
        hit |= more
    return hit


def _is_hit(
    made: Newest, changed: Set[tuple[int, str, str, str]], hit: Set[tuple[int, str]], years: Iterable[int]
) -> bool:
    """Whether an input of a unit is, or may be, changed; `@pin` may be any year before."""
    for label, _ in made.unit.memo.inputs:
        parent, _, what = label.partition("/")
        step, _, back = parent.partition("@")
        name, _, column = what.partition("#")
        for year in _years(made.fiscal_year, back, years):
            is_read = step != "validation" or name == "findings"
            if (year, step) in hit and (is_read or {(year, step, name, c) for c in (column, EVERY)} & changed):
                return True
    return False


def _years(year: int, back: str, years: Iterable[int]) -> list[int]:
    if not back:
        return [year]
    return [year - 1] if back == "-1" else [y for y in years if y < year]


def impact(store: Store, ref: Ref) -> Answer:
    """What edges lead to from a reference, and which outputs can change at all.

    `tables` are groups {fiscal_year, step, kind, refs}, `documents` {fiscal_year, step, refs} with the figures that
    print something reached, `lines` and `activities` {refs, rupiah, without_cost} of the MPS and SSK, `may_change` the
    names of outputs outside of which nothing can change (for a submitted value; empty for a computed one).
    """
    found = reach(store, ref)
    bound = may_change(ref, found.units) if ref.kind == "tabel" else set()
    return {
        "ref": str(ref),
        "value": trail_of(store, ref).value(ref)[1],
        "tables": list(_tables(found)),
        "documents": [{"fiscal_year": y, "step": s, "refs": list(r)} for (y, s), r in found.printed.items()],
        "activities": _money(found, "ssk", KEGIATAN),
        "lines": _money(found, "mps", BARIS),
        "may_change": sorted(n for made in found.units if _at(made) in bound for n in made.unit.memo.outputs()),
    }


def _tables(found: Reach) -> Iterator[Answer]:
    trails = {_at(made): made.trail for made in found.units}
    for at, names in found.refs.items():
        kinds: dict[str, list[str]] = {}
        for name in names:
            kinds.setdefault(name.partition("/")[0], []).append(name)
        for kind, listed in sorted(kinds.items()):
            first = [asdict(fit_of(trails[at], refs.parse(name))) for name in listed[:SHOWN]]
            yield {"fiscal_year": at[0], "step": at[1], "kind": kind, "first": first, "refs": listed}


def _money(found: Reach, kind: str, contract: Table) -> Answer:
    """Rows of the MPS or SSK that are reached, whatever of their columns, with the sum of their known costs."""
    costs: dict[str, Any] = {}
    for made in found.units:
        for name in found.refs.get(_at(made), ()):
            if name.startswith(f"{kind}/"):
                ref = refs.parse(name)
                costs[ref.base] = made.unit.rows(contract).get(ref.key, {}).get("jumlah_rp")
    known = [cost for cost in costs.values() if isinstance(cost, int)]
    return {"refs": sorted(costs), "rupiah": sum(known), "without_cost": len(costs) - len(known)}
