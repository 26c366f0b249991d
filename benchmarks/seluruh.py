"""A fiscal year of the made-up country (`negeri`) on all cores, at doubling numbers of districts; no Prefect.

`python -m benchmarks.seluruh --sizes 64,128,256,514` is the whole country. Each size runs in a process of its own, in
these parts: reading and checking the submitted files; Buku Putih and SSK from what was checked; their documents; the
record; the same year again with nothing changed; with `--mps` the MPS of the next year. Printed are seconds of wall and
of processor (all processes) and the highest memory of all processes together (PSS, looked at four times a second).

Ratios are held to their limits at every size, as processor time, which a busy machine changes least; the seconds of the
whole country only at its full size, as wall time on two cores that nobody else uses.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.jambi import SHARED
from benchmarks.negeri import DISTRICTS, SEED, YEAR, country, write_district
from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, CHECKING, Cycle, plan
from flows.cycle.record import About, new_run_id, seal_run
from flows.cycle.workers import Chunk, Walked, chunks_of, pool_of, walk_chunk
from flows.district.hand_in import hand_in
from flows.settings import Settings, prepare_environment
from flows.wiring import REGION_KIND, open_cycle
from schemas.region import Region
from tasks.intake.regions.regions import describe
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.step import Step
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

PLANS = tuple(step for step in CHAIN if not step.name.startswith("dokumen"))
READ, COMPUTE, DOCUMENTS, SEAL, AGAIN, MPS = "read and check", "Buku Putih, SSK", "documents", "record", "again", "MPS"
DOUBLING_LIMIT, MEMORY_LIMIT, DOCUMENTS_LIMIT = 2.1, 1.1, 2.5
WHOLE_LIMITS = {"from files": 150, COMPUTE: 60, MPS: 360, AGAIN: 3}
"""Seconds of wall for the whole country on two cores."""
MEMORY_LIMIT_MIB = 2048
_LOOK_SECONDS = 0.25


@dataclass(slots=True)
class Clock:
    """Wall and processor seconds by part, and the highest memory seen."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    peak_mib: float = 0.0
    _of_workers: float = 0.0
    _of_server: float = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Times what is done inside."""
        wall, cpu = perf_counter(), process_time()
        yield
        self.wall[name] = perf_counter() - wall
        self.cpu[name] = process_time() - cpu + self._of_workers
        self._of_workers = 0.0

    def add_workers(self, seconds: float, server: float) -> None:
        """Processor seconds of worker processes in the part that is timed; of their server, all it used so far."""
        self._of_workers += seconds + server - self._of_server
        self._of_server = server

    def watch(self, is_over: threading.Event) -> None:
        """Looks at the memory until it is over."""
        while not is_over.wait(_LOOK_SECONDS):
            self.peak_mib = max(self.peak_mib, sum(map(_pss_mib, _family(os.getpid()))))


def _family(root: int) -> set[int]:
    """The process and all below it."""
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found, size = {root}, 0
    while len(found) > size:
        size = len(found)
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0  # it ended while we looked


def _pss_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def run_size(folder: Path, n: int, regions: Path, *, counts: bool, with_mps: bool) -> Clock:
    """Generate, hand in and run `n` districts below `folder`."""
    chosen, clock = country(regions), Clock()
    districts = chosen.spread(n)
    store = folder_store(folder / "store")
    for path in chosen.files:
        data = path.read_bytes()
        load_reference(store, REGION_KIND, path.name, data, describe(path.name, data))
    years = (YEAR, YEAR + 1) if with_mps else (YEAR,)
    with ProcessPoolExecutor() as pool:
        books = (i % 2 == 0 for i in range(n))
        list(pool.map(partial(_handed_in, folder, years, counts), districts, map(chosen.of.get, districts), books))
    prepare_environment(str(folder / "store"))
    is_over = threading.Event()
    watcher = threading.Thread(target=clock.watch, args=(is_over,))
    watcher.start()
    try:
        _year(store, clock)
        if with_mps:
            with clock.part(MPS):
                _walked(open_cycle(store, YEAR + 1), PLANS, clock)
    finally:
        is_over.set()
        watcher.join()
    return clock


def _handed_in(
    folder: Path, years: Sequence[int], counts: bool, kode: str, regions: tuple[Region, ...], is_book: bool
) -> None:
    """Write what a district submits and hand it in."""
    store, out = folder_store(folder / "store"), folder / "files"
    write_district(out, kode, regions, is_book=is_book, seed=SEED, year=YEAR, counts=counts)
    for year in years:
        files, day = gather([out / str(year) / kode]), f"{year}-05-20"
        hand_in(store, year, kode, files, code_system=None, by="bench", received=day, recorded=day)
    shutil.rmtree(out / str(YEAR) / kode)


def _year(store: RestrictedStore, clock: Clock) -> None:
    for name, steps in ((READ, CHECKING), (COMPUTE, PLANS), (DOCUMENTS, CHAIN)):
        with clock.part(name):
            cycle = _walked(open_cycle(store, YEAR), steps, clock)
    with clock.part(SEAL):
        _seal(cycle, 1)
    with clock.part(AGAIN):
        same = open_cycle(store, YEAR)
        assert not plan(same), "nothing changed, and yet there are units to make"
        _seal(same, 2)


def _seal(cycle: Cycle, hour: int) -> None:
    moment = datetime(YEAR, 6, 1, hour, tzinfo=UTC)
    seal_run(cycle, About(new_run_id(YEAR, "tahunan", moment), "tahunan", "bench", "bench", moment), moment)


def _walk(chunk: Chunk) -> tuple[int, float, float, Walked]:
    """In a worker: its number, its processor seconds so far (its readers' too), those of the server it was forked from,
    and what the chunk gave."""
    walked = walk_chunk(chunk)
    server = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()
    ticks = int(server[11]) + int(server[12])
    return os.getpid(), sum(os.times()[:4]), ticks / os.sysconf("SC_CLK_TCK"), walked


def _walked(cycle: Cycle, steps: Sequence[Step], clock: Clock) -> Cycle:
    """The cycle walked in worker processes, as `flows.engine` does it under Prefect."""
    settings = Settings()
    waiting = {p.district for p in plan(cycle, steps)}
    workers = min(settings.worker_count(), len(waiting))
    chunks = chunks_of(cycle, waiting, steps, workers, settings.chunk_size)
    with pool_of(workers, cycle.store.url, checking=True) as pool:
        used: dict[int, float] = {}
        server = 0.0
        for worker, seconds, of_server, (done, failed) in pool.map(_walk, chunks):
            used[worker] = max(seconds, used.get(worker, 0.0))
            server = max(server, of_server)
            cycle.record([*done, *failed])
    clock.add_workers(sum(used.values()), server)
    assert not cycle.failed, next(iter(cycle.failed.values())).error
    return cycle


def measured(n: int, given: argparse.Namespace) -> Clock:
    """The size in a process of its own, so that it begins with no memory of the others."""
    more = [*(["--counts"] if given.counts else []), *(["--mps"] if given.mps else [])]
    command = [sys.executable, "-m", "benchmarks.seluruh", "--one", str(n), "--regions", str(given.regions), *more]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
    return Clock(**json.loads(said))


def report(found: dict[int, Clock]) -> bool:
    """Print every size and what was held to a limit; whether all were kept."""
    names = list(next(iter(found.values())).wall)
    print(f"  {'districts':<12}" + "".join(f"{name:>20}" for name in names) + f"{'peak MiB':>10}")
    for n, clock in found.items():
        parts = "".join(f"{clock.wall[name]:>11.1f} ({clock.cpu[name]:.1f})".rjust(20) for name in names)
        print(f"  {n:<12}{parts}{clock.peak_mib:>10.0f}")
    print("  seconds of wall (of processor)\n")
    return all([*_ratios(found), *_whole(found.get(DISTRICTS))])


def _ratios(found: dict[int, Clock]) -> Iterator[bool]:
    sizes = sorted(found)
    for n in sizes:
        cpu = found[n].cpu
        without = cpu[READ] + cpu[COMPUTE]
        yield _kept(f"{n}: with documents / without", (without + cpu[DOCUMENTS]) / without, DOCUMENTS_LIMIT)
    for few, many in pairwise(sizes):
        before, after = (sum(found[n].cpu[p] for p in (READ, COMPUTE, DOCUMENTS, SEAL)) for n in (few, many))
        yield _kept(f"{few} to {many} districts, processor a doubling", after / before * 2 * few / many, DOUBLING_LIMIT)
        growth = found[many].peak_mib / found[few].peak_mib
        yield _kept(f"{few} to {many} districts, memory a doubling", growth ** (1 / log2(many / few)), MEMORY_LIMIT)


def _whole(clock: Clock | None) -> Iterator[bool]:
    if clock is None:
        return
    wall = clock.wall | {"from files": clock.wall[READ] + clock.wall[COMPUTE]}
    for name, limit in WHOLE_LIMITS.items():
        if name in wall:
            yield _kept(f"whole country, {name}, seconds", wall[name], limit)
    yield _kept("whole country, peak MiB", clock.peak_mib, MEMORY_LIMIT_MIB)


def _kept(name: str, value: float, limit: float) -> bool:
    print(f"  {name:<44}{value:>10.2f}   (limit {limit}){'' if value <= limit else '  EXCEEDED'}")
    return value <= limit


def main() -> int:
    """Measure the sizes asked for; 1 when a limit is exceeded."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="16,32,64")
    asked.add_argument("--one", type=int)
    asked.add_argument("--regions", type=Path, default=SHARED / "data/regions")
    asked.add_argument("--counts", action="store_true", help="the survey's counts instead of its households")
    asked.add_argument("--mps", action="store_true", help="also the MPS of the next year")
    given = asked.parse_args()
    if given.one is None:
        return 0 if report({int(n): measured(int(n), given) for n in given.sizes.split(",")}) else 1
    with TemporaryDirectory() as folder:
        clock = run_size(Path(folder), given.one, given.regions, counts=given.counts, with_mps=given.mps)
    print(json.dumps({"wall": clock.wall, "cpu": clock.cpu, "peak_mib": clock.peak_mib}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
