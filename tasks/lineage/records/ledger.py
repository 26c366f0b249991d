"""The ledger: one hash-chained entry per sealed run. Create-if-absent decides who gets the next number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schemas.canonical import digest, dump_json
from schemas.errors import NotFound, StoreConflict
from tasks.store.keys import ledger_key, manifest_key
from tasks.store.ports import Store
from tasks.store.records import record


class Manifest(dict[str, Any]):
    """The record of a run; by district it is indexed when first asked for."""

    @cached_property
    def units(self) -> dict[str, dict[str, str]]:
        """The memo key of each step of each district."""
        found: dict[str, dict[str, str]] = {}
        for unit in self["units"]:
            found.setdefault(unit["district"], {})[unit["step"]] = unit["memo"]
        return found

    @cached_property
    def told(self) -> dict[str, dict[str, Any]]:
        """What the record says of each district."""
        return {district["kode"]: district for district in self["districts"]}


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger entry: its number, the digest of the entry before, the run and the digest of its manifest."""

    n: int
    prev: str | None
    run: str
    manifest: str

    def dump(self) -> bytes:
        """Canonical JSON with exactly these four members."""
        return dump_json({"n": self.n, "prev": self.prev, "run": self.run, "manifest": self.manifest})


def entries(store: Store) -> Iterator[Entry]:
    """All entries in order."""
    return (Entry(**record(store, key)) for key in store.list("ledger/"))


def load_manifest(store: Store, run_id: str) -> Manifest:
    """The record of a run; raises NotFound with what to do."""
    try:
        return Manifest(record(store, manifest_key(run_id)))
    except NotFound:
        raise NotFound(f"no run {run_id!r} in {store.url}; `ppsp runs` lists the runs") from None


def seal(store: Store, run_id: str, manifest: bytes) -> Entry:
    """Write the manifest, then its ledger entry. Sealing the same run twice gives the same entry."""
    store.put_new(manifest_key(run_id), manifest)
    while True:
        known = list(entries(store))
        for entry in known:
            if entry.run == run_id:
                return entry
        prev = digest(known[-1].dump()) if known else None
        entry = Entry(len(known) + 1, prev, run_id, digest(manifest))
        try:
            store.put_new(ledger_key(entry.n), entry.dump())
        except StoreConflict:
            continue
        return entry


def finish_unsealed(store: Store) -> list[str]:
    """Give runs whose manifest was written but whose entry was not (a crash in between) their entry."""
    sealed = {entry.run for entry in entries(store)}
    pending = [key.split("/")[1] for key in store.list("runs/") if key.endswith("/manifest.json")]
    finished = [run_id for run_id in pending if run_id not in sealed]
    for run_id in finished:
        seal(store, run_id, store.get(manifest_key(run_id)))
    return finished


def run_name(fiscal_year: int, kind: str, moment: str) -> str:
    """The id of a run; its fiscal year stands first, so that the runs of a year are found without opening others."""
    return f"{fiscal_year}-{kind}-{moment}"


def sealed_runs(store: Store, fiscal_year: int | None = None) -> Iterator[Manifest]:
    """Manifests of the sealed runs, of one fiscal year or of all, newest first; each read when asked for."""
    prefix = "" if fiscal_year is None else f"{fiscal_year}-"
    names = [entry.run for entry in entries(store) if entry.run.startswith(prefix)]
    return (load_manifest(store, name) for name in reversed(names))


def newest_run_with(store: Store, fiscal_year: int, district: str, step: str) -> Manifest | None:
    """The newest sealed run of a fiscal year in which the district has a unit of `step`; None without one."""
    return next((m for m in sealed_runs(store, fiscal_year) if unit_of(m, district, step)), None)


def units_of(manifest: Manifest, district: str) -> dict[str, str]:
    """The memo key of each step of a district in a run."""
    return manifest.units.get(district, {})


def unit_of(manifest: Manifest, district: str, step: str) -> str | None:
    """The memo key of a district's step in a run."""
    return units_of(manifest, district).get(step)
