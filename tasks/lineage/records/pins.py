"""What an MPS was derived from, and what differs in a newer SSK: the pin, read from records alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas import refs
from schemas.canonical import text_of
from schemas.contract import Row, Table
from tasks.lineage.records.history import Unit
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.step import Need

YEAR_BEFORE = "@-1"
_ACTIVITY = "ssk/"
Units = Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs between two units: its reference, old and new text (None: unknown, or no such row).

    `column` is empty where the whole row came or went; `kegiatan` is the activity that the row belongs to, if any.
    """

    ref: str
    column: str
    old: str | None
    new: str | None
    kegiatan: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """A line and the changes that its edges lead to; `through` are changed aggregates that it shares with others."""

    line: str
    changes: tuple[Change, ...]
    through: tuple[str, ...]


def is_different(needs: Iterable[Need], old: Mapping[str, Memo], new: Mapping[str, Memo]) -> bool:
    """Whether anything that `needs` read of the year before differs; looks at column digests only."""
    return any(_columns_that_differ(need, old.get(step), new.get(step)) for step, need in _of_year_before(needs))


def changes(needs: Iterable[Need], fiscal_year: int, kab: str, old: Units, new: Units) -> list[Change]:
    """Everything read of the year before that differs, in the order of `needs`, then of keys and columns.

    `fiscal_year` is the year of the two units, not of the MPS. An activity that came or went is told once, by its own
    row and not again by those of its sources or its place in the framework.
    """
    found: dict[tuple[str, str], Change] = {}
    for step, need in _of_year_before(needs):
        a, b = old.get(step), new.get(step)
        columns = _columns_that_differ(need, a.memo if a else None, b.memo if b else None)
        if columns:
            before, after = (u.rows(need.table) if u else {} for u in (a, b))
            for change in _table_changes(need.table, fiscal_year, kab, columns, before, after):
                found.setdefault((change.ref, change.column), change)
    whole = {c.kegiatan for c in found.values() if c.ref.startswith(_ACTIVITY) and not c.column}
    return [c for c in found.values() if c.kegiatan not in whole or c.ref.startswith(_ACTIVITY)]


def affected(
    lines: Iterable[str], edges: Mapping[str, tuple[str, list[str]]], found: Iterable[Change]
) -> list[Affected]:
    """The lines (references `mps/...`) whose edges lead to a change, sorted; lines that none concerns are left out."""
    by_base: dict[str, list[Change]] = {}
    by_activity: dict[str, list[Change]] = {}
    for change in found:
        by_base.setdefault(_base(change.ref), []).append(change)
        if change.kegiatan:
            by_activity.setdefault(change.kegiatan, []).append(change)
    walk = _Walk(edges, by_base)
    result = []
    for line in sorted(lines):
        own = by_activity.get(refs.parse(line).key.partition("|")[0], [])
        direct = {(c.ref, c.column): c for c in (*own, *walk.changes_of(line))}
        through = walk.aggregates_of(line)
        if direct or through:
            result.append(Affected(line, tuple(direct.values()), tuple(through)))
    return result


class _Walk:
    """Follows edges inside one unit; an aggregate is followed once for all lines that share it."""

    def __init__(self, edges: Mapping[str, tuple[str, list[str]]], by_base: Mapping[str, list[Change]]) -> None:
        self._edges = edges
        self._by_base = by_base
        self._is_changed: dict[str, bool] = {}

    def changes_of(self, ref: str) -> Iterator[Change]:
        for source in self._sources(ref):
            if not source.startswith("agg/"):
                yield from self._at(source)
                yield from self.changes_of(source)

    def aggregates_of(self, ref: str) -> list[str]:
        found: dict[str, None] = {}
        for source in self._sources(ref):
            if source.startswith("agg/"):
                if source not in self._is_changed:
                    self._is_changed[source] = any(True for _ in self.changes_of(source)) or bool(
                        self.aggregates_of(source)
                    )
                if self._is_changed[source]:
                    found[source] = None
            else:
                found |= dict.fromkeys(self.aggregates_of(source))
        return list(found)

    def _sources(self, ref: str) -> list[str]:
        return self._edges.get(ref, ("", []))[1]

    def _at(self, ref: str) -> Iterator[Change]:
        base, _, column = ref.partition("#")
        if base.endswith("/*"):
            stem = base[:-1]
            hits: Iterable[Change] = (c for b, cs in self._by_base.items() if b.startswith(stem) for c in cs)
        else:
            hits = self._by_base.get(base, ())
        return (c for c in hits if column in ("", c.column) or not c.column)


def _base(ref: str) -> str:
    return ref.partition("#")[0]


def _of_year_before(needs: Iterable[Need]) -> Iterator[tuple[str, Need]]:
    return ((n.parent.removesuffix(YEAR_BEFORE), n) for n in needs if n.parent.endswith(YEAR_BEFORE))


def _columns_that_differ(need: Need, old: Memo | None, new: Memo | None) -> list[str]:
    a, b = (m.tables[need.table.name].columns if m and need.table.name in m.tables else {} for m in (old, new))
    read = dict.fromkeys((*need.table.key, *(need.table.names if need.columns is None else need.columns)))
    return [c for c in read if a.get(c) != b.get(c)]


def _table_changes(
    table: Table, fiscal_year: int, kab: str, columns: Collection[str], old: Mapping[str, Row], new: Mapping[str, Row]
) -> Iterator[Change]:
    is_computed = table.need == "computed"
    for key in sorted({*old, *new}):
        kegiatan = _activity_of(table, key)
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            ref = refs.value(table.name, is_computed, fiscal_year, kab, key, "").rstrip("#")
            yield Change(ref, "", None if before is None else "ada", None if after is None else "ada", kegiatan)
            continue
        for column in columns:
            a, b = (None if r.get(column) is None else text_of(r.get(column)) for r in (before, after))
            if a != b:
                ref = refs.value(table.name, is_computed, fiscal_year, kab, key, column)
                yield Change(ref, column, a, b, kegiatan)


def _activity_of(table: Table, key: str) -> str:
    """The activity that a row belongs to: its own column, or its place in the logical framework; else empty."""
    first, _, second = key.partition("|")
    if table.key[0] == "kegiatan_id":
        return first
    return second if table.key == ("level", "id") and first == "kegiatan" else ""
