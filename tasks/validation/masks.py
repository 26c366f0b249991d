"""What a finding makes unknown (programme.md section 8): only errors do, and what they do is fixed by their rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.contract import Row, Rows
from schemas.findings import Finding
from schemas.tables import table
from tasks.validation.rules import EFFECTS
from tasks.validation.rules.base import Cell


def struck_cells(findings: Iterable[Finding]) -> set[Cell]:
    """Cells that the findings of cross-table rules make unknown; column "" stands for the whole row."""
    struck: set[Cell] = set()
    for f in findings:
        effect = EFFECTS[f.rule]
        if f.severity != "error" or effect == "none" or (effect == "foreign" and f.column):
            continue
        struck.add((f.table, f.row, "" if effect == "row" else f.column))
        if effect == "all":
            struck.update(f.also)
    return struck


def strike(tables: Mapping[str, Rows], struck: Iterable[Cell]) -> dict[str, Rows]:
    """The tables with the struck values unknown. A row whose key is struck is left out: it can no longer be named."""
    columns: dict[str, dict[str, set[str]]] = {}
    for name, row, column in struck:
        columns.setdefault(name, {}).setdefault(row, set()).add(column)
    return {name: _strike(name, rows, columns.get(name, {})) for name, rows in tables.items()}


def _strike(name: str, rows: Rows, struck: Mapping[str, set[str]]) -> Rows:
    if not struck:
        return rows
    contract = table(name)
    gone = {"", *contract.key}
    kept: list[Row] = []
    for row in rows:
        columns = struck.get(contract.key_of(row), set())
        if not columns & gone:
            kept.append({c: None if c in columns else v for c, v in row.items()} if columns else row)
    return kept
