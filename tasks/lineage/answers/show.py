"""Findings with the cells that a person sees: file, sheet and cell joined to table, key and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.findings import Finding
from schemas.form_words import column_words, table_words
from schemas.households import HOUSEHOLD_TABLES
from tasks.lineage.answers.why import locate, submitted_text
from tasks.lineage.records.history import Unit

FindingRow = dict[str, Any]


def finding_rows(findings: Sequence[Finding], intake: Unit | None) -> list[FindingRow]:
    """One dict per finding and file in which it stands; `also` holds the further cells of the same finding.

    Without `intake` nothing was handed in, so that no cell stands anywhere.
    """
    places = _sheet_places(intake) if intake else {}
    return [
        row | {"sheet_at": places.get((row["file"], row["sheet"]), 0)} for f in findings for row in _rows(f, intake)
    ]


def _sheet_places(intake: Unit) -> dict[tuple[str | None, str | None], int]:
    """Where each sheet that was read stands in its workbook."""
    return {(part["file"], part["sheet"]): part["at"] for parts in intake.cells.values() for part in parts}


def _rows(finding: Finding, intake: Unit | None) -> list[FindingRow]:
    base = {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "table": finding.table,
        "row": "" if finding.row.startswith("*") else finding.row,
        "row_words": finding.row.partition("~")[0].strip("|").replace("|", " · ") if finding.row[:1] != "*" else "",
        "column": finding.column,
        "table_words": table_words(finding.table) if finding.table else "",
        "column_words": column_words(finding.table, finding.column) if finding.table and finding.column else "",
    }
    rest = {"value": finding.value, "message": finding.message, "also": [_cell(intake, *a) for a in finding.also]}
    if any(finding.place):
        file, sheet, cell = (part or None for part in finding.place)
        return [{**base, "file": file, "sheet": sheet, "cell": cell, **rest}]
    places = _places(finding, intake) if finding.table and intake else []
    if not places:
        file = finding.value if not finding.table else None
        return [{**base, "file": file, "sheet": None, "cell": None, **rest}]
    return [{**base, "file": file, "sheet": sheet, "cell": cell, **rest} for file, sheet, cell in places]


def _places(finding: Finding, intake: Unit) -> list[tuple[str, str | None, str]]:
    """Where a finding stands; one about a whole table once per sheet, one about many cells at the first of them."""
    found = list(locate(intake, finding.table, finding.row, finding.column))
    if not found and finding.also:
        found = list(locate(intake, *finding.also[0]))
    if finding.column or finding.row:
        return [(file, sheet, cell) for file, sheet, cell, _ in found]
    first = {(file, sheet): cell for file, sheet, cell, _ in reversed(found)}
    return [(file, sheet, cell) for (file, sheet), cell in reversed(first.items())]


def _cell(intake: Unit | None, table: str, row: str, column: str) -> FindingRow:
    places = locate(intake, table, row, column) if intake else ()
    for file, sheet, cell, raw in places:
        is_shown = intake is not None and table not in HOUSEHOLD_TABLES
        text = raw or (submitted_text(intake, table, row, column) if intake else "") if is_shown else ""
        return {"table": table, "row": row, "column": column, "file": file, "sheet": sheet, "cell": cell, "raw": text}
    return {"table": table, "row": row, "column": column, "file": None, "sheet": None, "cell": None, "raw": ""}
