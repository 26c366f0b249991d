"""One writer at a time, on every backend: who holds a lease, and of whom it may be taken."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from tasks.store.keeping import copy, unreferenced
from tasks.store.lease import HELD, SEALED, STOPPED, Lease, LeaseLost, Occupied, look, renew, take
from tasks.store.memory import MemoryStore
from tasks.store.ports import KeptStore
from tests.store.conftest import Bucket
from tests.support.faults import KINDS, faulty
from tests.support.rgw import Gateway

ANNA = Lease("2014", "Anna", "mesin-a", "", "2026-01-01T00:00:00+00:00", seconds=60, parameters={"fiscal_year": 2014})
BUDI = replace(ANNA, by="Budi", host="mesin-b")
NIGHT = replace(BUDI, parameters={})


def is_there(_: Lease) -> bool:
    return False


def is_gone(_: Lease) -> bool:
    return True


def test_a_swap_needs_what_was_there(store: KeptStore) -> None:
    assert store.swap("leases/x.json", None, b"one")
    assert not store.swap("leases/x.json", None, b"two")
    assert not store.swap("leases/x.json", b"three", b"four")
    assert store.swap("leases/x.json", b"one", b"two")
    assert store.get("leases/x.json") == b"two"
    assert 0 <= store.age("leases/x.json") < 30
    assert list(store.list("leases/")) == ["leases/x.json"]


def test_of_many_who_take_one_gets_it(store: KeptStore) -> None:
    lost = take(store, ANNA, is_there)
    taken: list[Lease] = []

    def try_it(i: int) -> None:
        try:
            taken.append(take(store, replace(BUDI, host=f"mesin-{i}"), lambda lease: lease == lost))
        except Occupied:
            return

    racers = [threading.Thread(target=try_it, args=(i,)) for i in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    (winner,) = taken
    seen = look(store, "2014", is_there)
    assert seen is not None
    assert seen.lease == winner
    assert winner.taken_from is not None
    assert (winner.taken_from["by"], winner.taken_from["why"]) == ("Anna", "its process ended")
    with pytest.raises(LeaseLost, match="taken over"):
        renew(store, lost)


def test_a_lease_that_is_held_names_its_holder_until_it_runs_out(store: KeptStore) -> None:
    mine = renew(store, take(store, replace(ANNA, seconds=1.5), is_there), flow_run="f")
    with pytest.raises(Occupied, match=r"fiscal year 2014 is being run by Anna on mesin-a since 2026-01-01T00:00:00"):
        take(store, BUDI, is_there)
    time.sleep(3)
    theirs = take(store, BUDI, is_there)
    assert theirs.taken_from is not None
    assert theirs.taken_from == {
        "by": "Anna",
        "host": "mesin-a",
        "since": mine.since,
        "why": "it was not renewed",
        "flow_run": "f",
    }


def test_what_was_given_up_is_taken_from_nobody_and_what_stopped_is_unfinished() -> None:
    store = MemoryStore()
    renew(store, take(store, ANNA, is_there), state=SEALED, says="2014-tahunan-1")
    second = take(store, BUDI, is_there)
    assert second.taken_from is None
    renew(store, second, state=STOPPED, says="StoreUnavailable: out of reach")
    seen = look(store, "2014", is_there)
    assert seen is not None
    assert seen.unfinished == BUDI.parameters


def test_a_night_between_keeps_what_an_interrupted_run_was_asked_for() -> None:
    store = MemoryStore()
    take(store, ANNA, is_there)
    night = take(store, NIGHT, is_gone)
    during = look(store, "2014", is_there)
    assert during is not None
    assert (during.lease.state, dict(during.unfinished)) == (HELD, {})
    renew(store, night, state=SEALED, says="2014-malam-1")
    after = look(store, "2014", is_there)
    assert after is not None
    assert after.unfinished == ANNA.parameters
    renew(store, take(store, BUDI, is_there), state=SEALED, says="2014-tahunan-2")
    done = look(store, "2014", is_there)
    assert done is not None
    assert not done.unfinished


def test_a_lease_is_neither_copied_nor_does_it_keep_anything() -> None:
    store, target = MemoryStore(), MemoryStore()
    store.put_new("objects/sha256/aa/" + "a" * 64, b"x")
    take(store, replace(ANNA, says="a" * 64), is_there)
    copy(store, target)
    assert list(target.list("")) == ["objects/sha256/aa/" + "a" * 64]
    assert len(unreferenced(store)) == 1


def test_renewals_arrive_when_requests_fail_are_lost_or_come_twice(rgw: Gateway, bucket: Bucket) -> None:
    with faulty(rgw.endpoint, seed=11) as faults:
        store = bucket("lease-through-faults", faults.endpoint)
        mine = take(store, ANNA, is_there)
        while not all(faults.played[kind] for kind in KINDS):
            mine = renew(store, mine)
    seen = look(bucket("lease-through-faults"), "2014", is_there)
    assert seen is not None
    assert seen.lease == mine


def test_a_renewal_whose_answer_was_lost_is_still_ours() -> None:
    store = MemoryStore()
    mine = take(store, ANNA, is_there)
    renew(store, mine)  # written, and its answer never came
    again = renew(store, mine, flow_run="f")
    assert look(store, "2014", is_there).lease == again


def test_what_was_asked_for_wrongly_leaves_what_was_interrupted_before() -> None:
    store = MemoryStore()
    take(store, ANNA, is_there)
    wrong = take(store, replace(BUDI, parameters={"fiscal_year": 2014, "districts": ["99.99"]}), is_gone)
    renew(store, wrong, state=STOPPED, says="no such district", parameters={})
    assert look(store, "2014", is_there).unfinished == ANNA.parameters
