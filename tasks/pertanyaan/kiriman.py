"""What is looked at: the tables of one district beside those of the year before, and what its workbooks hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from schemas.contract import Field, Row, Rows, Table
from schemas.tables import TABLES

PER_DESA = ("penduduk", "air_minum", "air_limbah", "persampahan")
_WITNESS = ("count", "measure")


@dataclass(frozen=True, slots=True)
class Kiriman:
    """Checked tables of a district by name, those of the year before, and (sheet, cell, what) of its workbooks."""

    kode: str
    fiscal_year: int
    tables: Mapping[str, Rows]
    before: Mapping[str, Rows] = field(default_factory=dict)
    workbook: Sequence[tuple[str, str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """One question: its rule, whom it is for, the table, cells as (row key, column), and the sentence."""

    rule: str
    kode: str
    table: str
    cells: tuple[tuple[str, str], ...]
    kalimat: str


def numbers(table: Table) -> list[Field]:
    """Columns that say something about a place: counts and measures outside the key."""
    return [f for f in table.fields if f.kind in _WITNESS and f.name not in table.key]


def newest(table: Table, rows: Rows) -> dict[str, Row]:
    """The row of each place, of its newest year where the table has years."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: int(str(r.get("tahun") or 0))):
        found[place(table, row)] = row
    return found


def place(table: Table, row: Row) -> str:
    """The key of a row without its year."""
    return "|".join(str(row.get(k) or "") for k in table.key if k != "tahun")


def looked_at() -> list[Table]:
    """The tables per desa, in their order."""
    return [t for t in TABLES if t.name in PER_DESA]


def is_number(value: Any) -> bool:
    """Whether a value is a known number."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
