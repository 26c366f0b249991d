"""What the ledger says of a fiscal year: every record of it is read once, newest first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tasks.lineage.records.ledger import Manifest, sealed_runs, units_of
from tasks.store.keys import published_key, receipt_prefix
from tasks.store.ports import Store


class SealedYear:
    """The sealed runs of a fiscal year as they stand when this is made.

    A record stays in memory only while it is the newest of some district and step.
    """

    def __init__(self, store: Store, fiscal_year: int) -> None:
        self._newest: dict[str, dict[str, tuple[int, Manifest]]] = {}
        self._published: dict[tuple[str, str], str] = {}
        self._read: dict[str, list[str]] = {}
        self.told: dict[str, dict[str, Any]] = {}
        """What the newest run that took a district says of it."""
        self.pages: dict[str, dict[str, str]] = {}
        """The digest of the newest version of each document of a district, by the stem of its name."""
        self.before: dict[str, str] = {}
        """The newest run of a district that read other submissions than its newest one that read any."""
        for age, manifest in enumerate(sealed_runs(store, fiscal_year)):
            self._add(age, manifest)

    def _add(self, age: int, manifest: Manifest) -> None:
        for unit in manifest["units"]:
            self._newest.setdefault(unit["district"], {}).setdefault(unit["step"], (age, manifest))
        for kode, told in manifest.told.items():
            self.told.setdefault(kode, told)
            stem = published_key(manifest["fiscal_year"], kode, "")
            for key in told["documents"]:
                digest = manifest["published"][key]
                self.pages.setdefault(kode, {}).setdefault(key.removeprefix(stem).split(".")[0], digest)
                self._published.setdefault((kode, digest), manifest["run_id"])
        self._add_read(manifest)

    def _add_read(self, manifest: Manifest) -> None:
        read: dict[str, list[str]] = {}
        for key in sorted(manifest["inputs"]):
            if key.startswith(receipt_prefix(manifest["fiscal_year"])):
                read.setdefault(key.split("/")[2], []).append(key)
        for kode, keys in read.items():
            if self._read.setdefault(kode, keys) != keys:
                self.before.setdefault(kode, manifest["run_id"])

    def newest(self, steps: Collection[str]) -> dict[str, Manifest]:
        """For each district the newest run in which it has a unit of one of `steps`."""
        found = {kode: [had[s] for s in steps if s in had] for kode, had in self._newest.items()}
        return {kode: min(runs, key=lambda r: r[0])[1] for kode, runs in found.items() if runs}

    def units(self, kode: str) -> dict[str, str]:
        """The memo key of the newest unit of each step of a district, whichever runs they were in."""
        return {step: units_of(run, kode)[step] for step, (_, run) in self._newest.get(kode, {}).items()}

    def run_of(self, kode: str, document: str) -> str | None:
        """The newest run that published this very document of the district; None where none did."""
        return self._published.get((kode, document))
