"""Cycles that start from what run records name, not from what is newest: to make a run again, as then or otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.cycle.chain import Cycle
from flows.cycle.program import rules_of
from flows.wiring import BOUNDARY_KIND, REGION_KIND, district_of, registry
from schemas.canonical import digest
from schemas.errors import NotFound
from schemas.rulebook import Rulebook
from tasks.lineage.records.erased import erased_names
from tasks.lineage.records.ledger import Manifest, load_manifest, units_of
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Failed, Job, run_apart
from tasks.store.as_of import AsOfStore
from tasks.store.keys import is_household, manifest_key, object_key, receipt_prefix, scope_of
from tasks.store.overlay import OverlayStore
from tasks.store.ports import Store

REFERENCE = tuple(f"reference/{kind}/" for kind in (REGION_KIND, BOUNDARY_KIND))


@dataclass(frozen=True, slots=True)
class Basis:
    """The runs whose records say where a walk begins: reference data, submissions, pins and rules, each from one."""

    reference: Manifest
    cells: Manifest
    pins: Manifest
    rules: Manifest

    @classmethod
    def of(cls, manifest: Manifest) -> Basis:
        """All four from one run."""
        return cls(manifest, manifest, manifest, manifest)


class Past:
    """Walks over districts as of run records. What is made lies in memory over the store; the store stays as it is."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.scratch = OverlayStore(store)
        self._runs: dict[str, Manifest] = {}

    def run(self, run_id: str) -> Manifest:
        """The record of a run; raises NotFound."""
        if run_id not in self._runs:
            self._runs[run_id] = load_manifest(self.store, run_id)
        return self._runs[run_id]

    def rules(self, manifest: Manifest) -> Rulebook:
        """See rules_of."""
        return rules_of(self.store, manifest)

    def cycle(self, basis: Basis, kode: str, rules: Rulebook | None = None) -> Cycle:
        """A cycle of one district that has not begun, under the rules of `basis.rules` unless others are given.

        Raises NotFound where a record that it begins from is gone.
        """
        year = int(basis.cells["fiscal_year"])
        named = [*_arrived(basis.reference, REFERENCE), *_arrived(basis.cells, (receipt_prefix(year, kode),))]
        view = AsOfStore(self.scratch, named)
        pin, plan = basis.pins["pins"].get(kode), basis.pins.get("pins_mps", {}).get(kode)
        district = district_of(
            view,
            year,
            kode,
            registry(view),
            pin=self.run(pin["run"]) if pin else None,
            plan=self._plan(kode, self.run(plan["run"])) if plan else None,
        )
        return Cycle(view, year, {kode: district}, with_alternatives=True, rules=rules or self.rules(basis.rules))

    def _plan(self, kode: str, mps: Manifest) -> tuple[Manifest, Manifest]:
        return mps, self.run(mps["pins"][kode]["run"])


def runner_of(cycle: Cycle, wanted: Callable[[str], bool]) -> Callable[[Step, list[Job]], Sequence[Done | Failed]]:
    """Makes the units of the wanted steps in the cycle's own store; one that raises fails alone."""

    def runner(step: Step, jobs: list[Job]) -> Sequence[Done | Failed]:
        return run_apart(cycle.store, step, jobs) if jobs and wanted(step.name) else []

    return runner


def _arrived(manifest: Manifest, prefixes: tuple[str, ...]) -> list[str]:
    return [key for key in manifest["inputs"] if key.startswith(prefixes)]


def lost_reference(past: Past, manifest: Manifest) -> list[str]:
    """Reference files that the run read and the store no longer has as they were, one sentence each."""
    return list(_lost(past.store, manifest, REFERENCE))


def lost_households(past: Past, manifest: Manifest, kode: str) -> list[str]:
    """Files with answers of households that the run read and that cannot be read here, one sentence each."""
    found: list[str] = []
    for key in _arrived(manifest, (receipt_prefix(int(manifest["fiscal_year"]), kode),)):
        for file in json.loads(_get(past.store, key) or b"{}").get("files", ()):
            if is_household(file["digest"]):
                found += _lost_household(past.store, key, file)
    return found


def lost_inputs(past: Past, manifest: Manifest, kode: str) -> Iterator[str]:
    """Submissions and pins of a district that the run read and the store no longer has as they were."""
    yield from _lost(past.store, manifest, (receipt_prefix(int(manifest["fiscal_year"]), kode),))
    for pins in ("pins", "pins_mps"):
        if kode in manifest.get(pins, {}):
            yield from _lost_pin(past, str(manifest[pins][kode]["run"]), kode)


def _lost(store: Store, manifest: Manifest, prefixes: tuple[str, ...]) -> Iterator[str]:
    for key in _arrived(manifest, prefixes):
        data = _get(store, key)
        if data is None or digest(data) != manifest["inputs"][key]:
            yield f"{key} is {'gone' if data is None else 'another one than the run read'}"
        else:
            yield from _lost_files(store, key, json.loads(data))


def _lost_files(store: Store, key: str, receipt: Mapping[str, Any]) -> Iterator[str]:
    files = receipt["files"] if "files" in receipt else [{"name": receipt["name"], "digest": receipt["file"]}]
    for file in files:
        if is_household(file["digest"]):
            yield from _lost_household(store, key, file)
            continue
        data = _get(store, object_key(file["digest"]))
        if data is None or digest(data) != file["digest"]:
            yield f"the file {file['name']} of {key} is {'gone' if data is None else 'altered'}"


def _lost_household(store: Store, key: str, file: Mapping[str, Any]) -> Iterator[str]:
    """Why a file with answers of households cannot be read here: its key is elsewhere, or an act destroyed it."""
    try:
        store.get(file["digest"])
    except NotFound as error:
        act = erased_names(store, *scope_of(file["digest"]).split("/")).get(file["digest"])
        why = f"was destroyed by the erasure {act}" if act else f"cannot be read: {error}"
        yield f"the file {file['name']} of {key} {why}"


def _lost_pin(past: Past, run_id: str, kode: str) -> Iterator[str]:
    if _get(past.store, manifest_key(run_id)) is None:
        yield f"the pinned run {run_id} is gone"
        return
    pinned = past.run(run_id)
    sealed = {u["memo"]: u["digest"] for u in pinned["units"] if u["district"] == kode}
    for step, key in units_of(pinned, kode).items():
        data = _get(past.store, key)
        if data is None or digest(data) != sealed[key]:
            yield f"the record of {step} in the pinned run {run_id} is {'gone' if data is None else 'altered'}"


def _get(store: Store, key: str) -> bytes | None:
    try:
        return store.get(key)
    except NotFound:
        return None
