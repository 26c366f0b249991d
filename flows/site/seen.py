"""What every page of a site needs to know of the store: its runs in order, whether they verify, who signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flows.cycle.known import Known
from schemas.canonical import digest, dump_json
from schemas.rulebook import load_rulebook
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import Manifest, entries, load_manifest
from tasks.lineage.units.code import code_digest
from tasks.store.keys import act_prefix, ledger_key, receipt_prefix
from tasks.store.ports import Store

CODE = ("flows.site", "reports.site", "reports.templates.site", "reports", "tasks.lineage")
PEOPLE = ("reference/orang/", "reference/peserta/")


@dataclass(frozen=True, slots=True)
class SealedRun:
    """A sealed run: its number in the ledger, its record and the digest of the record."""

    n: int
    digest: str
    manifest: Manifest

    @property
    def id(self) -> str:
        """The run id."""
        return str(self.manifest["run_id"])

    @property
    def fiscal_year(self) -> int:
        """The year that it ran."""
        return int(self.manifest["fiscal_year"])


class Seen:
    """A store as the site shows it on a day; its runs are read once."""

    def __init__(self, store: Store, day: date) -> None:
        self.store = store
        self.day = day
        self._histories: dict[str, History] = {}
        self._known = Known(store, day.year)

    @cached_property
    def runs(self) -> list[SealedRun]:
        """All sealed runs in the order of the ledger."""
        return [SealedRun(e.n, e.manifest, load_manifest(self.store, e.run)) for e in entries(self.store)]

    @cached_property
    def years(self) -> list[int]:
        """Fiscal years with a sealed run, newest first."""
        return sorted({r.fiscal_year for r in self.runs}, reverse=True)

    @cached_property
    def _of_district(self) -> dict[tuple[int, str], list[tuple[SealedRun, Mapping[str, Any], dict[str, str]]]]:
        found: dict[tuple[int, str], list[tuple[SealedRun, Mapping[str, Any], dict[str, str]]]] = {}
        for run in self.runs:
            units: dict[str, dict[str, str]] = {}
            for unit in run.manifest["units"]:
                units.setdefault(unit["district"], {})[unit["step"]] = unit["memo"]
            for told in run.manifest["districts"]:
                kode = str(told["kode"])
                found.setdefault((run.fiscal_year, kode), []).append((run, told, units.get(kode, {})))
        return found

    def of_district(self, fiscal_year: int, kode: str) -> list[tuple[SealedRun, Mapping[str, Any], dict[str, str]]]:
        """The runs of a year that say something of the district, oldest first: run, what it says, its units."""
        return self._of_district.get((fiscal_year, kode), [])

    def history(self, run: SealedRun) -> History:
        """The history of a run, with the units that were opened so far."""
        return self._history(run.id)

    def _history(self, run_id: str) -> History:
        if run_id not in self._histories:
            self._histories[run_id] = History(self.store, self._by_id[run_id].manifest, self._history)
        return self._histories[run_id]

    @cached_property
    def _by_id(self) -> dict[str, SealedRun]:
        return {run.id: run for run in self.runs}

    def known(self, fiscal_year: int) -> Known:
        """What the programme knows of a year; years share what was read."""
        return self._known.of(fiscal_year)

    def forget(self) -> None:
        """Let the opened units go, so that the memory of many districts does not add up."""
        self._histories.clear()

    def inputs_of(self, fiscal_year: int, kode: str) -> str:
        """One digest of everything that the page of a district depends on."""
        keys = [receipt_prefix(fiscal_year, kode), *(act_prefix(y, kode) for y in (fiscal_year, fiscal_year - 1))]
        records = self._people | self._digests(keys)
        told = [(run.id, dict(said), units) for run, said, units in self.of_district(fiscal_year, kode)]
        before = [run.digest for run in self.runs if run.fiscal_year == fiscal_year - 1]
        return digest(dump_json([records, told, before, self.day.isoformat(), self.code]))

    @cached_property
    def _people(self) -> dict[str, str]:
        return self._digests(PEOPLE)

    def _digests(self, prefixes: Iterable[str]) -> dict[str, str]:
        return {key: digest(self.store.get(key)) for prefix in prefixes for key in self.store.list(prefix)}

    @cached_property
    def code(self) -> str:
        """Which program made the pages."""
        return code_digest(CODE)


def frame(store: Store, years: list[int]) -> dict[str, Any]:
    """What every page shows: the years, the marks of the newest one, whether the runs are signed."""
    mark = str(load_rulebook(years[0])["document.mark"]) if years else ""
    return {"years": years, "marks": (mark,) if mark else (), "signed": any(store.list("keys/"))}


def checked(seen: Seen) -> Iterator[tuple[SealedRun, dict[str, Any]]]:
    """Each run with what verification says: `problems`, `signed`."""
    for run in seen.runs:
        report = audit(seen.store, run.id)
        own = [p for p in report.problems if p.kind != "unsigned" or p.key == ledger_key(run.n)]
        yield (
            run,
            {
                "problems": [{"kind": p.kind, "key": p.key, "says": p.says} for p in own if p.kind != "unsigned"],
                "signed": any(seen.store.list("keys/")) and not any(p.kind == "unsigned" for p in own),
            },
        )
