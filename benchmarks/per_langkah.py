"""A year as chunks beside one Prefect task per district and step, with one checking run per district.

`python -m benchmarks.per_langkah --districts 16`. Both are flows of one embedded Prefect server that has begun before,
on the same made-up submissions in two folder stores, in turns, with as many workers as there are cores. The other flow
is what one writes first: a task for each unit, on Prefect's own threads, step after step; units, store, inputs and
outputs are ours, and the outputs of both are compared. Times are of the wall, because waiting for Prefect is what is
compared; so what counts is the ratio within a round.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter
from typing import Any

from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, Cycle
from flows.district.hand_in import hand_in
from flows.settings import Settings, choose, prepare_environment
from flows.wiring import open_cycle, open_store
from tasks.demo.write import write_demo
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Job, run_units
from tasks.store.keeping import copy, copy_apart
from tasks.store.restricted import RestrictedStore
from tasks.validation.units import STEP as VALIDATION

YEAR, SEED, ROUNDS = 2013, 1, 3
LIMIT = 1 / 20
"""Wall of ours per district, of the wall of the other."""
_CHECKS = Lock()
"""Checking runs of one process go one after another, here as in ours: the library is not made for threads."""


def handed_in(folder: Path, districts: int) -> RestrictedStore:
    """A store into which the made-up districts handed in."""
    write_demo(folder / "files", districts=districts, seed=SEED, year=YEAR)
    store = open_store(str(folder / "source"), may_be_new=True)
    for path in sorted((folder / "files" / str(YEAR)).iterdir()):
        files, day = gather([path]), f"{YEAR}-05-20"
        hand_in(store, YEAR, path.name, files, code_system=None, by="bench", received=day, recorded=day)
    return store


def flows() -> tuple[Any, Any]:
    """Ours and the other; made here, because Prefect is imported after its environment is prepared."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.task_runners import ThreadPoolTaskRunner

    from flows.engine import run_cycle

    @task(name="unit", cache_policy=NO_CACHE, persist_result=False)
    def unit(cycle: Cycle, step: Step, job: Job) -> Done:
        if step is not VALIDATION:
            return run_units(cycle.store, step, [job])[0]
        with _CHECKS:
            return run_units(cycle.store, step, [job])[0]

    @flow(name="chunks")
    def ours(url: str) -> dict[str, str]:
        return _outputs(run_cycle(open_cycle(open_store(url), YEAR)))

    threads: Any = ThreadPoolTaskRunner(max_workers=Settings().worker_count())

    @flow(name="units", task_runner=threads)
    def other(url: str) -> dict[str, str]:
        cycle = open_cycle(open_store(url), YEAR)
        for step in CHAIN:  # a step of a district waits for its own steps before, which were asked for earlier
            asked = [unit.submit(cycle, step, job) for job in cycle.jobs(step)]
            cycle.record([future.result() for future in asked])
        return _outputs(cycle)

    return ours, other


def _outputs(cycle: Cycle) -> dict[str, str]:
    return {f"{kode}/{step}": done.memo for (kode, step), done in cycle.done.items()}


def measured(folder: Path, districts: int) -> list[tuple[float, float]]:
    """Seconds of ours and of the other in each round."""
    source = handed_in(folder, districts)
    ours, other = flows()
    times = []
    for number in range(ROUNDS + 1):
        spent, gave = [], []
        for name, way in (("ours", ours), ("other", other)):
            url = str(folder / f"{name}{number}")
            store = open_store(url, may_be_new=True)
            copy(source, store)
            copy_apart(source.apart, store.apart)
            start = perf_counter()
            gave.append(way(url))
            spent.append(perf_counter() - start)
        if gave[0] != gave[1]:
            raise AssertionError("the two ways gave different units")
        if number:  # the first starts the server and imports
            times.append((spent[0], spent[1]))
    return times


def report(times: Sequence[tuple[float, float]], districts: int) -> bool:
    """Print what was measured; whether the limit is kept."""
    ours, other = (median(t) / districts for t in zip(*times, strict=True))
    found = median(a / b for a, b in times)
    print(f"  {districts} districts, {len(times)} rounds, seconds of wall a district")
    print(f"  chunks                                        {ours:>8.2f}")
    print(f"  one task and checking run a unit              {other:>8.2f}")
    said = "" if found <= LIMIT else "  EXCEEDED"
    print(f"  chunks / units                                {found:>8.3f}   (limit {LIMIT}){said}")
    return found <= LIMIT


def main() -> int:
    """1 when the limit is exceeded."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--districts", type=int, default=8)
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        choose(keyring=f"{name}/keyring")
        prepare_environment(f"{name}/source")
        return 0 if report(measured(Path(name), given.districts), given.districts) else 1


if __name__ == "__main__":
    sys.exit(main())
