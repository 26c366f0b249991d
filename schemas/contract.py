"""What a column and a table are: the contract from which suites, forms and dictionaries are generated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "code",  # region code, text
    "id",  # the district's own identifier, text
    "text",
    "list",  # several texts or codes in one cell, separated by ";"
    "date",  # YYYY-MM-DD as text
    "count",  # whole number (persons, KK, units)
    "rupiah",  # whole rupiah
    "year",
    "flag",  # 0 or 1
    "choice",  # one of `choices`: all int or all text
    "measure",  # exact decimal (ha, m, m3/day)
    "percent",  # exact decimal, 0-100
    "exact",  # fraction, only in computed tables
]
Need = Literal["required", "expected", "optional", "computed"]
Value = int | Decimal | Fraction | str | None
Row = dict[str, Value]
Rows = list[Row]

INT_KINDS = frozenset({"count", "rupiah", "year", "flag"})
DECIMAL_KINDS = frozenset({"measure", "percent"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column, declared once.

    `at_least` and `at_most` are inclusive, `above` is exclusive. `at_most_field` names the column that bounds this
    one: `luas_adm_ha` of the same row, or `penduduk.kk` of another table with the same desa.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    at_least: int | str | None = None
    at_most: int | str | None = None
    above: int | str | None = None
    at_most_field: str | None = None
    choices: tuple[int | str, ...] = ()
    is_expected: bool = False
    status: Literal["published", "assumed"] = "assumed"

    @property
    def is_int(self) -> bool:
        """Whether values are Python ints (also a choice whose codes are all numbers)."""
        return self.kind in INT_KINDS or (self.kind == "choice" and all(isinstance(c, int) for c in self.choices))

    @property
    def is_decimal(self) -> bool:
        """Whether values are exact decimals."""
        return self.kind in DECIMAL_KINDS

    @property
    def is_number(self) -> bool:
        """Whether values are numbers of any kind."""
        return self.is_int or self.is_decimal or self.kind == "exact"


@dataclass(frozen=True, slots=True)
class Table:
    """One table, declared once: what a row is, its key, its columns, who needs it and when.

    `stages` are those in which `need` holds; a table is read wherever it is submitted. An empty key means one row per
    submission. `may_be_blank` names key parts whose blank has a meaning of its own, so that it is not a missing key.
    `unless` names tables of which any one makes the absence of this one unremarkable.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    stages: tuple[str, ...] = ()
    need: Need = "optional"
    may_be_blank: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in declared order."""
        return tuple(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        """The column called `name`; KeyError when the table has none."""
        for f in self.fields:
            if f.name == name:
                return f
        raise KeyError(f"table {self.name} has no column {name}")

    def key_of(self, row: Row) -> str:
        """The row's key as one text, parts joined by `|`; an unknown part is empty."""
        if len(self.key) == 1:
            part = row.get(self.key[0])
            return part if isinstance(part, str) else "" if part is None else str(part)
        return "|".join(["" if (part := row.get(k)) is None else str(part) for k in self.key])
