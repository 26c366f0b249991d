"""The units that stand behind a sealed run: its own, and those of the runs that it pinned."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from schemas.contract import Row, Table
from schemas.errors import NotFound
from schemas.households import RAW_CELLS
from tasks.lineage.records.ledger import Manifest, load_manifest, newest_run_with, unit_of
from tasks.lineage.records.texts import NO_ROWS, Texts
from tasks.lineage.units.edges import Read, read_edges
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_memo, load_table
from tasks.store.keys import is_household, object_key
from tasks.store.ports import Store


class Unit:
    """One stored unit with its tables, edges and cells, read when asked for."""

    def __init__(self, store: Store, memo_key: str) -> None:
        self._store = store
        self.memo: Memo = load_memo(store, memo_key)
        self._rows: dict[str, dict[str, Row]] = {}
        self._texts: dict[str, Texts] = {}

    @cached_property
    def edges(self) -> Read:
        """{reference: (rule, source references)}."""
        return read_edges(self._store.get(object_key(self.memo.edges)))

    @cached_property
    def cells(self) -> dict[str, list[dict[str, Any]]]:
        """Where values stand in the submitted files; {} for units that read no file.

        The raw texts of household cells are there for who holds their key.
        """
        if "cells" not in self.memo.blobs:
            return {}
        found = dict(json.loads(self._store.get(object_key(self.memo.blobs["cells"]))))
        for name, raw in self._household_raw().items():
            found[name] = [part | {"raw": texts} for part, texts in zip(found[name], raw, strict=True)]
        return found

    def _household_raw(self) -> dict[str, list[dict[str, Any]]]:
        try:
            return dict(json.loads(self._store.get(self.memo.blobs[RAW_CELLS]))) if RAW_CELLS in self.memo.blobs else {}
        except NotFound:
            return {}

    def may_read(self, name: str) -> bool:
        """Whether a table of the unit can be read; one that holds answers of households only with their key."""
        stored = self.memo.tables.get(name)
        return stored is None or not is_household(stored.digest) or self._store.exists(stored.digest)

    def rows(self, table: Table) -> dict[str, Row]:
        """Rows of a table by their key text."""
        if table.name not in self._rows:
            loaded = load_table(self._store, self.memo, table)
            self._rows[table.name] = {table.key_of(row): row for row in loaded}
        return self._rows[table.name]

    def texts(self, table: Table) -> Texts:
        """The same rows as they are stored, for who only shows values; no rows when the unit has no such table."""
        known = self._texts.get(table.name)
        if known is None:
            stored = self.memo.tables.get(table.name)
            known = Texts(self._store.get(object_key(stored.digest)), table) if stored else NO_ROWS
            self._texts[table.name] = known
        return known


FROM_PINNED_MPS = ("realisasi", "dokumen_monev")
"""Steps whose earlier years lie behind the pinned MPS; those of every other step lie behind the pinned SSK."""


class History:
    """Units of a run by (fiscal year, district, step), following the run's pins into the years before.

    Who asks about many runs hands in `of_run`, which gives the history of a run by its id; each is then made once.
    """

    def __init__(self, store: Store, manifest: Manifest, of_run: Callable[[str], History] | None = None) -> None:
        self._store = store
        self.manifest = manifest
        self._of_run = of_run or self._opened
        self._units: dict[tuple[int, str, str], Unit | None] = {}
        self._behind: dict[str, History] = {}

    def unit(self, fiscal_year: int, district: str, step: str) -> Unit | None:
        """The unit, or None when the run (or the pinned one) has none."""
        known = (fiscal_year, district, step)
        if known not in self._units:
            key = self._memo_key(*known)
            self._units[known] = Unit(self._store, key) if key else None
        return self._units[known]

    def parents(self, names: Iterable[str], district: str) -> dict[str, str]:
        """The memo key of each parent that the run has, by its name (`validation`, `ssk@-1`, `mps@pin`)."""
        found: dict[str, str] = {}
        for name in names:
            step, _, years = name.partition("@")
            if years.startswith("pin"):
                key = self._pinned_key(district, step, is_before=years != "pin")
            else:
                key = self._memo_key(self.manifest["fiscal_year"] + int(years or 0), district, step)
            if key:
                found[name] = key
        return found

    def _pinned_key(self, district: str, step: str, *, is_before: bool) -> str | None:
        """The unit of the run of the MPS that the report was made from, or of the run of that one's SSK."""
        mps = self.behind(district, "realisasi")
        made_from = mps.behind(district, "mps") if mps and is_before else mps
        return unit_of(made_from.manifest, district, step) if made_from else None

    def behind(self, district: str, step: str) -> History | None:
        """The history of the run that this run's unit of `step` was made from; None when it has no such pin."""
        pins = self.manifest.get("pins_mps", {}) if step in FROM_PINNED_MPS else self.manifest["pins"]
        if district not in pins:
            return None
        return self._of_run(pins[district]["run"])

    def _opened(self, run: str) -> History:
        if run not in self._behind:
            self._behind[run] = History(self._store, load_manifest(self._store, run))
        return self._behind[run]

    def _memo_key(self, fiscal_year: int, district: str, step: str) -> str | None:
        if fiscal_year == self.manifest["fiscal_year"]:
            return unit_of(self.manifest, district, step)
        before = self.behind(district, "mps") if fiscal_year == self.manifest["fiscal_year"] - 1 else None
        return unit_of(before.manifest, district, step) if before else None


def history_of(store: Store, fiscal_year: int, district: str, step: str) -> History:
    """The newest sealed run with this unit; raises NotFound naming what is missing."""
    manifest = newest_run_with(store, fiscal_year, district, step)
    if manifest is None:
        after = f" once the SSK of {fiscal_year - 1} is sealed" if step == "mps" else ""
        raise NotFound(
            f"no sealed run of fiscal year {fiscal_year} has {step} of {district} in {store.url}; "
            f"`ppsp run {fiscal_year} --district {district}` makes one{after}"
        )
    return History(store, manifest)
