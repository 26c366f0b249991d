"""Districts of which nothing changed since their newest record: what it says of them, and its pages, hold again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from flows.cycle.chain import Cycle, District
from flows.cycle.known import Known
from flows.cycle.published import Pages
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.units.unit import Done

PROGRAM = ("code", "rules", "libraries")
_PAGES = ("documents", "maps", "findings_pages", "workbooks")


class Unchanged:
    """Reads the newest record of each district of the cycle.

    A record counts for a district when it is of the same kind of run, by the same program, rules and libraries, and
    names for it the very units and pins of the cycle; none of them may be new, and nothing of the district failed.
    """

    def __init__(self, cycle: Cycle, kind: str, program: Mapping[str, Any]) -> None:
        self._of: dict[str, dict[str, Done]] = defaultdict(dict)
        for (kode, step), done in cycle.done.items():
            self._of[kode][step] = done
        runs = Known(cycle.store, cycle.fiscal_year).runs if not all(d.is_new for d in cycle.done.values()) else {}
        self._runs = {
            kode: run
            for kode, district in cycle.districts.items()
            if (run := runs.get(kode)) and kode not in cycle.failed
            if run["kind"] == kind and all(run[name] == program[name] for name in PROGRAM)
            if self._is_same(district, run)
        }
        self._outputs: dict[str, dict[str, dict[str, str]]] = {}
        self._units: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}

    def _is_same(self, district: District, run: Manifest) -> bool:
        kode, done = district.kode, self._of[district.kode]
        return (
            run.told[kode]["state"] != "failed"
            and not any(d.is_new for d in done.values())
            and run.units.get(kode) == {step: d.memo for step, d in done.items()}
            and run["pins"].get(kode) == (district.pin if "mps" in done else None)
            and run["pins_mps"].get(kode) == (district.pin_mps if "realisasi" in done else None)
        )

    def told(self, kode: str, pages: Pages, formats: Sequence[str]) -> dict[str, Any] | None:
        """What the record says of the district, its pages taken over; None where it does not hold or one is gone."""
        run = self._runs.get(kode)
        if run is None:
            return None
        told = dict(run.told[kode])
        told["documents"] = [key for key in told["documents"] if key.rsplit(".", 1)[-1] in formats]
        keys = [key for name in _PAGES for key in told[name]]
        return told if pages.take(keys, run["published"]) else None

    def unit(self, done: Done) -> tuple[dict[str, Any], dict[str, str]] | None:
        """What the record says of a unit, and the digests of what it gave; None where it does not hold."""
        run = self._runs.get(done.district)
        if run is None:
            return None
        name = str(run["run_id"])
        if name not in self._units:
            self._units[name] = {(u["district"], u["step"]): u for u in run["units"]}
            self._outputs[name] = defaultdict(dict)
            for output, digest in run["outputs"].items():
                self._outputs[name][output.rpartition("/")[0]][output] = digest
        stem = f"{run['fiscal_year']}/{done.district}/{done.step}"
        return self._units[name][done.district, done.step] | {"is_new": False}, self._outputs[name][stem]
