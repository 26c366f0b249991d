"""A run beside another is refused, one that was interrupted is finished as it was asked for, and Prefect is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from flows.cycle import lease as leases
from flows.cycle.lease import holding, seen_of
from schemas.errors import StoreUnavailable
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.lease import Lease, LeaseLost, Occupied, renew, take
from tasks.store.memory import MemoryStore
from tests.support.stores import folder_store
from tests.support.world import World

ASKED = {"fiscal_year": 2014, "districts": [], "reason": "asked before", "by": "Budi"}
GONE = Lease("2014", "Budi", "mesin-b", "", "2026-01-01T00:00:00+00:00", 0.01, ASKED, flow_run="f")

ZOMBIES = """
import os, signal, sys
from flows.settings import prepare_environment
prepare_environment(sys.argv[1])
from prefect import flow, get_client
from prefect.states import Running
from flows.history import crashed_now, tag_of
from flows.own_server import end_it_with_us
from flows.wiring import open_store
from tasks.store.lease import Lease, take
from tests.support.stores import folder_store
store = open_store(sys.argv[1])

@flow(name="annual-cycle")
def annual_cycle(fiscal_year: int) -> None: ...

with get_client(sync_client=True) as client:
    runs = {}
    for name, year, tags in (("gone", 2013, [tag_of(store)]), ("busy", 2014, [tag_of(store)]),
                             ("elsewhere", 2014, ["store:/another"]), ("beginning", 2014, [])):
        runs[name] = client.create_flow_run(annual_cycle, parameters={"fiscal_year": year}, tags=tags, state=Running())
    take(store, Lease("2014", "Budi", "b", "", "now", 60, flow_run=str(runs["busy"].id)), lambda _: True)
    print(*crashed_now(store), sep="\\n")
    print({name: client.read_flow_run(run.id).state.type.value for name, run in runs.items()})
    print(*end_it_with_us(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def is_there(_: Lease) -> bool:
    return False


def test_a_second_run_is_told_who_runs_and_gc_removes_nothing_meanwhile(world: World) -> None:
    store = folder_store(world.folder / "store")
    take(store, replace(GONE, seconds=60), is_there)
    for words in (("run", "2014"), ("resume", "2014"), ("store", "gc", "--remove")):
        refused = world.call(*words)
        assert refused.returncode == 1
        assert "2014 is being run by Budi on mesin-b" in refused.stderr


def test_an_interrupted_run_is_finished_as_it_was_asked_for(world: World) -> None:
    store = folder_store(world.folder / "store")
    take(store, GONE, is_there)
    shown = world.json("resume", "--show")["unfinished"]
    assert [(u["fiscal_year"], u["by"], u["units_waiting"], u["why"]) for u in shown] == [
        (2014, "Budi", 0, "it was not renewed")
    ]
    (resumed,) = world.json("resume")["unfinished"]
    newest = next(iter(sealed_runs(store, 2014)))
    assert newest["run_id"] == resumed["run"]["run_id"]
    assert (newest["reason"], newest["by"]) == ("asked before", "Budi")
    assert newest["lease"]["taken_from"] == {
        "by": "Budi",
        "host": "mesin-b",
        "since": GONE.since,
        "why": "it was not renewed",
        "flow_run": "f",
    }
    assert world.json("resume", "2014")["unfinished"] == []


def test_runs_whose_process_is_gone_are_crashed_and_others_are_let_be(tmp_path: Path) -> None:
    folder_store(tmp_path / "store").put_new("objects/a", b"a store")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_"))}
    words = [sys.executable, "-c", ZOMBIES, str(tmp_path / "store")]
    with subprocess.Popen(words, env=plain, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        first, states, server = [killed.stdout.readline().strip() for _ in range(3)]
    assert killed.returncode == -signal.SIGKILL
    ends = time.monotonic() + 30
    while leases._start_of(int(server)):
        assert time.monotonic() < ends, "the server outlived the run that was killed"
        time.sleep(0.2)
    assert "nobody holds its lease; `ppsp resume 2013` goes on" in first
    assert states == str({"gone": "CRASHED", "busy": "RUNNING", "elsewhere": "RUNNING", "beginning": "RUNNING"})


def test_a_lease_is_renewed_beside_the_work_and_tells_how_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPSP_LEASE_SECONDS", "0.3")
    store = MemoryStore()

    def work() -> None:
        with holding(store, "2014", "Anna", ASKED) as lease:
            leases.time.sleep(0.9)
            with pytest.raises(Occupied):
                take(store, GONE, is_there)
            with holding(store, "2014", "Anna", {}) as again:
                assert again is lease
            raise StoreUnavailable("out of reach")

    with pytest.raises(StoreUnavailable):
        work()
    seen = seen_of(store, "2014")
    assert seen is not None
    assert (seen.lease.state, seen.lease.says) == ("stopped", "StoreUnavailable: out of reach")
    assert seen.unfinished == ASKED


def test_a_lease_that_was_taken_over_seals_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPSP_LEASE_SECONDS", "60")
    store = MemoryStore()
    with holding(store, "2014", "Anna", ASKED) as lease:
        theirs = take(store, replace(GONE, seconds=60), lambda _: True)
        with pytest.raises(LeaseLost):
            lease.check()
    renew(store, theirs)


def test_the_process_of_a_lease_is_looked_for_on_its_own_machine_only() -> None:
    with holding(MemoryStore(), "2014", "Anna", {}) as lease:
        mine = lease._lease
    assert not leases.is_ended(mine)
    where, _, _ = mine.process.rsplit("/", 2)
    assert leases.is_ended(replace(mine, process=f"{where}/{2**22 + 1}/1"))
    assert leases.is_ended(replace(mine, process=f"{where}/{os.getpid()}/1"))
    assert not leases.is_ended(replace(mine, process=f"another/{where}/{2**22 + 1}/1"))
    assert not leases.is_ended(replace(mine, process=""))
