"""Answers of households on their way into a store: sealed with the key of their district and year."""

from __future__ import annotations

from schemas.canonical import as_stored, dump_rows
from schemas.contract import Rows, Table
from schemas.errors import KeyringBroken
from schemas.households import HOUSEHOLD_TABLES, OPEN, OPEN_COLUMNS
from tasks.lineage.units.memo import TableOut
from tasks.lineage.units.step import Outputs
from tasks.store.keyring import Key
from tasks.store.keys import household_scope
from tasks.store.ports import Store


class Apart:
    """The household part of one district and year in a store; a key is asked for with the first answer."""

    def __init__(self, store: Store, fiscal_year: int, district: str) -> None:
        self._store = store
        self._scope = household_scope(fiscal_year, district)
        self._known: Key | None = None

    @property
    def key(self) -> Key:
        """The newest key; raises KeyringBroken where the store keeps no household answers."""
        self._known = self._known or self._store.key_for(self._scope, may_be_new=True)
        if self._known is None:
            raise KeyringBroken(f"{self._store.url} keeps no answers of households: it was opened without a keyring")
        return self._known

    def name_of(self, data: bytes) -> str:
        """The name under which `put` keeps these bytes."""
        return self.key.name(data)

    def put(self, data: bytes) -> str:
        """Keep bytes under the name that their key gives them; gives the name."""
        name = self.key.name(data)
        self._store.put_new(name, data)
        return name

    def save_table(self, table: Table, rows: Rows) -> TableOut:
        """Keep the rows of a table sorted by key; its columns are named by digests that only the key can make."""
        stored = as_stored(table, rows)
        columns = {name: self.key.keyed(column.encode()) for name, column in stored.columns.items()}
        return TableOut(digest=self.put(stored.data), rows=stored.rows, columns=columns)


def open_parts(outputs: Outputs) -> dict[str, bytes]:
    """By name of object, what of each household table everybody may read: its columns that are no answers."""
    return {f"{name}{OPEN}": _open_part(rows) for name, (_, rows) in outputs.tables.items() if name in HOUSEHOLD_TABLES}


def _open_part(rows: Rows) -> bytes:
    """One row for each that differs, in the order of their texts."""
    seen = {
        values: dict(zip(OPEN_COLUMNS, values, strict=True))
        for values in zip(*([row.get(c) for row in rows] for c in OPEN_COLUMNS), strict=True)
    }
    by_text = {dump_rows(OPEN_COLUMNS, [row]): row for row in seen.values()}
    return dump_rows(OPEN_COLUMNS, [by_text[text] for text in sorted(by_text)])
