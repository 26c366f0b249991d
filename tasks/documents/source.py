"""The tables of one parent step as facts: every number becomes a figure with its reference."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from schemas import refs
from schemas.contract import Row, Rows, Table, Value
from schemas.facts import FactRow, Figure, Kelas, Number
from schemas.withheld import is_withheld
from tasks.lineage.units.step import Inputs

UNNAMED = "tidak disebutkan dalam kiriman"
_DECIMALS = {"measure": 2, "percent": 1, "exact": 2}


class Source:
    """What one parent made for one fiscal year of the district. Only declared tables can be read."""

    def __init__(self, inputs: Inputs, parent: str, fiscal_year: int) -> None:
        self.kab = inputs.kode_kab
        self.fiscal_year = fiscal_year
        self.parent = parent
        self._inputs = inputs

    def has(self, table: Table) -> bool:
        """Whether the table is there."""
        return self._inputs.has(table.name, self.parent)

    def rows(self, table: Table) -> Rows:
        """Its rows, sorted by key."""
        return self._inputs.rows(table.name, self.parent)

    def by_desa(self, table: Table) -> dict[str, Row]:
        """Its rows by desa, for tables with one row per desa."""
        return {str(r["kode_desa"]): r for r in self.rows(table)}

    def ref(self, table: Table, row: Row, column: str) -> str:
        """The reference of one value."""
        is_computed = table.need == "computed"
        return refs.value(table.name, is_computed, self.fiscal_year, self.kab, table.key_of(row), column)

    def figure(self, table: Table, row: Row, column: str, decimals: int | None = None) -> Figure:
        """One number of a row; unknown where the row lacks it, withheld where it may not be published."""
        field = table.field(column)
        places = _DECIMALS.get(field.kind, 0) if decimals is None else decimals
        if is_withheld(row, column):
            return Figure(None, self.ref(table, row, column), places, field.unit, is_withheld=True)
        return Figure(number(row.get(column)), self.ref(table, row, column), places, field.unit)

    def figures(self, table: Table, row: Row, columns: Iterable[str], decimals: int | None = None) -> FactRow:
        """Several numbers of a row by column name."""
        return {c: self.figure(table, row, c, decimals) for c in columns}

    def kelas(self, table: Table, row: Row, column: str, *, is_sementara: bool = False) -> Kelas:
        """One class or score of a row."""
        value = row.get(column)
        return Kelas(value if isinstance(value, int) else None, self.ref(table, row, column), is_sementara)

    def provenance(self, *tables: Table) -> tuple[str, ...]:
        """The sources named in the rows of the tables, each with its years, e.g. `BPS (2012)`.

        Rows that name no source are said to name none.
        """
        years: dict[str, set[str]] = {}
        for table in tables:
            for row in self.rows(table):
                said = words(row.get("sumber")) or UNNAMED
                years.setdefault(said, set()).update({words(row.get("tahun_sumber"))} - {""})
        return tuple(f"{name} ({', '.join(sorted(y))})" if y else name for name, y in sorted(years.items()))


def reads(table: Table, *columns: str) -> tuple[str, ...]:
    """The submitted columns behind a printed table, as `<table>#<column>`; no columns means the whole table."""
    return tuple(f"{table.name}#{c}" for c in columns) or (table.name,)


def whole(figure: Figure) -> Number | None:
    """The value of a figure that leaves nothing out; None otherwise."""
    return None if figure.is_partial else figure.value


def number(value: Value) -> Number | None:
    """The value as a number; a text is none."""
    return value if isinstance(value, int | Decimal | Fraction) else None


def words(value: Value) -> str:
    """The value as text; unknown is empty."""
    return "" if value is None else str(value)


def several(value: Value) -> list[str]:
    """The entries of a list cell."""
    return [part.strip() for part in words(value).split(";") if part.strip()]
