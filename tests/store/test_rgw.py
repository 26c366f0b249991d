"""On a real object gateway: one winner per ledger number, the same results when a tenth of the requests goes wrong."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from schemas.errors import StoreUnavailable
from tasks.demo.write import write_demo
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import entries, seal
from tasks.store.keeping import copy
from tasks.store.memory import MemoryStore
from tests.store.conftest import Bucket, credentials
from tests.support.cycle import hand_in, run_year
from tests.support.faults import KINDS, faulty
from tests.support.rgw import Gateway

WRITERS = 32


def test_of_many_writers_exactly_one_wins_each_number_and_none_is_lost(bucket: Bucket) -> None:
    prefix = uuid4().hex
    bucket(prefix).put_new("objects/a", b"made before the race")
    together = threading.Barrier(WRITERS)

    def write(i: int) -> None:
        store = bucket(prefix)
        store.exists("objects/a")
        together.wait()
        seal(store, f"2013-tahunan-{i:02}", f'{{"run_id": {i}}}'.encode())

    writers = [threading.Thread(target=write, args=(i,)) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = list(entries(bucket(prefix)))
    assert [e.n for e in found] == list(range(1, WRITERS + 1))
    assert {e.run for e in found} == {f"2013-tahunan-{i:02}" for i in range(WRITERS)}


def test_a_run_gives_the_same_when_requests_fail_are_lost_or_come_twice(
    rgw: Gateway, bucket: Bucket, tmp_path: Path
) -> None:
    write_demo(tmp_path / "files", districts=1, seed=7, year=2013)
    folder = next((tmp_path / "files/2013").iterdir())
    plain = MemoryStore()
    hand_in(plain, 2013, folder.name, folder)
    expected = run_year(plain, 2013)
    with faulty(rgw.endpoint, seed=3) as faults:
        store = bucket(uuid4().hex, faults.endpoint)
        hand_in(store, 2013, folder.name, folder)
        made = run_year(store, 2013)
        assert audit(store).problems == []
    assert made["outputs"] == expected["outputs"]
    assert all(faults.played[kind] for kind in KINDS)


def test_a_copy_through_faults_is_whole(rgw: Gateway, bucket: Bucket) -> None:
    source = MemoryStore()
    for i in range(200):
        source.put_new(f"objects/{i:03}", str(i).encode() * 50)
    with faulty(rgw.endpoint, seed=5) as faults:
        target = bucket(uuid4().hex, faults.endpoint)
        copy(source, target)
        assert {k: target.get(k) for k in target.list("objects/")} == {k: source.get(k) for k in source.list("")}


def test_a_wrong_secret_is_a_broken_environment(rgw: Gateway, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials(monkeypatch, replace(rgw, secret_key="wrong"))
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        bucket("x").put_new("objects/a", b"one")
