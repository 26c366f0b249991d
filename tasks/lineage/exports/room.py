"""What a page needs to answer `why` by itself: each stored unit in one small file, and the runs behind a run.

A unit's file holds its edges, its tables and the places of its cells as the store has them, deflated: the page composes
the tree from them as `why` does. Rows of households are personal data and stay out; their number is told.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from schemas.canonical import dump_json, dump_rows, load_rows
from schemas.households import HOUSEHOLD_TABLES
from schemas.outputs import OUTPUTS
from schemas.refs import DEFAULT_COLUMN, OF_DESA, TABLE_OF_KIND
from schemas.tables import TABLES
from schemas.withheld import FLAGS, published
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import unit_of
from tasks.lineage.units.edges import compact
from tasks.lineage.units.memo import Memo
from tasks.store.keys import object_key
from tasks.store.ports import Store

PERSONAL = HOUSEHOLD_TABLES
STEPS = ("intake", "validation", *(name for name in OUTPUTS if name != "intake"))
_LEVEL = 5
_NAME = 20


def unit_name(memo_key: str) -> str:
    """The name of a unit's file: the first digits of its unit key."""
    return memo_key.rsplit("/", 1)[-1].removesuffix(".json")[:_NAME]


def chain(history: History, district: str) -> list[dict[str, Any]]:
    """The run and every run behind it that made something of the district, the run itself first.

    Each has `run`, `fy`, `units` (step to memo key), and `pins`, `pins_mps`: the index of the run behind, or None.
    """
    found: list[dict[str, Any]] = []
    _follow(history, district, found)
    return found


def _follow(history: History, district: str, found: list[dict[str, Any]]) -> int:
    manifest = history.manifest
    known = next((i for i, link in enumerate(found) if link["run"] == manifest["run_id"]), None)
    if known is not None:
        return known
    units = {step: key for step in STEPS if (key := unit_of(manifest, district, step))}
    link: dict[str, Any] = {"run": manifest["run_id"], "fy": manifest["fiscal_year"], "units": units}
    found.append(link)
    at = len(found) - 1
    for name, step in (("pins", "mps"), ("pins_mps", "realisasi")):
        before = history.behind(district, step)
        link[name] = None if before is None else _follow(before, district, found)
    return at


def packed(store: Store, memo: Memo) -> str:
    """Edges, tables and cells of a unit as deflated JSON in base64. The same unit gives the same text."""
    return pack(b"{" + b",".join(_members(store, memo)) + b"}")


def pack(data: bytes) -> str:
    """Bytes deflated, as text that fits into a script."""
    return b64encode(zlib.compress(data, _LEVEL)).decode()


def _members(store: Store, memo: Memo) -> Iterator[bytes]:
    yield b'"edges":' + compact(store.get(object_key(memo.edges)))
    if "cells" in memo.blobs:
        yield b'"cells":' + _cells(store.get(object_key(memo.blobs["cells"])))
    kept = {name: out for name, out in memo.tables.items() if name not in PERSONAL}
    tables = {name: _published(name, store.get(object_key(out.digest))) for name, out in kept.items()}
    yield b'"tables":' + dump_json(tables)
    yield b'"withheld":' + dump_json({name: out.rows for name, out in memo.tables.items() if name in PERSONAL})


def _published(name: str, data: bytes) -> str:
    """The rows of a table; of a survey without what is not published."""
    head = data[: data.index(b"\n")].decode().split(",")
    if not any(flag in head for flag in FLAGS):
        return data.decode()
    contract = next(t for tables in OUTPUTS.values() for t in tables if t.name == name)
    return dump_rows(head, [published(row) for row in load_rows(data, contract)]).decode()


def _cells(data: bytes) -> bytes:
    """The places of cells without those of households: headings stay, rows and raw texts go."""
    if not any(name.encode() in data for name in PERSONAL):
        return data
    parts = json.loads(data)
    for name in PERSONAL & parts.keys():
        parts[name] = [part | {"rows": {}, "raw": {}} for part in parts[name]]
    return dump_json(parts)


def contract() -> dict[str, Any]:
    """What the script must know of references: tables by name with step, key, columns and units; default columns."""
    computed = {
        t.name: {"step": step, "key": t.key, "units": {f.name: f.unit for f in t.fields}}
        for step, tables in OUTPUTS.items()
        for t in tables
    }
    submitted = {t.name: {"key": t.key, "units": {f.name: f.unit for f in t.fields}} for t in TABLES}
    return {
        "computed": computed,
        "submitted": submitted,
        "default_column": DEFAULT_COLUMN,
        "table_of_kind": TABLE_OF_KIND,
        "of_desa": sorted(OF_DESA),
    }
