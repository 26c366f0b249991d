"""The digests of a day: one per reader, kept in the store, none where nothing changed for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from flows.programme.year import year_of
from tasks.lineage.records.receipts import write_numbered
from tasks.programme.pengingat import Ingat, reminders
from tasks.store.keys import reminder_key, reminder_prefix
from tasks.store.ports import Store
from tasks.store.records import record


def remind(store: Store, fiscal_year: int, day: date) -> list[dict[str, Any]]:
    """Write the digests of the day; gives those that were written, by reader."""
    lines: dict[str, dict[tuple[str, str], Ingat]] = {}
    for seen in year_of(store, fiscal_year, day).values():
        for line in reminders(seen):
            lines.setdefault(line.orang_id, {})[line.kode, line.tentang] = line
    last = newest(store, fiscal_year)
    written = []
    for reader in sorted({*lines, *last}):
        items = [asdict(line) for _, line in sorted(lines.get(reader, {}).items())]
        known = last.get(reader, {"items": []})
        if items == known["items"]:
            continue
        digest = {"fiscal_year": fiscal_year, "reader": reader, "hari": day.isoformat(), "items": items,
                  "baru": [i for i in items if i not in known["items"]],
                  "selesai": [i for i in known["items"] if i not in items]}  # fmt: skip
        seq = known.get("seq", 0)
        written.append(write_numbered(store, partial(reminder_key, fiscal_year, reader), digest, seq))
    return written


def newest(store: Store, fiscal_year: int) -> dict[str, Mapping[str, Any]]:
    """The newest digest of each reader."""
    keys: dict[str, str] = {}
    for key in store.list(reminder_prefix(fiscal_year)):
        keys[key.split("/")[2]] = key
    return {reader: record(store, key) for reader, key in keys.items()}
