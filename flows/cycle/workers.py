"""Chunks of districts in worker processes: each district flows through all its steps on its own. No Prefect here.

One chunk never waits for another, and a chunk is large enough to share one checking run. Which process does what does
not change a result: units are pure, and the store keeps each once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from flows.cycle.chain import CHAIN, Cycle, District, walk
from flows.cycle.telling import StageTold, Stopwatch, listen, tell
from flows.settings import Settings, prepare_environment
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Failed, Job, run_apart
from tasks.store.counted import CountedStore
from tasks.validation.units import STEP as VALIDATION

FEWEST_APART = 4
"""With fewer districts a process of its own costs more than it saves."""
DIED = (
    "the process that made it died, most likely for lack of memory; free memory or run it alone with PPSP_WORKERS=1, "
    "then run the year again"
)
_WATCH_SECONDS = 2.0
_EACH_CALL = 8
_CHECKS = threading.Lock()
"""Checking runs of one process go one after another: the library behind them is not made for threads."""
Answer = TypeVar("Answer")
Walked = tuple[list[Done], list[Failed]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A cycle of some districts that has not begun, the names of the steps to walk, and its number of how many."""

    cycle: Cycle
    steps: tuple[str, ...]
    number: int = 1
    of: int = 1

    @property
    def name(self) -> str:
        """What people call it: fiscal year, which of how many, the steps, and the first and last district."""
        codes = list(self.cycle.districts)
        reach = codes[0] if len(codes) == 1 else f"{codes[0]} to {codes[-1]}, {len(codes)} districts"
        return f"FY{self.cycle.fiscal_year} {self.steps[0]} to {self.steps[-1]} {self.number}/{self.of}: {reach}"


def chunks_of(cycle: Cycle, wanted: Collection[str], steps: Sequence[Step], workers: int, most: int) -> list[Chunk]:
    """The wanted districts of the cycle in chunks of about equal work, heaviest first; at most `most` in each.

    As few chunks as keep every worker busy: a checking run costs seconds before it looks at the first district.
    """
    ranked = sorted((d for d in cycle.districts.values() if d.kode in wanted), key=lambda d: (-d.work, d.kode))
    rounds = max(1, -(-len(ranked) // (most * max(1, workers))))
    n = min(len(ranked), rounds * max(1, workers))
    loads: list[tuple[int, int]] = [(0, i) for i in range(n)]
    members: list[list[District]] = [[] for _ in range(n)]
    for district in ranked:
        open_ones = [load for load in loads if len(members[load[1]]) < most]
        load, i = min(open_ones)
        members[i].append(district)
        loads[i] = (load + district.work, i)
    names = tuple(step.name for step in steps)
    parts = [_part(cycle, {d.kode: d for d in sorted(some, key=lambda d: d.kode)}) for some in members]
    return [Chunk(part, names, i, n) for i, part in enumerate(parts, 1)]


def _part(cycle: Cycle, districts: dict[str, District]) -> Cycle:
    """The cycle of these districts alone, as if none had been walked: what a walk gave stays where it is."""
    return replace(cycle, districts=districts, done={}, failed={})


def walk_chunk(chunk: Chunk) -> Walked:
    """Walk the steps over the districts of a chunk; what was made and what failed."""
    store = CountedStore(chunk.cycle.store)
    cycle = replace(_part(chunk.cycle, chunk.cycle.districts), store=store)

    def runner(step: Step, jobs: list[Job]) -> list[Done | Failed]:
        watch, written, read = Stopwatch(), store.written, store.read
        with _CHECKS if step is VALIDATION else nullcontext():
            gave = run_apart(store, step, jobs) if jobs else []
        moved = (store.written - written, store.read - read)
        tell(StageTold(chunk.number, chunk.of, step.name, *_counts(gave), watch.seconds(), *moved))
        return gave

    walk(cycle, runner, tuple(step for step in CHAIN if step.name in chunk.steps))
    done = [replace(d, summary=dict(d.summary)) for d in cycle.done.values()]
    return done, list(cycle.failed.values())


def _counts(gave: Sequence[Done | Failed]) -> tuple[int, int, int, int]:
    """Units made, known, failed, and districts held."""
    done = [d for d in gave if isinstance(d, Done)]
    made, held = sum(d.is_new for d in done), sum(d.summary.get("verdict") == "held" for d in done)
    return made, len(done) - made, len(gave) - len(done), held


def walk_in(pool: ProcessPoolExecutor, chunk: Chunk) -> Walked:
    """The chunk in a worker of the pool; when a worker died, for whatever district, once more on its own."""
    try:
        return pool.submit(walk_chunk, chunk).result()
    except BrokenProcessPool:
        return walk_after_crash(chunk)


def walk_after_crash(chunk: Chunk) -> Walked:
    """The chunk in a process of its own; a district whose process dies again fails alone."""
    try:
        with pool_of(1, chunk.cycle.store.url) as pool:
            return pool.submit(walk_chunk, chunk).result()
    except BrokenProcessPool:
        pass
    kode, *others = chunk.cycle.districts
    if not others:
        return [], [Failed(kode, "worker process", DIED)]
    parts = [walk_after_crash(part) for part in alone(chunk)]
    return [d for done, _ in parts for d in done], [f for _, failed in parts for f in failed]


def alone(chunk: Chunk) -> list[Chunk]:
    """Each district of the chunk as a chunk of its own."""
    return [
        replace(chunk, cycle=_part(chunk.cycle, {kode: district})) for kode, district in chunk.cycle.districts.items()
    ]


@contextmanager
def pool_of(workers: int, store_url: str, *, checking: bool = False) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that prepare themselves for the store and end with this one, however it ends.

    With `checking` the library of the checks is there from the start where these are the first of this process.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.cycle.chain", *(["tasks.validation.ready"] if checking else [])])
    hears, tells = context.Pipe(duplex=False)
    listening = threading.Thread(target=_pass_on, args=(hears,), daemon=True)
    listening.start()
    try:
        with ProcessPoolExecutor(
            workers, mp_context=context, initializer=_start, initargs=(store_url, os.getpid(), tells)
        ) as pool:
            yield pool
    finally:  # only when no worker tells any more: one that nobody hears would wait for ever
        tells.send(None)
        listening.join()


def _pass_on(hears: Connection) -> None:
    """Tell here what workers tell. They share one pipe without a lock, which a worker that dies could keep."""
    while (told := hears.recv()) is not None:
        tell(told)


def spread(function: Callable[[Sequence[str]], list[Answer]], districts: Sequence[str], store_url: str) -> list[Answer]:
    """What the function says of each district, in their order; in worker processes where there are many."""
    workers = min(Settings().worker_count(), -(-len(districts) // _EACH_CALL))
    if workers < 2 or len(districts) < FEWEST_APART:
        return function(districts)
    calls = [districts[i : i + _EACH_CALL] for i in range(0, len(districts), _EACH_CALL)]
    with pool_of(workers, store_url) as pool:
        return [one for some in pool.map(function, calls) for one in some]


def _start(store_url: str, starter: int, tells: Connection) -> None:
    gc.freeze()  # no collection looks through the libraries again, whose memory stays shared with the other workers
    prepare_environment(store_url)
    listen(tells.send)
    threading.Thread(target=_end_with, args=(starter,), daemon=True).start()


def _end_with(starter: int) -> None:
    """A worker whose starter was killed would wait for work for ever; its parent is the server it was forked from."""
    while Path(f"/proc/{starter}").exists():
        time.sleep(_WATCH_SECONDS)
    os._exit(1)
