"""Worker processes change when a unit is made, never what it gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.cycle.chain import CHAIN, Cycle, District
from flows.cycle.workers import DIED, chunks_of, pool_of, walk_chunk, walk_in
from flows.wiring import open_cycle
from tasks.intake.units import STEP as INTAKE
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.folder import FolderStore
from tasks.store.keyring import Keyring
from tasks.store.memory import MemoryStore
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in
from tests.support.stores import folder_store


class Deadly(RestrictedStore):
    """A store in which looking for a unit of one district kills the process, as a lack of memory would."""

    victim = "nobody"

    def exists(self, key: str) -> bool:
        if f"/{self.victim}/" in key:
            os._exit(9)
        return super().exists(key)


def test_a_district_that_kills_its_worker_fails_alone(demo_files: Path, tmp_path: Path) -> None:
    plain = FolderStore(tmp_path / "store")
    store = Deadly(plain, plain, Keyring(os.environ["PPSP_KEYRING"]))
    for submission in sorted((demo_files / "2013").iterdir()):
        hand_in(store, 2013, submission.name, submission)
    cycle = open_cycle(store, 2013)
    first, *_, last = sorted(cycle.districts)
    (chunk,) = chunks_of(cycle, (first, last), (INTAKE,), workers=1, most=40)
    store.victim = last
    with pool_of(1, store.url) as pool:
        done, failed = walk_in(pool, chunk)
    assert [(d.district, d.step) for d in done] == [(first, "intake")]
    assert [(f.district, f.error) for f in failed] == [(last, DIED)]


def test_two_processes_give_the_bytes_of_one(demo_files: Path, demo_sealed: Path, tmp_path: Path) -> None:
    store = folder_store(tmp_path / "store")
    for submission in sorted((demo_files / "2013").iterdir()):
        hand_in(store, 2013, submission.name, submission)
    cycle = open_cycle(store, 2013)
    chunks = chunks_of(cycle, cycle.districts, CHAIN, workers=2, most=40)
    assert len(chunks) == 2
    with pool_of(2, store.url) as pool:
        walked = list(pool.map(walk_chunk, chunks))
    assert [failed for _, failed in walked] == [[], []]
    sealed = next(m for m in sealed_runs(folder_store(demo_sealed)) if m["fiscal_year"] == 2013)
    made = {d.memo: store.get(d.memo) for done, _ in walked for d in done}
    assert made.keys() == {u["memo"] for u in sealed["units"]}
    assert all(folder_store(demo_sealed).get(memo) == data for memo, data in made.items())


@pytest.mark.parametrize(
    ("n", "workers", "most", "sizes"),
    [(1, 2, 40, [1]), (5, 1, 40, [5]), (60, 2, 40, [30, 30]), (100, 2, 40, [25] * 4), (7, 2, 2, [2, 2, 2, 1])],
)
def test_as_few_chunks_as_keep_every_worker_busy(n: int, workers: int, most: int, sizes: list[int]) -> None:
    districts = {f"99.{i:02d}": District(f"99.{i:02d}") for i in range(n)}
    chunks = chunks_of(Cycle(MemoryStore(), 2013, districts), districts, CHAIN, workers, most)
    assert sorted((len(c.cycle.districts) for c in chunks), reverse=True) == sizes
    assert sorted(k for c in chunks for k in c.cycle.districts) == sorted(districts)


def test_a_district_with_much_work_has_few_beside_it() -> None:
    work = {"99.01": 90, "99.02": 30, "99.03": 30, "99.04": 30}
    districts = {kode: District(kode, work=n) for kode, n in work.items()}
    first, second = chunks_of(Cycle(MemoryStore(), 2013, districts), districts, CHAIN, workers=2, most=40)
    assert (list(first.cycle.districts), list(second.cycle.districts)) == (["99.01"], ["99.02", "99.03", "99.04"])
