"""Runs a cycle as Prefect task runs: one per chunk of districts, each waiting for the engine that walks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from prefect import Task, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE

from flows.cycle.chain import CHAIN, Cycle, plan
from flows.cycle.engines import Engine, engine_of
from flows.cycle.progress import Progress, followed
from flows.cycle.summary import Line
from flows.cycle.workers import Chunk, Walked, chunks_of
from flows.settings import Settings
from schemas.errors import StoreUnavailable
from tasks.lineage.units.step import Step

_LOOK_SECONDS = 10


def run_cycle(cycle: Cycle, steps: tuple[Step, ...] = CHAIN) -> Cycle:
    """Walk the steps over every district of the cycle, by the engine of the settings; results are the same by any.

    A district of which every unit is known is not walked: its units are taken as they are.
    """
    settings = Settings()
    waiting = {p.district for p in plan(cycle, steps)}
    with engine_of(settings, len(waiting), cycle.store.url) as engine:
        chunks = chunks_of(cycle, waiting, steps, engine.workers, settings.chunk_size)
        progress = Progress([step.name for step in steps], len(chunks), engine.workers)
        with followed(progress), _shown(progress, cycle.fiscal_year) as show:
            for done, failed in _walked(chunks, engine, show):
                cycle.record([*done, *failed])
    return cycle


@contextmanager
def _shown(progress: Progress, fiscal_year: int) -> Iterator[Callable[[], None]]:
    """A bar beside the flow run; what is given moves it."""
    name = f"ppsp-{fiscal_year}-kemajuan"
    bar = create_progress_artifact(0.0, key=name, description=f"FY{fiscal_year}")
    yield lambda: _move(bar, progress)
    update_progress_artifact(cast(UUID, bar), 100.0)


def _move(bar: object, progress: Progress) -> None:
    update_progress_artifact(cast(UUID, bar), round(100 * progress.share, 1), description=progress.line())


def log_lines(lines: Iterable[Line]) -> None:
    """Say the lines in the log of the flow run that is going on."""
    log = get_run_logger()
    for level, says in lines:
        log.log(level, "%s", says)


def _walked(chunks: list[Chunk], engine: Engine, show: Callable[[], None]) -> Iterator[Walked]:
    """What each chunk gave, in their order: one after another with one worker, else as the workers get to them."""
    run_chunk = _task(engine)
    if engine.workers == 1:
        for chunk in chunks:
            yield run_chunk(chunk)
            show()
    else:
        for future in [run_chunk.submit(chunk) for chunk in chunks]:
            while not future.state.is_final():
                future.wait(timeout=_LOOK_SECONDS)
                show()
            yield future.result()


def _task(engine: Engine) -> Task[[Chunk], Walked]:
    """The task of a chunk; tried again twice when the store was out of reach for a moment. Our units are the cache."""

    @task(
        name="chunk",
        task_run_name="{chunk.name}",
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=2,
        retry_delay_seconds=5,
        retry_condition_fn=_is_store_out_of_reach,
    )
    def run_chunk(chunk: Chunk) -> Walked:
        log = get_run_logger()
        log.info("%s: %s", chunk.name, ", ".join(chunk.cycle.districts))
        done, failed = engine.walk(chunk)
        made = sum(d.is_new for d in done)
        log.info("%s: %d units made, %d known, %d districts failed", chunk.name, made, len(done) - made, len(failed))
        for f in failed:
            log.error("%s failed at %s: %s", f.district, f.step, f.error)
        return done, failed

    return run_chunk


def _is_store_out_of_reach(_task: object, _run: object, state: object) -> bool:
    return isinstance(getattr(state, "data", None), StoreUnavailable)
