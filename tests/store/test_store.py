"""One suite for every backend: a store keeps what it is given, once."""

from __future__ import annotations

import hashlib
import pickle
import threading
from pathlib import Path

import pytest

from schemas.errors import KeyringBroken, NotFound, StoreConflict, StoreUnavailable
from tasks.store.folder import FolderStore
from tasks.store.keeping import copy, stats, unreferenced
from tasks.store.keyring import Key, Keyring
from tasks.store.keys import object_key
from tasks.store.memory import MemoryStore
from tasks.store.ports import KeptStore, Store


def test_what_was_put_comes_back(store: Store) -> None:
    assert store.put_new("objects/a", b"one") is True
    assert store.get("objects/a") == b"one"
    assert store.exists("objects/a")


def test_the_same_bytes_again_write_nothing(store: Store) -> None:
    store.put_new("ledger/1", b"one")
    assert store.put_new("ledger/1", b"one") is False


def test_other_bytes_under_a_known_key_are_an_alarm_and_change_nothing(store: Store) -> None:
    store.put_new("ledger/1", b"one")
    with pytest.raises(StoreConflict, match="nothing was overwritten"):
        store.put_new("ledger/1", b"two")
    assert store.get("ledger/1") == b"one"


def test_a_missing_key_is_named(store: Store) -> None:
    assert not store.exists("runs/none")
    with pytest.raises(NotFound, match="runs/none"):
        store.get("runs/none")


def test_keys_are_listed_sorted_below_their_prefix_only(store: Store) -> None:
    for key in ("runs/b/manifest.json", "runs/a/manifest.json", "ledger/1", "runs-other/x"):
        store.put_new(key, key.encode())
    assert list(store.list("runs/")) == ["runs/a/manifest.json", "runs/b/manifest.json"]
    assert list(store.list("units/")) == []


def test_sizes_are_told_and_what_is_removed_is_gone(store: KeptStore) -> None:
    store.put_new("objects/a", b"one")
    store.put_new("objects/b", b"three")
    assert list(store.sizes("objects/")) == [("objects/a", 3), ("objects/b", 5)]
    store.remove("objects/a")
    store.remove("objects/a")
    assert list(store.list("objects/")) == ["objects/b"]


def test_a_copy_holds_the_same_and_goes_on_where_it_stopped(store: KeptStore) -> None:
    source = MemoryStore()
    for key in ("objects/a", "runs/r/manifest.json", "ledger/000001.json", "keys/0001.json"):
        source.put_new(key, key.encode())
    store.put_new("objects/a", b"objects/a")
    assert (done := copy(source, store)).written == 3
    assert done.known == 1
    assert {key: store.get(key) for key in source.list("")} == {key: source.get(key) for key in source.list("")}
    assert copy(source, store).written == 0
    assert sum(part.keys for part in stats(store) if part.part != "probe/") == 4
    source.put_new("objects/b", b"one")
    store.put_new("objects/b", b"other")
    with pytest.raises(StoreConflict):
        copy(source, store)


def test_what_a_record_does_not_reach_is_unreferenced(store: KeptStore) -> None:
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("table", "loose", "file")}
    for name, digest in digests.items():
        store.put_new(object_key(digest), name.encode())
    store.put_new("units/2013/99.01/ssk/used.json", f'{{"tables": "{digests["table"]}"}}'.encode())
    store.put_new("units/2013/99.01/ssk/left.json", f'{{"tables": "{digests["loose"]}"}}'.encode())
    store.put_new("runs/r/manifest.json", b'{"memo": "units/2013/99.01/ssk/used.json"}')
    store.put_new("submissions/2013/99.01/0001.json", f'{{"digest": "{digests["file"]}"}}'.encode())
    assert [key for key, _ in unreferenced(store)] == ["units/2013/99.01/ssk/left.json", object_key(digests["loose"])]


def test_a_race_for_one_key_has_one_winner(store: Store) -> None:
    outcomes: list[bool | str] = []

    def try_it(mine: bytes) -> None:
        try:
            outcomes.append(store.put_new("ledger/7", mine))
        except StoreConflict:
            outcomes.append("conflict")

    racers = [threading.Thread(target=try_it, args=(bytes([i]),)) for i in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert outcomes.count(True) == 1
    assert outcomes.count("conflict") == 7


def test_a_store_travels_to_another_process(store: Store) -> None:
    if isinstance(store, MemoryStore):
        return
    store.put_new("objects/a", b"one")
    assert pickle.loads(pickle.dumps(store)).get("objects/a") == b"one"


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    (tmp_path / "secret").write_bytes(b"x")
    with pytest.raises(NotFound):
        store.get("../secret")


def test_an_unfinished_write_is_not_a_key(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    store.put_new("objects/a", b"one")
    (tmp_path / "store/objects/.tmp-123").write_bytes(b"half")
    assert list(store.list("objects/")) == ["objects/a"]


def test_a_folder_that_cannot_be_written_is_a_broken_environment(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"a file in the way")
    with pytest.raises(StoreUnavailable, match="cannot write"):
        FolderStore(tmp_path / "store").put_new("objects/a", b"one")


def test_a_server_that_overwrites_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.store.s3 import S3Store

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr(S3Store, "_put", lambda self, key, data: "")
    with pytest.raises(StoreUnavailable, match="conditional writes"):
        S3Store("ppsp").get("objects/a")


def test_a_key_seals_the_same_bytes_alike_and_opens_nothing_else() -> None:
    key, other = Key("2013/15.07", bytes(32)), Key("2013/15.08", bytes(32))
    name = key.name(b"one")
    assert (name, key.seal(name, b"one")) == (key.name(b"one"), key.seal(name, b"one"))
    assert len({name, other.name(b"one"), key.name(b"two")}) == 3
    assert b"one" not in key.seal(name, b"one")
    assert key.open(name, key.seal(name, b"one")) == b"one"
    assert key.open(key.name(b"two"), key.seal(name, b"one")) is None, "bound to its name"
    assert other.open(name, key.seal(name, b"one")) is None
    assert "secret" not in repr(key)


def test_a_keyring_keeps_a_key_a_scope_and_forgets_a_destroyed_one(tmp_path: Path) -> None:
    ring = Keyring(str(tmp_path / "keys"))
    assert ring.keys("2013/15.07") == []
    first = ring.first("2013/15.07")
    assert ring.first("2013/15.07") == first
    second = ring.make("2013/15.07")
    assert ring.keys("2013/15.07") == [second, first]
    assert ring.first("2013/15.08").secret not in (first.secret, second.secret)
    ring.destroy("2013/15.07", first.key_id)
    assert Keyring(str(tmp_path / "keys")).keys("2013/15.07") == [second]
    assert first.secret.hex() not in (tmp_path / "keys").read_text()
    (tmp_path / "keys").write_text("{broken")
    with pytest.raises(KeyringBroken, match="is no keyring"):
        ring.keys("2013/15.07")
