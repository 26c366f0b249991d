"""Signatures, witnesses, and two verifiers that must agree on whatever is done to a store."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from flows.keys import head, keys_of, read_head, register, sign_runs, trust
from schemas.canonical import dump_json
from schemas.errors import WrongUsage
from tasks.lineage.audit import audit
from tasks.lineage.standalone import verify as verify_alone
from tasks.lineage.statement import key_id, new_private_pem, opened, private_key, public_pem, signed, subjects
from tasks.store.folder import FolderStore
from tests.integration.test_tamper import files, flip

PEM, OTHER = new_private_pem(), new_private_pem()


@pytest.fixture
def store(demo: FolderStore) -> FolderStore:
    register(demo, "operator", PEM, "U1", "2013-01-01")
    assert len(sign_runs(demo, private_key(PEM))) == 2
    return demo


def kinds(store: FolderStore, **asked: object) -> set[str]:
    return {p.kind for p in audit(store, **asked).problems}


def both(store: FolderStore, **asked: object) -> set[tuple[str, str]]:
    """The problems, found alike by both verifiers."""
    report = audit(store, **asked)
    ours = {(p.kind, p.key) for p in report.problems}
    alone, is_signed = verify_alone(Path(store.url), str(asked.get("root", "")), asked.get("head"))
    assert alone == ours
    assert is_signed == report.signed
    return ours


def test_a_signed_store_verifies_and_an_unsigned_one_says_so(demo: FolderStore) -> None:
    assert (audit(demo).problems, audit(demo).signed) == ([], False)
    assert both(demo) == set()
    register(demo, "operator", PEM, "U1", "2013-01-01")
    assert kinds(demo) == {"unsigned"}
    sign_runs(demo, private_key(PEM))
    assert both(demo) == set()
    assert audit(demo).signed
    assert audit(demo, root=public_pem(private_key(PEM))).problems == []
    assert sign_runs(demo, private_key(PEM)) == []


def test_an_envelope_is_an_in_toto_statement_about_outputs_and_the_entry_before(store: FolderStore) -> None:
    last = files(store, "statements/")[-1].read_bytes()
    public = public_pem(private_key(PEM))
    envelope = opened(last, {key_id(public): public})
    assert envelope is not None
    assert envelope.valid == (key_id(public),)
    body = json.loads(envelope.payload)
    assert body["_type"] == "https://in-toto.io/Statement/v1"
    named = subjects(envelope.payload)
    assert {"ledger/entry", "ledger/previous", "run/manifest"} <= named.keys()
    assert any(name.startswith("output/2014/") for name in named)


def test_a_foreign_key_a_changed_payload_and_an_unreadable_envelope_are_told_apart(store: FolderStore) -> None:
    path = files(store, "statements/")[0]
    good = path.read_bytes()
    payload = base64.b64decode(json.loads(good)["payload"])
    path.write_bytes(signed(payload, private_key(OTHER)))
    assert ("unknown_key", path.relative_to(store.url).as_posix()) in both(store)
    path.write_bytes(signed(payload.replace(b"demo", b"omed").replace(b"test", b"tset"), private_key(PEM)))
    assert {k for k, _ in both(store)} == {"altered", "unsigned"}
    path.write_bytes(b"{}")
    assert {k for k, _ in both(store)} == {"unreadable", "unsigned"}
    path.write_bytes(good)
    assert {k for k, _ in both(store, root=public_pem(private_key(OTHER)))} == {"unknown_key", "unsigned"}


def test_a_rotated_key_is_signed_by_the_old_one_and_a_witness_signs_beside(store: FolderStore) -> None:
    with pytest.raises(WrongUsage, match="signed by one that the store knows"):
        register(store, "new", OTHER, "U1", "2014-01-01")
    with pytest.raises(WrongUsage, match="does not know this key"):
        sign_runs(store, private_key(OTHER))
    register(store, "new", OTHER, "U1", "2014-01-01", PEM)
    assert len(sign_runs(store, private_key(OTHER))) == 2
    assert both(store, root=public_pem(private_key(PEM))) == set()
    third = private_key(new_private_pem())
    trust(store, "provinsi", public_pem(third), "U1", "2014-01-02", private_key(OTHER))
    assert len(sign_runs(store, third)) == 2
    assert len(files(store, "statements/")) == 6
    assert both(store, root=public_pem(private_key(PEM))) == set()
    assert len(keys_of(store)) == 3


def test_a_tail_cut_off_with_its_records_is_seen_with_a_witness(store: FolderStore) -> None:
    kept = read_head(head(store, "2014-12-31"))
    assert both(store, head=kept) == set()
    last = files(store, "ledger/")[-1]
    run = json.loads(last.read_bytes())["run"]
    last.unlink()
    (Path(store.url) / f"runs/{run}/manifest.json").unlink()
    files(store, "statements/")[-1].unlink()
    assert both(store) == set()
    assert {k for k, _ in both(store, head=kept)} == {"cut"}
    with pytest.raises(WrongUsage, match="no receipt"):
        read_head(b"{}")


def test_a_ledger_written_anew_is_seen_with_a_witness(store: FolderStore) -> None:
    kept = read_head(head(store, "2014-12-31"))
    last = files(store, "ledger/")[-1]
    body = json.loads(last.read_bytes())
    last.write_bytes(dump_json({**body, "run": body["run"] + "x"}))
    assert ("forked", "ledger/000002.json") in both(store, head=kept)


def _flip(path: Path, rng: Random, _: list[Path]) -> None:
    flip(path, rng.randrange(path.stat().st_size))


def _delete(path: Path, _: Random, __: list[Path]) -> None:
    path.unlink()


def _truncate(path: Path, rng: Random, _: list[Path]) -> None:
    path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])


def _swap(path: Path, rng: Random, every: list[Path]) -> None:
    other = rng.choice([p for p in every if p != path and p.parts[-3] == path.parts[-3]] or [path])
    path.write_bytes(other.read_bytes()) if other != path else path.unlink()


DONE: tuple[Callable[[Path, Random, list[Path]], None], ...] = (_flip, _delete, _truncate, _swap)
SIGNED_PREFIXES = ("objects/", "units/", "submissions/", "runs/", "ledger/", "published/", "statements/", "keys/")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_a_signed_store_is_caught_by_both_verifiers(store: FolderStore, seed: int) -> None:
    rng, kept = Random(seed), read_head(head(store, "2014-12-31"))
    every = [p for prefix in SIGNED_PREFIXES for p in files(store, prefix)]
    for _ in range(12):
        prefix = rng.choice(SIGNED_PREFIXES)
        path = rng.choice(files(store, prefix))
        before = path.read_bytes()
        rng.choice(DONE)(path, rng, every)
        if path.exists() and path.read_bytes() == before:
            continue
        ours = {p.kind for p in audit(store, head=kept, root=public_pem(private_key(PEM))).problems}
        alone, _signed = verify_alone(Path(store.url), public_pem(private_key(PEM)), dict(kept))
        assert ours, path
        assert alone, path
        path.write_bytes(before)
