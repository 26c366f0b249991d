"""Threads and a cluster give the bytes of one process, also when a worker is killed half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.cycle.chain import CHAIN
from flows.cycle.engines import Engine, EngineUnavailable, engine_of, threads_of
from flows.cycle.telling import StageTold, heard_by
from flows.cycle.workers import chunks_of
from flows.settings import Settings
from flows.wiring import open_cycle
from schemas.errors import WrongUsage
from tasks.buku_putih.units import STEP as BUKU_PUTIH
from tasks.intake.units import STEP as INTAKE
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.units.step import Step
from tasks.store.restricted import RestrictedStore
from tasks.validation.units import STEP as VALIDATION
from tests.support.cycle import hand_in
from tests.support.programs import free_ports
from tests.support.stores import folder_store

SHORT = (INTAKE, VALIDATION, BUKU_PUTIH)


@pytest.fixture
def handed_in(demo_files: Path, tmp_path: Path) -> RestrictedStore:
    store = folder_store(tmp_path / "store")
    for submission in sorted((demo_files / "2013").iterdir()):
        hand_in(store, 2013, submission.name, submission)
    return store


def walked(engine: Engine, store: RestrictedStore, steps: tuple[Step, ...]) -> dict[str, bytes]:
    """Memos by key, from one chunk per district, all at once."""
    cycle = open_cycle(store, 2013)
    chunks = chunks_of(cycle, cycle.districts, steps, workers=len(cycle.districts), most=1)
    with ThreadPoolExecutor(len(chunks)) as pool:
        gave = list(pool.map(engine.walk, chunks))
    assert [failed for _, failed in gave] == [[]] * len(chunks)
    return {d.memo: store.get(d.memo) for done, _ in gave for d in done}


def expected(sealed: Path, steps: tuple[Step, ...]) -> dict[str, bytes]:
    store = folder_store(sealed)
    run = next(m for m in sealed_runs(store) if m["fiscal_year"] == 2013)
    names = {step.name for step in steps}
    return {u["memo"]: store.get(u["memo"]) for u in run["units"] if u["step"] in names}


def test_threads_give_the_bytes_of_one_process(handed_in: RestrictedStore, demo_sealed: Path) -> None:
    with threads_of(3) as threads:
        assert walked(threads, handed_in, CHAIN) == expected(demo_sealed, CHAIN)


class Dask:
    """A scheduler and two workers on loopback, each a process with this store's folder in reach."""

    def __init__(self, folder: Path) -> None:
        (port,) = free_ports(1)
        self.address, self._folder = f"tcp://127.0.0.1:{port}", folder
        self._processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny") for _ in range(2)
        ]

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self._folder / "dask.log").open("ab") as log:
            return subprocess.Popen(
                [str(Path(sys.executable).with_name("dask")), *words], cwd=self._folder, stdout=log, stderr=log
            )

    def stop(self) -> None:
        for process in (*self.workers, *self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    cluster = Dask(tmp_path)
    yield cluster
    cluster.stop()


def test_a_cluster_gives_the_same_when_a_worker_is_killed_half_way(
    handed_in: RestrictedStore, demo_sealed: Path, dask: Dask
) -> None:
    from distributed import Client

    with Client(dask.address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    heard: list[StageTold] = []
    first = threading.Event()

    def kill_one(told: StageTold) -> None:
        heard.append(told)
        if not first.is_set():
            first.set()
            os.kill(dask.workers[0].pid, signal.SIGKILL)

    settings = Settings(engine="dask", scheduler=dask.address)
    with heard_by(kill_one), engine_of(settings, 3, handed_in.url) as engine:
        assert engine.workers == 2
        assert walked(engine, handed_in, SHORT) == expected(demo_sealed, SHORT)
    assert dask.workers[0].wait(10) == -signal.SIGKILL
    assert {told.step for told in heard} == {step.name for step in SHORT}


def test_a_cluster_that_is_not_named_or_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cycle.cluster._CONNECT_SECONDS", 0.5)
    with pytest.raises(WrongUsage, match="--scheduler ADDRESS"), engine_of(Settings(engine="dask"), 1, "x"):
        pass
    nobody = Settings(engine="dask", scheduler=f"tcp://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(EngineUnavailable, match="no Dask scheduler answers"), engine_of(nobody, 1, "x"):
        pass
    with pytest.raises(WrongUsage, match="one of processes, threads, dask"), engine_of(Settings(engine="x"), 1, "x"):
        pass
