"""Receipts and the ledger: numbered once, chained, told apart when touched."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from schemas.canonical import digest, dump_json
from schemas.errors import NotFound
from tasks.lineage.proof import verify
from tasks.lineage.records import ledger, receipts
from tasks.store.memory import MemoryStore

GIVEN = {"code_system": None, "by": "Pokja", "received": "2013-05-02", "recorded": "2013-05-02T01:00:00+00:00"}


def test_submitting_the_same_bytes_again_writes_nothing() -> None:
    store = MemoryStore()
    first, is_new = receipts.submit(store, 2013, "99.01", [receipts.Submitted("wilayah.csv", b"a")], **GIVEN)
    keys = list(store.list(""))
    again, is_new_again = receipts.submit(store, 2013, "99.01", [receipts.Submitted("wilayah.csv", b"a")], **GIVEN)
    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert list(store.list("")) == keys


def test_a_resubmission_gets_the_next_number_and_keeps_the_first() -> None:
    store = MemoryStore()
    receipts.submit(store, 2013, "99.01", [receipts.Submitted("wilayah.csv", b"a")], **GIVEN)
    receipts.submit(store, 2013, "99.01", [receipts.Submitted("wilayah.csv", b"b")], **GIVEN)
    assert [r["seq"] for r in receipts.receipts(store, 2013, "99.01")] == [1, 2]


def test_going_back_to_earlier_bytes_is_a_new_submission() -> None:
    store = MemoryStore()
    for data in (b"a", b"b", b"a"):
        _, is_new = receipts.submit(store, 2013, "99.01", [receipts.Submitted("wilayah.csv", data)], **GIVEN)
        assert is_new


def test_a_touched_receipt_is_noticed() -> None:
    sealed = receipts.seal_receipt({"district": "99.01", "files": []})
    assert receipts.is_intact(sealed)
    assert not receipts.is_intact(sealed.replace(b"99.01", b"99.02"))
    assert not receipts.is_intact(sealed + b" ")


def sealed_store(runs: int = 3) -> MemoryStore:
    store = MemoryStore()
    for n in range(1, runs + 1):
        ledger.seal(store, f"run-{n}", dump_json({"run_id": f"run-{n}"}))
    return store


def chain(store: MemoryStore) -> dict[int, bytes]:
    return {n: store.get(key) for n, key in enumerate(store.list("ledger/"), start=1)}


def test_each_entry_names_the_digest_of_the_one_before() -> None:
    entries = list(ledger.entries(sealed_store()))
    assert entries[0].prev is None
    for before, after in pairwise(entries):
        assert after.prev == digest(before.dump())


def test_sealing_twice_gives_the_same_entry() -> None:
    store = sealed_store()
    again = ledger.seal(store, "run-2", dump_json({"run_id": "run-2"}))
    assert again.n == 2
    assert len(list(ledger.entries(store))) == 3


def test_a_manifest_without_entry_is_finished_later() -> None:
    store = sealed_store(1)
    store.put_new("runs/run-9/manifest.json", dump_json({"run_id": "run-9"}))
    assert ledger.finish_unsealed(store) == ["run-9"]
    assert ledger.finish_unsealed(store) == []


def test_an_untouched_chain_has_no_problem() -> None:
    assert list(verify.check_ledger(chain(sealed_store()))) == []


@pytest.mark.parametrize(
    ("touch", "kind"),
    [
        (lambda c: c.pop(2), "missing"),
        (lambda c: c.update({2: c[3], 3: c[2]}), "reordered"),
        (lambda c: c.update({2: c[2].replace(b"run-2", b"run-7")}), "altered"),
        (lambda c: c.update({2: b"not json"}), "altered"),
        (lambda c: c.update({2: c[2] + b"\n"}), "altered"),
        (lambda c: c.update({1: dump_json({**json.loads(c[1]), "prev": "0" * 64})}), "forked"),
    ],
)
def test_a_touched_chain_is_named(touch: object, kind: str) -> None:
    entries = chain(sealed_store())
    touch(entries)  # type: ignore[operator]
    assert kind in {p.kind for p in verify.check_ledger(entries)}


def test_a_run_that_nobody_made_is_named_with_what_to_do() -> None:
    with pytest.raises(NotFound, match="ppsp runs"):
        ledger.load_manifest(MemoryStore(), "run-0")
