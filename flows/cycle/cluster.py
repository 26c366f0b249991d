"""Chunks on a Dask cluster: workers that share nothing but the store. The one home of distributed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import partial
from threading import get_ident
from typing import Any
from uuid import uuid4

from flows.cycle.chain import CHAIN
from flows.cycle.engines import EngineUnavailable
from flows.cycle.telling import StageTold, heard_by, tell
from flows.cycle.workers import DIED, Chunk, Walked, alone, walk_chunk
from flows.settings import prepare_environment
from flows.wiring import library_versions
from schemas.canonical import digest, dump_json
from schemas.errors import WrongUsage
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.unit import Failed

try:
    from distributed import Client, KilledWorker, get_worker
except ModuleNotFoundError as missing:
    raise WrongUsage(
        "--engine dask needs the library: `pip install 'ppsp[dask]'`, here and for the workers"
    ) from missing

_CONNECT_SECONDS = 20
_ASK_SECONDS = 5
_PATIENCE = 12
"""How often nobody may be found at work before the run gives up: a minute without any worker."""


class Cluster:
    """A connected cluster; `walk` may be called from several threads."""

    def __init__(self, client: Client, store_url: str, topic: str) -> None:
        self._client, self._store_url, self._topic = client, store_url, topic
        self.workers = sum(client.nthreads().values())

    def walk(self, chunk: Chunk) -> Walked:
        """See Engine.walk. A chunk whose worker died is walked by another; what it had made is in the store."""
        try:
            return self._result(chunk)
        except KilledWorker:
            kode, *others = chunk.cycle.districts
            if not others:
                return [], [Failed(kode, "worker process", DIED)]
            parts = [self.walk(part) for part in alone(chunk)]
            return [d for done, _ in parts for d in done], [f for _, failed in parts for f in failed]

    def _result(self, chunk: Chunk) -> Walked:
        future = self._client.submit(_walk_there, self._store_url, self._topic, chunk, pure=False)
        missed = 0
        while True:
            try:
                walked: Walked = future.result(timeout=_ASK_SECONDS)
                return walked
            except TimeoutError:
                if future.done():
                    raise
            missed = 0 if self._client.nthreads() else missed + 1
            if missed >= _PATIENCE:
                future.cancel()
                raise EngineUnavailable(
                    "the cluster has no workers any more; start some (`dask worker ADDRESS --nthreads 1`), "
                    "then `ppsp resume`"
                )


@contextmanager
def cluster_at(address: str, store_url: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at the address, with workers of the same program.

    Raises EngineUnavailable where nobody answers, there are no workers, or one runs another program.
    """
    if not address:
        raise WrongUsage("--engine dask needs --scheduler ADDRESS (or PPSP_SCHEDULER), such as tcp://10.0.0.5:8786")
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineUnavailable(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        _check(client, address)
        topic = f"ppsp-{uuid4().hex}"  # other runs on the same cluster tell theirs
        client.subscribe_topic(topic, lambda event: tell(StageTold(*event[1])))
        yield Cluster(client, store_url, topic)
        client.unsubscribe_topic(topic)


def program() -> str:
    """What must be the same on every machine for the same results: the code of the steps, and the libraries."""
    return digest(dump_json({"code": {s.name: code_digest(s.code) for s in CHAIN}, "libraries": library_versions()}))


def _check(client: Client, address: str) -> None:
    found: dict[str, Any] = client.run(program)
    if not found:
        raise EngineUnavailable(f"the cluster at {address} has no workers; `dask worker {address} --nthreads 1`")
    others = sorted(worker for worker, theirs in found.items() if theirs != program())
    if others:
        raise EngineUnavailable(
            f"another version of the program runs on {', '.join(others)}; install the same one there"
        )


def _walk_there(store_url: str, topic: str, chunk: Chunk) -> Walked:
    """On a worker: the chunk, each of its steps told to whoever follows the topic."""
    prepare_environment(store_url)
    with heard_by(partial(_log, get_worker(), topic, get_ident())):
        return walk_chunk(chunk)


def _log(worker: Any, topic: str, thread: int, told: StageTold) -> None:
    if get_ident() == thread:  # other threads of the worker walk other chunks
        worker.log_event(topic, astuple(told))
