"""One row of a submitted table on its way from the grid to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.contract import Row, Table
from schemas.findings import Finding, Severity
from tasks.intake.grids.grid import Grid, clean
from tasks.intake.layouts.layout import Layout
from tasks.intake.regions.codes import Resolver
from tasks.intake.values.numbers import NO_MARKS, Marks

QUARANTINED, TOTAL, COPY, REPEAT = "quarantined", "total", "copy", "repeat"
_NAME_OF = {"kode_kab": "kabupaten_kota"}


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a table needs besides its grid.

    `marks` are the decimal marks proven by the whole file, `unit` the unit of money that the form `info` tells
    (None: it tells none, "": there is no form), `default_year` the year of a row that gives none, `name_of` the column
    that names an upper region code.
    """

    resolver: Resolver
    marks: Marks = NO_MARKS
    unit: str | None = ""
    default_year: int | None = None
    name_of: Mapping[str, str] = field(default_factory=lambda: _NAME_OF)


@dataclass(slots=True)
class Line:
    """One row of the grid: its number, the typed values, the texts of the whole row, and what is wrong with it.

    `places` are the columns of the grid, from 1, by name; all rows of a table share them. `first` is the first text
    of the whole row of the grid, read or not. `key` is the row key, or for a row left aside a key made of its content.
    `left` says why it was left aside: QUARANTINED, TOTAL, COPY, or REPEAT of a row in a grid that fills several tables.
    `is_spoiled`: its cells cannot be told apart.
    """

    number: int
    values: Row
    seen: Sequence[str]
    places: Mapping[str, int]
    first: str = ""
    problems: list[tuple[str, str, Severity, str]] = field(default_factory=list)
    key: str = ""
    left: str = ""
    is_spoiled: bool = False

    @property
    def raw(self) -> dict[str, str]:
        """The raw text of each cell by column."""
        return {name: self._raw(place) for name, place in self.places.items()}

    def _raw(self, place: int) -> str:
        return self.seen[place - 1] if 0 < place <= len(self.seen) else ""

    def text(self, column: str) -> str:
        """The cleaned text of a cell; "" where the grid has none."""
        return clean(self._raw(self.places.get(column, 0)))

    @property
    def content(self) -> str:
        """All cleaned texts by column: equal for rows that say the same, wherever they stand."""
        return "\x1f".join(f"{name}={clean(raw)}" for name, raw in sorted(self.raw.items()))

    def add(self, column: str, rule: str, severity: Severity, message: str) -> None:
        """Note a problem of one cell ("" for the whole row)."""
        self.problems.append((column, rule, severity, message))

    def leave(self, column: str, rule: str, message: str) -> None:
        """Quarantine the row."""
        self.left = QUARANTINED
        self.add(column, rule, "error", message)

    def findings(self, table: Table) -> list[Finding]:
        """The problems as findings; one about the whole row shows its first text."""
        if not self.problems:
            return []
        about_row = (
            self.first if self.left == TOTAL else next((t for n in sorted(self.places) if (t := self.text(n))), "")
        )
        return [
            Finding(rule, severity, message, table.name, self.key, column, self.text(column) if column else about_row)
            for column, rule, severity, message in self.problems
        ]


@dataclass(slots=True)
class Sheet:
    """One table as one grid has it: its rows by key, the rows left aside, and the findings.

    `unitless` are money columns and rows whose unit nobody told, `has_assumed_rp` whether some money was read as rupiah
    because nothing names a unit.
    """

    grid: Grid
    layout: Layout
    lines: list[Line]
    left: list[Line]
    findings: list[Finding]
    unitless: list[tuple[Line, str]] = field(default_factory=list)
    has_assumed_rp: bool = False

    @property
    def table(self) -> Table:
        """The contract of the rows."""
        return self.layout.table
