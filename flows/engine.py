"""Runs a cycle as Prefect task runs: one per chunk of districts, each waiting for its worker process."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext

from prefect import Task, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows.cycle.chain import CHAIN, Cycle, plan
from flows.cycle.progress import report
from flows.cycle.workers import FEWEST_APART, Chunk, Walked, chunks_of, pool_of, walk_chunk, walk_in
from flows.settings import Settings
from schemas.errors import StoreUnavailable
from tasks.lineage.step import Step


def run_cycle(cycle: Cycle, steps: tuple[Step, ...] = CHAIN) -> Cycle:
    """Walk the steps over every district of the cycle, on all cores; results are the same as in one process.

    A district of which every unit is known is not walked: its units are taken as they are.
    """
    settings = Settings()
    waiting = {p.district for p in plan(cycle, steps)}
    workers = min(settings.worker_count(), len(waiting))
    is_apart = workers > 1 and len(waiting) >= FEWEST_APART
    chunks = chunks_of(cycle, waiting, steps, workers if is_apart else 1, settings.chunk_size)
    total = len(cycle.districts)
    finished = total - len(waiting)
    report("districts", finished, total)
    with pool_of(workers, cycle.store.url) if is_apart else nullcontext() as pool:
        for chunk, (done, failed) in zip(chunks, _walked(chunks, pool), strict=True):
            cycle.record([*done, *failed])
            finished += len(chunk.cycle.districts)
            report("districts", finished, total)
    return cycle


def _walked(chunks: list[Chunk], pool: ProcessPoolExecutor | None) -> Iterator[Walked]:
    """What each chunk gave, in their order: one after another in this process, else as the workers get to them."""
    run_chunk = _task(pool)
    if pool is None:
        yield from (run_chunk(chunk) for chunk in chunks)
    else:
        yield from (future.result() for future in [run_chunk.submit(chunk) for chunk in chunks])


def _task(pool: ProcessPoolExecutor | None) -> Task[[Chunk], Walked]:
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
        done, failed = walk_chunk(chunk) if pool is None else walk_in(pool, chunk)
        made = sum(d.is_new for d in done)
        log.info("%s: %d units made, %d known, %d districts failed", chunk.name, made, len(done) - made, len(failed))
        for f in failed:
            log.error("%s failed at %s: %s", f.district, f.step, f.error)
        return done, failed

    return run_chunk


def _is_store_out_of_reach(_task: object, _run: object, state: object) -> bool:
    return isinstance(getattr(state, "data", None), StoreUnavailable)
