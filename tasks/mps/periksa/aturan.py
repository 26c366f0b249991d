"""What a rule of the MPS looks at, and how it is written: once everything of a district stands together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from schemas.contract import Row, Rows
from schemas.findings import Finding, Severity
from schemas.rule_info import Rule, RuleInfo, RuleStatus
from schemas.rulebook import Rulebook
from tasks.arith import half_up
from tasks.mps.baris import WAITING

SECTION = "mps.md section 10"
SHOWN = 3


@dataclass(frozen=True)
class Diperiksa:
    """One MPS with what it was made from. `tables` are rows by name: computed tables, the year's submitted ones.

    `program_kegiatan_ssk` is the submitted programme of the pinned SSK. A table that is not there is absent.
    """

    fiscal_year: int
    kab: str
    rules: Rulebook
    tables: Mapping[str, Rows]

    def has(self, name: str) -> bool:
        """Whether the table is there."""
        return name in self.tables

    def rows(self, name: str) -> Rows:
        """Its rows, [] when absent."""
        return self.tables.get(name, [])

    @cached_property
    def kegiatan(self) -> dict[str, Row]:
        """The activities of the pinned SSK by id."""
        return {str(r["kegiatan_id"]): r for r in self.rows("kegiatan")}

    @cached_property
    def placed(self) -> Rows:
        """Lines that do not wait."""
        return [r for r in self.rows("baris") if r["status"] != WAITING]

    @property
    def plan_years(self) -> range:
        """Fiscal year + 1 to + 5."""
        return range(self.fiscal_year + 1, self.fiscal_year + 6)


@dataclass(frozen=True, slots=True)
class Aturan(Rule[Diperiksa]):
    """A rule of the MPS. Without a check of its own the finding is made on the way; its examples then run the step."""

    example_year: int = 2014


def rule(
    name: str, severity: Severity, sentence: str, status: RuleStatus = "assumed", reference: str = SECTION
) -> RuleInfo:
    """The description of a rule of the MPS."""
    return RuleInfo(name, severity, "mps", status, sentence, reference)


def found(
    info: RuleInfo, message: str, table: str, row: str = "", column: str = "", value: object = "",
    severity: Severity | None = None,
) -> Finding:  # fmt: skip
    """A finding of the rule; `severity` where it is lighter than the rule's heaviest one."""
    return Finding(info.id, severity or info.severity, message, table, row, column, str(value))


def line_name(row: Row) -> str:
    """How a line is called in a sentence."""
    return f"{row['kegiatan_id']} ({row['sumber_dana']})"


def several(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    more = len(listed) - SHOWN
    return ", ".join(listed[:SHOWN]) + (f", dan {more} lainnya" if more > 0 else "")


def rp(value: int) -> str:
    """An amount as Indonesian texts write it."""
    return f"Rp {value:,}".replace(",", ".")


def short(value: str | None) -> str:
    """An exact number with at most two decimals, as Indonesian texts write it."""
    if value is None:
        return "tidak diketahui"
    return f"{float(half_up(Fraction(value), 2)):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def key_of(row: Row, *columns: str) -> str:
    """The row key of a submitted table."""
    return "|".join("" if row.get(c) is None else str(row[c]) for c in columns)


def by_year(rows: Iterable[Row], year: str, amount: str) -> Iterator[tuple[int, int]]:
    """(year, rupiah) of the rows that have both."""
    return ((y, a) for r in rows if isinstance(y := r.get(year), int) and isinstance(a := r.get(amount), int))
