"""A run that dies between any two writes is finished by the next one, with the same outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import finish_unsealed, sealed_runs
from tasks.store.memory import MemoryStore
from tests.support.cycle import hand_in, run_year


class PowerCut(BaseException):
    """The process is gone: nothing may catch this."""


class Fragile(MemoryStore):
    """Dies instead of the n-th write."""

    def __init__(self) -> None:
        super().__init__()
        self.writes_left = -1
        self.writes = 0

    def put_new(self, key: str, data: bytes) -> bool:
        if self.writes_left == 0:
            raise PowerCut
        self.writes_left -= 1
        self.writes += 1
        return super().put_new(key, data)


def submission(demo_files: Path) -> Path:
    return next(p for p in sorted((demo_files / "2013").iterdir()))


@pytest.fixture(scope="module")
def whole(demo_files: Path) -> Fragile:
    store = Fragile()
    hand_in(store, 2013, submission(demo_files).name, submission(demo_files))
    store.writes = 0
    run_year(store, 2013)
    return store


@pytest.mark.parametrize("share", [0.0, 0.13, 0.4, 0.77, 0.95, 0.999])
def test_the_next_run_finishes_what_a_crash_left(whole: Fragile, demo_files: Path, share: float) -> None:
    store = Fragile()
    hand_in(store, 2013, submission(demo_files).name, submission(demo_files))
    store.writes_left = int(whole.writes * share)
    with pytest.raises(PowerCut):
        run_year(store, 2013)
    store.writes_left = -1
    assert {p.kind for p in audit(store).problems} <= {"unsealed"}
    finish_unsealed(store)
    manifest = run_year(store, 2013)
    (reference,) = sealed_runs(whole)
    assert manifest["outputs"] == reference["outputs"]
    assert audit(store).problems == []
