"""Where every value comes from: file, sheet, row and column of each submitted cell. Never an input of a later step."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import ne
from typing import Any

from schemas.canonical import columns_of, dump_json, texts_of
from schemas.households import HOUSEHOLD_TABLES
from tasks.intake.grids.grid import clean
from tasks.intake.rows.lines import Sheet


def dump_cells(sheets: Iterable[Sheet]) -> tuple[bytes, bytes]:
    """Canonical JSON: table -> one entry per grid: file, digest, sheet, header row, rows by key, columns, raw texts.

    Rows that were left aside are there under their key of content, with all their raw texts; a raw text is kept only
    where it differs from the canonical text of the value. Unread headings have a column, so that a finding can point.
    Of households the raw texts are empty in it: they are the second part, by table and entry; b"" where there are none.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    for sheet in sheets:
        tables.setdefault(sheet.table.name, []).append(_entry(sheet))
    for entries in tables.values():
        entries.sort(key=lambda e: (e["file"], e["sheet"] or "", e["header"]))
    apart = {name: [e["raw"] for e in tables[name]] for name in sorted(HOUSEHOLD_TABLES & tables.keys())}
    open_to_all = tables | {name: [e | {"raw": {}} for e in tables[name]] for name in apart}
    has_texts = any(texts for parts in apart.values() for texts in parts)
    return dump_json(open_to_all), dump_json(apart) if has_texts else b""


def _entry(sheet: Sheet) -> dict[str, Any]:
    layout = sheet.layout
    raw = _differing(sheet)
    raw |= {line.key: {c: t for c, t in line.raw.items() if t} for line in sheet.left}
    return {
        "file": sheet.grid.file,
        "digest": sheet.grid.digest,
        "sheet": sheet.grid.sheet,
        "at": sheet.grid.at,
        "header": layout.header,
        "rows": {line.key: line.number for line in (*sheet.lines, *sheet.left)},
        "columns": layout.unread | layout.places,
        "raw": raw,
    }


def _differing(sheet: Sheet) -> dict[str, dict[str, str]]:
    """By row and column the raw texts that are not the canonical text of the value, or that no value was read from."""
    found: dict[str, dict[str, str]] = {}
    lines = sheet.lines
    rows = [line.number for line in lines]
    places = sheet.layout.places
    values = columns_of([line.values for line in lines], places)
    for name, place in places.items():
        raws = sheet.grid.raws_seen(rows, place)
        texts = texts_of(values[name])
        for line, raw in compress(zip(lines, raws, strict=True), map(ne, raws, texts)):
            if name in line.values or clean(raw):
                found.setdefault(line.key, {})[name] = raw
    return found
