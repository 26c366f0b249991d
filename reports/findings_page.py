"""The findings of one district for the officer who mends them: a page to read and print, and a table for Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reports.excel_csv import excel_csv
from reports.html import page
from reports.labels import SEVERITY, VERDICT

FindingRow = Mapping[str, Any]
WHOLE = "Seluruh kiriman"
_COLUMNS = (
    ("id", "id"),
    ("rule", "aturan"),
    ("severity", "tingkat"),
    ("file", "berkas"),
    ("sheet", "lembar"),
    ("cell", "sel"),
    ("table", "tabel"),
    ("row", "baris"),
    ("column", "kolom"),
    ("value", "nilai"),
    ("message", "pesan"),
)
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Findings of one district and fiscal year; no verdict where nothing was handed in.

    A row has id, rule, severity, table, row, column, file, sheet, cell, value, message, and `also` with further cells.
    """

    kode: str
    nama: str
    fiscal_year: int
    verdict: str | None
    counts: Mapping[str, int]
    rows: Sequence[FindingRow]
    mark: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one file and sheet, in the order of its cells."""

    name: str
    sheet: str
    anchor: str
    counts: Mapping[str, int]
    rows: Sequence[FindingRow]


def findings_html(found: FindingsPage) -> bytes:
    """The page: verdict and counts, what to do, then one table per file and sheet from its top cell down."""
    return page(
        "findings.html.j2",
        marks=tuple(m for m in (found.mark,) if m),
        found=found,
        groups=groups(found.rows),
        is_repeated=len({r["id"] for r in found.rows}) < len(found.rows),
        severity=SEVERITY,
        verdict=VERDICT.get(found.verdict or "", found.verdict),
        total=sum(found.counts.values()),
    )


def findings_csv(found: FindingsPage) -> bytes:
    """The same as CSV for Excel, in the same order."""
    rows = (row for group in groups(found.rows) for row in group.rows)
    return excel_csv([head for _, head in _COLUMNS], ((_shown(n, row.get(n)) for n, _ in _COLUMNS) for row in rows))


def _shown(name: str, value: Any) -> str:
    if name == "severity":
        return SEVERITY.get(str(value), str(value))
    return "" if value is None else str(value)


def groups(rows: Sequence[FindingRow]) -> list[Group]:
    """Findings by file and sheet; those that belong to no file first, inside a sheet from top to bottom."""
    ordered = sorted(rows, key=lambda r: (*_place(r), *_position(r), str(r["rule"]), str(r["message"])))
    made: list[Group] = []
    for i, ((name, sheet), members) in enumerate(groupby(ordered, key=_place), 1):
        inside = list(members)
        tally = {s: sum(r["severity"] == s for r in inside) for s in SEVERITY}
        made.append(Group(name or WHOLE, sheet, f"berkas-{i}", tally, inside))
    return made


def _place(row: FindingRow) -> tuple[str, str]:
    return str(row.get("file") or ""), str(row.get("sheet") or "")


def _position(row: FindingRow) -> tuple[int, int, int]:
    match = _CELL.fullmatch(str(row.get("cell") or ""))
    if match is None:
        return list(SEVERITY).index(str(row["severity"])), 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return len(SEVERITY), int(match[2]), column
