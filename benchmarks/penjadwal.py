"""What Prefect costs: a year of made-up districts through a kept server and without Prefect, in turns on equal stores.

Wall time, since waiting for the server is what is looked for; `share` is the part of the year through Prefect that the
same year without it does not need. Also the task runs of a whole country, from a made-up plan, and a night in which
nothing is new.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flows import server
from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, Cycle, District
from flows.cycle.nightly import open_night
from flows.cycle.workers import chunks_of, pool_of, walk_in
from flows.cycle.yearly import Asked, close_year, holding_year, open_year
from flows.district.hand_in import hand_in
from flows.settings import Settings, prepare_environment
from flows.wiring import now, open_store
from tasks.demo.write import write_demo
from tasks.store.memory import MemoryStore

YEAR, COUNTRY = 2013, 514
SHARE_LIMIT, TASK_RUNS_LIMIT = 0.15, 100
CORES = (1, 2, 8, 32, 64)


def main() -> int:
    """1 when a limit is exceeded."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--districts", type=int, default=8)
    asked.add_argument("--rounds", type=int, default=2)
    given = asked.parse_args()
    most = max(task_runs(cores) for cores in CORES)
    said = ", ".join(f"{task_runs(cores)} on {cores}" for cores in CORES)
    print(f"Task runs of {COUNTRY} districts by cores: {said} (limit {TASK_RUNS_LIMIT})")
    with TemporaryDirectory() as folder:
        share = _share(Path(folder), given.districts, given.rounds)
    print(f"Prefect's share of the wall time: {share:.1%} (limit {SHARE_LIMIT:.0%})")
    return int(most > TASK_RUNS_LIMIT or share > SHARE_LIMIT)


def task_runs(cores: int) -> int:
    """Task runs of a yearly run of a whole country."""
    cycle = Cycle(MemoryStore(), YEAR, {f"{i:05}": District(f"{i:05}", work=150) for i in range(COUNTRY)})
    return len(chunks_of(cycle, set(cycle.districts), CHAIN, cores, Settings().chunk_size))


def _share(folder: Path, districts: int, rounds: int) -> float:
    store = open_store(str(folder / "handed_in" / "store"), may_be_new=True)
    write_demo(folder / "files", districts=districts, seed=1, year=YEAR)
    for handed_in in sorted((folder / "files" / str(YEAR)).iterdir()):
        day, files = f"{YEAR}-05-20", gather([handed_in])
        hand_in(store, YEAR, handed_in.name, files, code_system=None, by="benchmark", received=day, recorded=day)
    os.environ["PREFECT_HOME"] = str(folder / "home")
    prepare_environment(str(folder / "handed_in" / "store"))
    os.environ["PREFECT_API_URL"] = server.start(4299)["url"]
    try:
        through, without = [], []
        for number in range(rounds + 1):
            taken = _seconds(folder, f"through-{number}", _through), _seconds(folder, f"without-{number}", _without)
            if number:
                through.append(taken[0])
                without.append(taken[1])
    finally:
        server.stop()
    print(f"A year of {districts} districts: {median(through):.1f} s through Prefect, {median(without):.1f} s without")
    start = perf_counter()
    night = open_night(open_store(str(folder / f"without-{rounds}" / "store")), None)
    print(f"A night of {districts} districts with nothing new: {perf_counter() - start:.2f} s, without Prefect")
    assert not night.waiting
    return median(1 - w / t for t, w in zip(through, without, strict=True))


def _seconds(folder: Path, name: str, run: Callable[[str], None]) -> float:
    shutil.copytree(folder / "handed_in", folder / name)
    start = perf_counter()
    run(str(folder / name / "store"))
    return perf_counter() - start


def _through(url: str) -> None:
    from flows.annual_cycle import run_annual_cycle

    run_annual_cycle(YEAR, reason="benchmark", store_url=url)


def _without(url: str) -> None:
    started, store, asked = now(), open_store(url), Asked(YEAR, reason="benchmark")
    with holding_year(store, asked) as lease:
        cycle = open_year(store, asked)
        workers = Settings().worker_count()
        chunks = chunks_of(cycle, set(cycle.districts), CHAIN, workers, Settings().chunk_size)
        with pool_of(workers, url) as pool, ThreadPoolExecutor(workers) as threads:
            for done, failed in threads.map(partial(walk_in, pool), chunks):
                cycle.record([*done, *failed])
        close_year(cycle, asked, started, now(), lease)


if __name__ == "__main__":
    sys.exit(main())
