"""Results kept beside the runs: scenarios and national views. They are no plan and have no place in the ledger.

A record is canonical JSON without a clock, stored under the digest of its own bytes. It names the tables it holds
(`tables`) and the pages made of it (`pages`) by digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.canonical import digest, dump_json, load_rows
from schemas.contract import Rows, Table
from tasks.store.keys import object_key
from tasks.store.ports import Store
from tasks.store.records import record

PREFIXES = ("scenarios/", "national/")
Record = dict[str, Any]


def put_record(store: Store, prefix: str, body: Mapping[str, Any]) -> tuple[str, bool]:
    """Keep a record. Gives its digest, and whether it is new; its tables and pages must be in the store already."""
    data = dump_json(dict(body))
    name = digest(data)
    return name, store.put_new(f"{prefix}{name}.json", data)


def records(store: Store, prefix: str) -> Iterator[tuple[str, Record]]:
    """(digest, record) of everything kept below a prefix, in order of digest."""
    return ((key.rsplit("/", 1)[-1].removesuffix(".json"), record(store, key)) for key in store.list(prefix))


def table_of(store: Store, record: Record, table: Table) -> Rows:
    """Rows of a table of a record; [] when it has none."""
    stored = record["tables"].get(table.name)
    return load_rows(store.get(object_key(stored["digest"])), table) if stored else []
