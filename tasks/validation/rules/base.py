"""What a rule is, what it looks at, and how it words a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from schemas import rule_info
from schemas.canonical import text_of
from schemas.contract import Row, Rows, Value
from schemas.findings import Finding, Severity
from schemas.rule_info import RuleInfo, RuleStage, RuleStatus
from schemas.rulebook import Rulebook
from schemas.tables import table
from tasks.arith import half_up

Cell = tuple[str, str, str]
"""Table, row key and column."""
Effect = Literal["value", "all", "row", "foreign", "none"]
"""What an `error` of the rule makes unknown: the named cell, it and the `also` cells, the whole row, or nothing.

`foreign` strikes the row of a finding that names the row and no column: one that belongs elsewhere.
"""


@dataclass(frozen=True)
class Data:
    """What one district submitted, as the rules see it: values outside their column's range are already unknown.

    `refused` are cells that intake could not read; they are unknown but not blank. `regions` is the region list of
    the district (empty where none is loaded).
    """

    fiscal_year: int
    kode_kab: str
    rules: Rulebook
    tables: Mapping[str, Rows]
    regions: Rows = field(default_factory=list)
    refused: frozenset[Cell] = frozenset()

    def has(self, name: str) -> bool:
        """Whether the table was submitted."""
        return name in self.tables

    def rows(self, name: str) -> Rows:
        """Rows of the table, [] when it was not submitted."""
        return self.tables.get(name, [])

    def is_refused(self, name: str, key: str, column: str) -> bool:
        """Whether intake could not read the cell, its whole row or its whole column: unknown, but not left blank."""
        return bool({(name, key, column), (name, key, ""), (name, "", column)} & self.refused)

    def refused_desa(self, name: str) -> frozenset[str]:
        """Codes of desa whose rows intake had to leave aside; what only follows from that is not said again."""
        rows = (row for table_name, row, _ in self.refused if table_name == name)
        return frozenset(row[:13] for row in rows if "~" in row and row[2:3] == ".")

    def keyed(self, name: str) -> Sequence[tuple[str, Row]]:
        """(row key, row) of every row."""
        if name not in self._keyed:
            contract = table(name)
            self._keyed[name] = [(contract.key_of(row), row) for row in self.rows(name)]
        return self._keyed[name]

    @cached_property
    def _keyed(self) -> dict[str, list[tuple[str, Row]]]:
        return {}

    @cached_property
    def desa(self) -> dict[str, Row]:
        """Rows of `wilayah` by kode_desa."""
        return {str(row["kode_desa"]): row for row in self.rows("wilayah")}

    @cached_property
    def penduduk(self) -> dict[str, Row]:
        """Per desa the row of `penduduk` with the newest year not above the fiscal year (tables.md section 1)."""
        newest: dict[str, Row] = {}
        for row in self.rows("penduduk"):
            year, known = row["tahun"], newest.get(str(row["kode_desa"]))
            if isinstance(year, int) and year <= self.fiscal_year and (not known or year > whole(known["tahun"])):
                newest[str(row["kode_desa"])] = row
        return newest

    @cached_property
    def is_ssk(self) -> bool:
        """Whether the submission makes a Buku Putih and SSK; otherwise its programme rows belong to the MPS."""
        return self.has("wilayah")

    @cached_property
    def is_mps(self) -> bool:
        """Whether the submission is one of the MPS alone: a table of the MPS and no list of desa."""
        return not self.is_ssk and any(table(name).stages == ("mps",) for name in self.tables)

    @cached_property
    def info(self) -> Row:
        """The header of the submission, {} when absent."""
        return next(iter(self.rows("info")), {})

    @cached_property
    def plan_years(self) -> range:
        """The five plan years: fiscal year + 1 to + 5 (ssk.md section 1, mps.md section 1)."""
        return range(self.fiscal_year + 1, self.fiscal_year + 6)


@dataclass(frozen=True, slots=True)
class Rule(rule_info.Rule[Data]):
    """A rule of a submission and what its errors make unknown. Examples: see `tasks/validation/examples.py`.

    `check` is None where the suite of a table's contract makes the findings.
    """

    effect: Effect = "value"


def info(
    name: str, severity: Severity, sentence: str, reference: str, stage: RuleStage, status: RuleStatus = "assumed"
) -> RuleInfo:
    """The description of a rule."""
    return RuleInfo(name, severity, stage, status, sentence, reference)


def bp(name: str, severity: Severity, sentence: str, status: RuleStatus = "assumed") -> RuleInfo:
    """A rule of the Buku Putih."""
    return info(name, severity, sentence, "buku-putih.md section 8", "bp", status)


def ssk(name: str, severity: Severity, sentence: str, status: RuleStatus = "assumed") -> RuleInfo:
    """A rule of the SSK."""
    return info(name, severity, sentence, "ssk.md section 10", "ssk", status)


def mps(name: str, severity: Severity, sentence: str, status: RuleStatus = "assumed") -> RuleInfo:
    """A rule of the MPS."""
    return info(name, severity, sentence, "mps.md section 10", "mps", status)


def found(
    rule: RuleInfo,
    message: str,
    where: Cell,
    value: Value = None,
    also: Iterable[Cell] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding of the rule at a cell; `severity` where it is lighter than the rule's heaviest one."""
    name, row, column = where
    return Finding(rule.id, severity or rule.severity, message, name, row, column, text_of(value), tuple(also))


def whole(value: Value) -> int:
    """A value that the contract makes an int."""
    if not isinstance(value, int):
        raise TypeError(f"not a whole number: {value!r}")
    return value


def exact(value: Value) -> Fraction | None:
    """A number as a fraction; None when unknown or no number."""
    return None if value is None or isinstance(value, str) else Fraction(value)


def numbers(row: Row, *columns: str) -> list[Fraction] | None:
    """The row's numbers, None when one of them is unknown."""
    values = [exact(row.get(c)) for c in columns]
    known = [v for v in values if v is not None]
    return known if len(known) == len(values) else None


def entries(value: Value) -> list[str]:
    """The entries of a list cell, [] when unknown."""
    return [part.strip() for part in str(value).split(";") if part.strip()] if value is not None else []


def grouped(rows: Iterable[tuple[str, Row]], *columns: str) -> dict[tuple[str, ...], list[tuple[str, Row]]]:
    """(row key, row) pairs by the text of the columns, in order of appearance."""
    groups: dict[tuple[str, ...], list[tuple[str, Row]]] = defaultdict(list)
    for key, row in rows:
        groups[tuple(text_of(row.get(c)) for c in columns)].append((key, row))
    return groups


def cells(name: str, key: str, *columns: str) -> list[Cell]:
    """Cells of one row."""
    return [(name, key, column) for column in columns]


def angka(value: Value) -> str:
    """A number as Indonesian texts write it: 1.234,5; fractions with two decimals."""
    if isinstance(value, Fraction) and value.denominator != 1:
        rounded = half_up(value, 2)
        value = Decimal(rounded.numerator) / Decimal(rounded.denominator)
    text = text_of(Decimal(value.numerator) if isinstance(value, Fraction) else value)
    whole_part, _, decimals = text.partition(".")
    sign = "-" if whole_part.startswith("-") else ""
    grouped_part = f"{int(whole_part or 0):,}".replace(",", ".").lstrip("-")
    return sign + grouped_part + (f",{decimals}" if decimals else "")
