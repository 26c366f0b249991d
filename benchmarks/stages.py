"""A whole run of both fiscal years: the share of every stage, beside the time to read the submitted files.

Into a fresh folder store, in one process without Prefect, after a run of one district to warm up. `pure` is the part
inside the stage's own function; the rest of a stage is reading and writing the store, digests and lineage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.jambi import FIRST, SECOND, Source, hand_in, prepare, run_year
from flows.cli.submit import gather
from schemas.rulebook import load_rulebook
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_grids
from tasks.lineage.units.step import Inputs, Outputs, Step
from tasks.lineage.units.unit import Done, Job, run_units
from tasks.store.ports import Store
from tests.support.stores import folder_store

HAND_IN, AROUND = "handing in the files", "opening, pages, sealing"


class Clock:
    """Seconds by stage: all of it, and the part inside the stage's pure function."""

    def __init__(self) -> None:
        self.all: dict[str, float] = defaultdict(float)
        self.pure: dict[str, float] = defaultdict(float)

    def runner(self, store: Store, step: Step, jobs: list[Job]) -> list[Done]:
        """Run the units of a step in this process."""

        def timed(many: Sequence[Inputs]) -> Sequence[Outputs]:
            begun = perf_counter()
            made = list(step.compute(many))
            self.pure[step.name] += perf_counter() - begun
            return made

        start = perf_counter()
        done = run_units(store, replace(step, compute=timed), jobs)
        self.all[step.name] += perf_counter() - start
        return done


def measure(source: Source) -> None:
    """Print the stages of one run over both years in a fresh folder store, after a run of one district."""
    _whole_run(replace(source, folders=source.folders[:1]))
    clock = _whole_run(source)
    reading = read_files(source)
    total = sum(clock.all.values())
    print(
        f"\nA whole run of {FIRST} and {SECOND}, {len(source.folders)} {source.label}, in this process: {total:.1f} s\n"
    )
    print(f"  {'stage':<28}{'seconds':>9}{'share':>8}{'pure':>9}")
    for name, seconds in clock.all.items():
        pure = f"{clock.pure[name]:9.2f}" if name in clock.pure else ""
        print(f"  {name:<28}{seconds:9.2f}{seconds / total:8.1%}{pure}")
    print(f"\n  {'reading the files alone':<28}{reading:9.2f}{reading / total:8.1%}")


def read_files(source: Source) -> float:
    """Seconds from the submitted files on disk to grids of cells."""
    limits = Limits.of(load_rulebook(FIRST))
    start = perf_counter()
    for folder in source.folders:
        for name, data in gather([folder]):
            read_grids(name, data, limits)
    return perf_counter() - start


def _whole_run(source: Source) -> Clock:
    clock = Clock()
    with TemporaryDirectory() as folder:
        store = folder_store(Path(folder) / "store")
        start = perf_counter()
        hand_in(store, source)
        clock.all[HAND_IN] = perf_counter() - start
        start = perf_counter()
        for fiscal_year in (FIRST, SECOND):
            run_year(store, fiscal_year, lambda step, jobs: clock.runner(store, step, jobs))
        walked = perf_counter() - start
        clock.all[AROUND] = walked - sum(s for name, s in clock.all.items() if name != HAND_IN)
    return clock


if __name__ == "__main__":
    with TemporaryDirectory() as out:
        measure(prepare(Path(out)))
