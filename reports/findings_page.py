"""The findings of one district for the officer who mends them: a page to read and print, and a table for Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reports.excel_csv import excel_csv
from reports.html import page
from reports.index_page import link_label
from reports.labels import SEVERITY, VERDICT

FindingRow = Mapping[str, Any]
WHOLE = "Seluruh kiriman"
_FEW = 12
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
    `documents` are links to the documents that were made in spite of them.
    """

    kode: str
    nama: str
    fiscal_year: int
    verdict: str | None
    counts: Mapping[str, int]
    rows: Sequence[FindingRow]
    mark: str
    documents: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one urgency in one file and sheet, in the order of its cells."""

    name: str
    sheet: str
    anchor: str
    counts: Mapping[str, int]
    rows: Sequence[FindingRow]


@dataclass(frozen=True, slots=True)
class Part:
    """What is equally urgent: first what is wrong, then what is to be checked, then what is only said."""

    heading: str
    anchor: str
    count: int
    groups: Sequence[Group]


_PARTS = (
    ("Yang salah: perbaiki dahulu", ("block", "error")),
    ("Yang perlu diperiksa", ("warning",)),
    ("Keterangan", ("advice",)),
)


def findings_html(found: FindingsPage) -> bytes:
    """The page: totals, verdict, what to do, then what is wrong before what is only said, sheet by sheet."""
    return page(
        "findings.html.j2",
        marks=tuple(m for m in (found.mark,) if m),
        found=found,
        parts=parts(found.rows),
        is_repeated=len({r["id"] for r in found.rows}) < len(found.rows),
        severity=SEVERITY,
        verdict=VERDICT.get(found.verdict or "", found.verdict),
        total=sum(found.counts.values()),
        few=_FEW,
        label=link_label,
    )


def findings_csv(found: FindingsPage) -> bytes:
    """The same as CSV for Excel, in the same order; every cell of a finding about many has a line of its own."""
    ordered = (row for part in parts(found.rows, is_short=False) for group in part.groups for row in group.rows)
    rows = (line for row in ordered for line in _lines(row))
    return excel_csv([head for _, head in _COLUMNS], ((_shown(n, row.get(n)) for n, _ in _COLUMNS) for row in rows))


def _lines(row: FindingRow) -> list[FindingRow]:
    """The finding, then its further cells."""
    own = (row.get("file"), row.get("sheet"), row.get("cell"))
    further = [a for a in row.get("also", ()) if a.get("cell") and (a["file"], a["sheet"], a["cell"]) != own]
    cells = ("file", "sheet", "cell", "table", "row", "column")
    return [row, *({**row, **{name: a[name] for name in cells}, "value": a.get("raw", "")} for a in further)]


def _shown(name: str, value: Any) -> str:
    if name == "severity":
        return SEVERITY.get(str(value), str(value))
    return "" if value is None else str(value)


def parts(rows: Sequence[FindingRow], *, is_short: bool = True) -> list[Part]:
    """Findings by urgency, then by file and sheet in the order of the workbook, inside a sheet from top to bottom.

    `is_short` says once what is the same of several tables; each finding stays a row of its own without it.
    """
    made: list[Part] = []
    for heading, severities in _PARTS:
        inside = [r for r in rows if r["severity"] in severities]
        if inside:
            anchor = f"bagian-{len(made) + 1}"
            made.append(Part(heading, anchor, len({r["id"] for r in inside}), _groups(inside, anchor, is_short)))
    return made


def _groups(rows: Sequence[FindingRow], stem: str, is_short: bool) -> list[Group]:
    ordered = sorted(rows, key=lambda r: (*_order(r), *_position(r), str(r["rule"]), str(r["message"])))
    made: list[Group] = []
    for i, ((name, sheet), members) in enumerate(groupby(ordered, key=_place), 1):
        inside = _merged(list(members)) if is_short else list(members)
        tally = {s: sum(r["severity"] == s for r in inside) for s in SEVERITY}
        made.append(Group(name or WHOLE, sheet, f"{stem}-{i}", tally, inside))
    return made


def _merged(rows: list[FindingRow]) -> list[FindingRow]:
    """Rows that say the same about several tables and no cell become one row that names the tables."""
    alike: dict[tuple[str, str], list[FindingRow]] = {}
    for row in rows:
        name = f"'{row.get('table_words', '')}'"
        if not row.get("cell") and not row.get("row") and name in str(row["message"]):
            alike.setdefault((str(row["rule"]), str(row["message"]).replace(name, "{}", 1)), []).append(row)
    several = {id(r): (key, same) for key, same in alike.items() if len(same) > 2 for r in same}
    made: list[FindingRow] = []
    for row in rows:
        (key, same) = several.get(id(row), (("", ""), [row]))
        if len(same) == 1:
            made.append(row)
        elif row is same[0]:
            names = ", ".join(f"'{r['table_words']}'" for r in same)
            message = key[1].replace("{}", names, 1)
            made.append({**row, "message": message, "table_words": f"{len(same)} tabel", "column_words": ""})
    return made


def _place(row: FindingRow) -> tuple[str, str]:
    return str(row.get("file") or ""), str(row.get("sheet") or "")


def _order(row: FindingRow) -> tuple[object, ...]:
    """Files by name, their sheets as they stand in the workbook, else by the numbers in their names."""
    name, sheet = _place(row)
    return _natural(name), int(row.get("sheet_at") or 0), _natural(sheet)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """So that sheet 10 comes after sheet 2."""
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"(\d+)", text) if p)


def _position(row: FindingRow) -> tuple[int, int, int]:
    match = _CELL.fullmatch(str(row.get("cell") or ""))
    if match is None:
        return list(SEVERITY).index(str(row["severity"])), 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return len(SEVERITY), int(match[2]), column
