"""Runs the chain without Prefect, for tests that are about results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, Cycle, walk
from flows.cycle.record import About, new_run_id, run_answer, seal_run
from flows.district.hand_in import hand_in as keep
from flows.wiring import REGION_KIND, open_cycle
from tasks.intake.regions.regions import describe
from tasks.lineage.records.ledger import load_manifest
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Job, run_units
from tasks.store.ports import Store

_ticks = count()
_START = datetime(2014, 1, 1, tzinfo=UTC)


def direct(store: Store) -> Any:
    """A runner that computes in this process."""

    def runner(step: Step, jobs: list[Job]) -> list[Done]:
        return run_units(store, step, jobs)

    return runner


def run_year(
    store: Store,
    fiscal_year: int,
    only: Sequence[str] | None = None,
    steps: tuple[Step, ...] = CHAIN,
    *,
    with_alternatives: bool = False,
    formats: Sequence[str] = ("html",),
    kind: str = "tahunan",
) -> dict[str, Any]:
    """Walk and seal a fiscal year, later than what is sealed there; gives the manifest."""
    moment = _START + timedelta(hours=len(list(store.list("runs/"))), seconds=next(_ticks))
    cycle: Cycle = walk(open_cycle(store, fiscal_year, only, with_alternatives=with_alternatives), direct(store), steps)
    run_id = new_run_id(fiscal_year, kind, moment)
    answer = run_answer(seal_run(cycle, About(run_id, kind, "test", "tester", moment), moment, formats))
    return load_manifest(store, answer["run_id"])


def ran(manifest: dict[str, Any]) -> set[tuple[str, str]]:
    """(district, step) of the units that this run really ran."""
    return {(u["district"], u["step"]) for u in manifest["units"] if u["is_new"]}


def hand_in(
    store: Store, fiscal_year: int, district: str, path: Path, code_system: str | None = None, received: str = ""
) -> bool:
    """Submit a file or folder; whether anything was written."""
    day = received or f"{fiscal_year}-05-20"
    files = gather([path])
    _, is_new = keep(
        store, fiscal_year, district, files, code_system=code_system, by="tester", received=day, recorded=day
    )
    return is_new


def load_regions(store: Store, *paths: Path) -> None:
    """Load region lists as `ppsp regions load` does."""
    for path in paths:
        data = path.read_bytes()
        load_reference(store, REGION_KIND, path.name, data, describe(path.name, data))
