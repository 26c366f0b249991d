"""Where every value comes from: file, sheet, row and column of each submitted cell. Never an input of a later step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemas.canonical import dump_json, text_of
from schemas.households import HOUSEHOLD_TABLES
from tasks.intake.grid import Cell
from tasks.intake.lines import Line, Sheet


def dump_raw(sheets: Iterable[Sheet]) -> bytes:
    """What `dump_cells` keeps of the tables of households, with their raw texts; b"" where nothing differs."""
    tables = _entries(s for s in sheets if s.table.name in HOUSEHOLD_TABLES)
    raw = {name: [e["raw"] for e in entries] for name, entries in tables.items()}
    return dump_json(raw) if any(texts for parts in raw.values() for texts in parts) else b""


def dump_cells(sheets: Iterable[Sheet]) -> bytes:
    """Canonical JSON: table -> one entry per grid: file, digest, sheet, header row, rows by key, columns, raw texts.

    Rows that were left aside are there under their key of content, with all their raw texts; a raw text is kept only
    where it differs from the canonical text of the value. Unread headings have a column, so that a finding can point.
    Of households the raw texts are empty here: `dump_raw` has them.
    """
    tables = _entries(sheets)
    for name in HOUSEHOLD_TABLES & tables.keys():
        tables[name] = [entry | {"raw": {}} for entry in tables[name]]
    return dump_json(tables)


def _entries(sheets: Iterable[Sheet]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for sheet in sheets:
        tables.setdefault(sheet.table.name, []).append(_entry(sheet))
    for entries in tables.values():
        entries.sort(key=lambda e: (e["file"], e["sheet"] or "", e["header"]))
    return tables


def _entry(sheet: Sheet) -> dict[str, Any]:
    layout = sheet.layout
    raw = {line.key: texts for line in sheet.lines if (texts := _differing(line))}
    raw |= {line.key: {c: t for c, t in line.raw.items() if t} for line in sheet.left}
    return {
        "file": sheet.grid.file,
        "digest": sheet.grid.digest,
        "sheet": sheet.grid.sheet,
        "at": sheet.grid.at,
        "header": layout.header,
        "rows": {line.key: line.number for line in (*sheet.lines, *sheet.left)},
        "columns": layout.unread | layout.names | layout.columns,
        "raw": raw,
    }


def _differing(line: Line) -> dict[str, str]:
    return {c: t for c, t in line.raw.items() if c in line.values and t != text_of(line.values[c])} | {
        c: t for c, t in line.raw.items() if c not in line.values and Cell(t).text
    }
