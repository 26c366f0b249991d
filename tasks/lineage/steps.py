"""The Prefect task of a step: one run per chunk of districts. Our units are the cache, so Prefect keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import Task, task
from prefect.cache_policies import NO_CACHE

from tasks.lineage.step import Step
from tasks.lineage.unit import Done, Failed, Job, run_apart
from tasks.store.ports import Store

ChunkTask = Task[[Store, Sequence[Job]], list[Done | Failed]]


def chunk_task(step: Step) -> ChunkTask:
    """A task that runs the units of a chunk; tried again twice when the store was out of reach for a moment."""

    @task(
        name=step.name,
        task_run_name=step.name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=2,
        retry_delay_seconds=5,
        retry_condition_fn=_is_store_out_of_reach,
    )
    def run_chunk(store: Store, jobs: Sequence[Job]) -> list[Done | Failed]:
        return run_apart(store, step, jobs)

    return run_chunk


def _is_store_out_of_reach(_task: object, _run: object, state: object) -> bool:
    from schemas.errors import StoreUnavailable

    result = getattr(state, "data", None)
    return isinstance(result, StoreUnavailable)
