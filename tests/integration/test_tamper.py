"""Whatever byte is touched, verification says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.wiring import open_store
from tasks.lineage.proof.audit import audit
from tasks.store.restricted import RestrictedStore


def files(store: RestrictedStore, prefix: str) -> list[Path]:
    return [Path(store.url) / key for key in store.list(prefix)]


def flip(path: Path, at: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    place = len(data) // 2 if at is None else at
    data[place] ^= 1
    path.write_bytes(bytes(data))


def test_an_untouched_store_verifies(demo: RestrictedStore) -> None:
    report = audit(demo)
    assert report.problems == []
    assert report.runs == 2
    assert report.objects == len(list(demo.list("objects/"))) + len(list(demo.apart.list("restricted/")))


@pytest.mark.parametrize("prefix", ["objects/", "units/", "submissions/", "runs/", "ledger/", "published/"])
@pytest.mark.parametrize("which", [0, -1])
def test_a_flipped_byte_is_named(demo: RestrictedStore, prefix: str, which: int) -> None:
    path = files(demo, prefix)[which]
    for at in (0, path.stat().st_size // 2, path.stat().st_size - 1):
        before = path.read_bytes()
        flip(path, at)
        problems = audit(demo).problems
        assert problems, f"byte {at} of {path}"
        path.write_bytes(before)
    assert audit(demo).problems == []


@pytest.mark.parametrize("prefix", ["objects/", "units/", "submissions/", "runs/", "published/"])
def test_a_removed_file_is_named(demo: RestrictedStore, prefix: str) -> None:
    path = files(demo, prefix)[0]
    path.unlink()
    key = path.relative_to(demo.url).as_posix()
    assert ("missing", key) in {(p.kind, p.key) for p in audit(demo).problems}


def test_a_removed_entry_inside_the_chain_is_named(demo: RestrictedStore) -> None:
    first, _ = files(demo, "ledger/")
    first.unlink()
    assert {p.kind for p in audit(demo).problems} >= {"missing"}


def test_a_removed_last_entry_leaves_its_run_unsealed(demo: RestrictedStore) -> None:
    files(demo, "ledger/")[-1].unlink()
    assert {p.kind for p in audit(demo).problems} == {"unsealed"}


def test_one_run_can_be_verified_alone(demo: RestrictedStore) -> None:
    run = json.loads(files(demo, "ledger/")[0].read_bytes())["run"]
    assert audit(demo, run).problems == []
    assert audit(demo, "no-such-run").problems[0].kind == "unsealed"


def test_a_copy_elsewhere_verifies_too(demo: RestrictedStore) -> None:
    assert audit(open_store(demo.url)).problems == []
