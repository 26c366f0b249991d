"""Signatures, witnesses, and two verifiers that must agree on whatever is done to a store."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey
from typer.testing import CliRunner

from flows.audit.keys import head, keys_of, read_head, register, sign_runs, trust
from flows.cli import app
from schemas.canonical import dump_json
from schemas.errors import WrongUsage
from tasks.lineage.proof.audit import audit
from tasks.lineage.proof.statement import key_id, new_private_pem, opened, private_key, public_pem, signed, subjects
from tasks.lineage.standalone import read
from tasks.lineage.standalone import verify as verify_alone
from tasks.store.restricted import RestrictedStore
from tests.integration.test_tamper import files

PEM, OTHER = new_private_pem(), new_private_pem()


@pytest.fixture
def store(demo: RestrictedStore) -> RestrictedStore:
    register(demo, "operator", PEM, "U1", "2013-01-01")
    assert len(sign_runs(demo, private_key(PEM))) == 2
    return demo


def kinds(store: RestrictedStore, **asked: object) -> set[str]:
    return {p.kind for p in audit(store, **asked).problems}


def both(store: RestrictedStore, **asked: object) -> set[tuple[str, str]]:
    """The problems, found alike by both verifiers."""
    report = audit(store, **asked)
    ours = {(p.kind, p.key) for p in report.problems}
    alone, is_signed, absent = verify_alone(
        read(Path(store.url)), str(asked.get("root", "")), asked.get("witness", b"")
    )
    assert (alone, {a for a in absent if not a.startswith("restricted/")}) == (ours, set())
    assert is_signed == report.signed
    return ours


def test_a_signed_store_verifies_and_an_unsigned_one_says_so(demo: RestrictedStore) -> None:
    assert (audit(demo).problems, audit(demo).signed) == ([], False)
    assert both(demo) == set()
    register(demo, "operator", PEM, "U1", "2013-01-01")
    assert kinds(demo) == {"unsigned"}
    sign_runs(demo, private_key(PEM))
    assert both(demo) == set()
    assert audit(demo).signed
    assert audit(demo, root=public_pem(private_key(PEM))).problems == []
    assert sign_runs(demo, private_key(PEM)) == []


def test_an_envelope_is_an_in_toto_statement_about_outputs_and_the_entry_before(store: RestrictedStore) -> None:
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


def test_a_foreign_key_a_changed_payload_and_an_unreadable_envelope_are_told_apart(store: RestrictedStore) -> None:
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


def test_a_rotated_key_is_signed_by_the_old_one_and_a_witness_signs_beside(store: RestrictedStore) -> None:
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


def test_a_tail_cut_off_with_its_records_is_seen_with_a_witness(store: RestrictedStore) -> None:
    kept = head(store, "2014-12-31")
    assert both(store, witness=kept) == set()
    last = files(store, "ledger/")[-1]
    run = json.loads(last.read_bytes())["run"]
    last.unlink()
    (Path(store.url) / f"runs/{run}/manifest.json").unlink()
    files(store, "statements/")[-1].unlink()
    assert both(store) == set()
    assert {k for k, _ in both(store, witness=kept)} == {"cut"}
    with pytest.raises(WrongUsage, match="no receipt"):
        read_head(b"{}")


def test_a_ledger_written_anew_is_seen_with_a_witness(store: RestrictedStore) -> None:
    kept = head(store, "2014-12-31")
    last = files(store, "ledger/")[-1]
    body = json.loads(last.read_bytes())
    last.write_bytes(dump_json({**body, "run": body["run"] + "x"}))
    assert ("forked", "ledger/000002.json") in both(store, witness=kept)


def test_a_signed_receipt_says_by_whom_and_an_unsigned_one_stays_readable(store: RestrictedStore) -> None:
    key, root = private_key(PEM), public_pem(private_key(PEM))
    plain, kept = head(store, "2014-12-31"), head(store, "2014-12-31", key)
    assert read_head(plain).entry == read_head(kept).entry
    assert both(store, root=root, witness=plain) == both(store, root=root, witness=kept) == set()
    assert audit(store, witness=plain).witness == ""
    assert audit(store, witness=kept).witness == key_id(root)
    assert audit(store).witness is None
    foreign = head(store, "2014-12-31", private_key(OTHER))
    assert both(store, witness=foreign) == {("unknown_key", "witness")}
    assert audit(store, witness=foreign).witness == ""
    body = json.loads(kept)
    body["payload"] = base64.b64encode(base64.b64decode(body["payload"]).replace(b"2014-12-31", b"2014-12-30")).decode()
    assert both(store, witness=dump_json(body)) == {("altered", "witness")}
    assert both(store, witness=b"{}") == {("unreadable", "witness")}


def test_a_tail_cut_off_with_its_records_is_seen_by_a_signed_receipt(store: RestrictedStore) -> None:
    kept, root = head(store, "2014-12-31", private_key(PEM)), public_pem(private_key(PEM))
    last = files(store, "ledger/")[-1]
    run = json.loads(last.read_bytes())["run"]
    for path in (last, Path(store.url) / f"runs/{run}/manifest.json", *files(store, "statements/")[-1:]):
        path.unlink()
    assert both(store, root=root) == set()
    assert both(store, root=root, witness=kept) == {("cut", "ledger/000002.json")}


def test_envelopes_verify_with_the_library_of_the_in_toto_project(store: RestrictedStore) -> None:
    public, other = (private_key(pem).public_key() for pem in (PEM, OTHER))
    name = key_id(public_pem(private_key(PEM)))
    for data in (*(p.read_bytes() for p in files(store, "statements/")), head(store, "2014-12-31", private_key(PEM))):
        envelope = Envelope.from_dict(json.loads(data))
        assert envelope.verify([SSlibKey.from_crypto(public, keyid=name)], 1).keys() == {name}
        with pytest.raises(VerificationError):
            envelope.verify([SSlibKey.from_crypto(other, keyid=name)], 1)


def test_the_commands_say_who_signed_a_receipt(store: RestrictedStore, tmp_path: Path) -> None:
    key, plain, kept = (tmp_path / name for name in ("operator.key", "plain.json", "kept.json"))
    key.write_bytes(PEM)

    def ppsp(*words: str) -> str:
        answer = CliRunner().invoke(app, [*words, "--store", store.url])
        assert answer.exit_code == 0, answer.output
        return answer.stdout.replace("\n", " ")

    assert "not signed" in ppsp("witness", str(plain))
    name = key_id(public_pem(private_key(PEM)))[:16]
    assert f"signed by key {name}" in ppsp("witness", str(kept), "--key", str(key))
    assert "receipt of the head not signed" in ppsp("verify", "--witness", str(plain))
    assert f"receipt of the head signed by key {name}" in ppsp("verify", "--witness", str(kept))
    kept.write_bytes(head(store, "2014-12-31", private_key(OTHER)))
    answer = CliRunner().invoke(app, ["verify", "--witness", str(kept), "--store", store.url, "--json"])
    assert answer.exit_code == 1
    assert [(p["kind"], p["key"]) for p in json.loads(answer.stdout)["problems"]] == [("unknown_key", "witness")]
