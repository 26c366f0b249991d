"""A step of the chain: what it reads, which rules, and the pure function that computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.contract import Row, Rows, Table
from schemas.errors import UndeclaredInput
from schemas.findings import Finding
from schemas.rulebook import Rulebook
from tasks.lineage.units.edges import Edges


@dataclass(frozen=True, slots=True)
class Need:
    """One table that a step reads: which parent made it, and the columns read (None: all). A missing table is absent.

    `parent` is a step name, with `@-1` for the pinned unit of the fiscal year before, e.g. `ssk@-1`; `@pin` is a unit
    of the run of the pinned MPS, `@pin-1` one of the run of the SSK that this MPS was made from.
    """

    parent: str
    table: Table
    columns: tuple[str, ...] | None = None


Later = Callable[[], Rows]
"""Gives the rows of a table when they are asked for."""


class Inputs:
    """What `compute` gets for one district: only the declared tables, columns, rules and blobs."""

    def __init__(
        self,
        fiscal_year: int,
        kode_kab: str,
        rules: Rulebook,
        tables: Mapping[tuple[str, str], Rows | Later],
        declared: Iterable[tuple[str, str]],
        blobs: Mapping[str, bytes] | None = None,
        meta: Mapping[str, Any] | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        self.fiscal_year = fiscal_year
        self.kode_kab = kode_kab
        self.rules = rules
        self.blobs = blobs or {}
        self.meta = meta or {}
        self.findings = findings
        self._tables = tables
        self._declared = frozenset(declared)

    def has(self, table: str, parent: str = "validation") -> bool:
        """Whether the table was submitted or computed (it may still have no rows)."""
        self._check(table, parent)
        return (parent, table) in self._tables

    def rows(self, table: str, parent: str = "validation") -> Rows:
        """Rows with the key and the declared columns, sorted by key; [] when absent. Unknown values are None.

        Rows that would be too many in memory at once are read from the store by each call.
        """
        self._check(table, parent)
        found = self._tables.get((parent, table), [])
        return found() if callable(found) else found

    def by_key(self, table: str, parent: str = "validation") -> dict[str, Row]:
        """The same rows by the value of the first key column (for tables with one key column)."""
        rows = self.rows(table, parent)
        return {str(next(iter(r.values()))): r for r in rows}

    def replaced(self, tables: Mapping[tuple[str, str], Rows], meta: Mapping[str, Any]) -> Inputs:
        """The same with other rows for some declared (parent, table), and more meta; this one stays as it is."""
        for parent, name in tables:
            self._check(name, parent)
        return Inputs(
            self.fiscal_year,
            self.kode_kab,
            self.rules,
            {**self._tables, **tables},
            self._declared,
            self.blobs,
            {**self.meta, **meta},
            self.findings,
        )

    def _check(self, table: str, parent: str) -> None:
        if (parent, table) not in self._declared:
            raise UndeclaredInput(f"table {table} of {parent} is not declared by this step")


@dataclass(slots=True)
class Outputs:
    """What `compute` gives back for one district. Rows need not be sorted; storing sorts them by key."""

    tables: dict[str, tuple[Table, Rows]] = field(default_factory=dict)
    edges: Edges = field(default_factory=Edges)
    findings: list[Finding] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)

    def add(self, table: Table, rows: Rows) -> None:
        """Add a computed table."""
        self.tables[table.name] = (table, rows)


Compute = Callable[[Sequence[Inputs]], Iterable[Outputs]]


def each(function: Callable[[Inputs], Outputs]) -> Compute:
    """A step that looks at one district at a time."""
    return lambda many: [function(one) for one in many]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: `compute` is pure and takes a chunk of districts; everything it reads is declared here.

    `rules` are rule names, or prefixes ending in `.*`. `code` lists the packages whose bytes make the code digest
    (tasks/arith and schemas are always in it). `findings_of` names the parents whose findings are an input. Districts
    are computed one after another, so that one alone is in memory, unless the step `is_joint`: then all of a chunk, but
    for tables of households. Outputs are stored as they come.
    """

    name: str
    compute: Compute
    code: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    rules: tuple[str, ...] = ()
    findings_of: tuple[str, ...] = ()
    is_joint: bool = False
