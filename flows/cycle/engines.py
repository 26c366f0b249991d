"""Where chunks are walked: on threads, in worker processes, on a Dask cluster; what they give is the same."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from flows.cycle.workers import FEWEST_APART, Chunk, Walked, pool_of, walk_chunk, walk_in
from flows.settings import ENGINES, Settings
from schemas.errors import PpspError, WrongUsage


class EngineUnavailable(PpspError):
    """The cluster that was named cannot be used."""

    exit_code = 3


class Engine(Protocol):
    """Walks chunks, as many at once as it has `workers`."""

    @property
    def workers(self) -> int:
        """How many chunks it walks at the same time; with one they are walked one after another."""
        ...

    def walk(self, chunk: Chunk) -> Walked:
        """What the chunk gave; a district that ends its process fails alone."""
        ...


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of this process: right where the store is far away and waiting costs more than computing."""

    workers: int
    pool: ThreadPoolExecutor

    def walk(self, chunk: Chunk) -> Walked:
        """See Engine.walk; the process is this one."""
        return self.pool.submit(walk_chunk, chunk).result()


@dataclass(frozen=True, slots=True)
class Processes:
    """Worker processes of this machine."""

    workers: int
    pool: ProcessPoolExecutor

    def walk(self, chunk: Chunk) -> Walked:
        """See Engine.walk."""
        return walk_in(self.pool, chunk)


@contextmanager
def engine_of(settings: Settings, waiting: int, store_url: str) -> Iterator[Engine]:
    """The engine that the settings name, for so many waiting districts; few of them stay in this process.

    Raises WrongUsage for an engine that is not known, or a cluster without an address.
    """
    workers = min(settings.worker_count(), waiting)
    if settings.engine not in ENGINES:
        raise WrongUsage(f"{settings.engine!r} is no engine; it is one of {', '.join(ENGINES)}")
    if settings.engine == "dask" and waiting:
        from flows.cycle.cluster import cluster_at

        with cluster_at(settings.scheduler, store_url) as cluster:
            yield cluster
    elif settings.engine == "processes" and workers > 1 and waiting >= FEWEST_APART:
        with pool_of(workers, store_url, checking=True) as pool:
            yield Processes(workers, pool)
    else:
        with threads_of(workers if settings.engine == "threads" else 1) as threads:
            yield threads


@contextmanager
def threads_of(workers: int) -> Iterator[Threads]:
    """An engine of so many threads, one at least."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        yield Threads(max(1, workers), pool)
