"""Whatever is done to a signed store is caught, named rightly, and told alike by both verifiers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.audit.keys import head, register, sign_runs
from schemas.canonical import digest, dump_json
from tasks.lineage.proof.audit import audit
from tasks.lineage.proof.statement import new_private_pem, private_key, public_pem, signed, statement
from tasks.lineage.records.acts import record_act
from tasks.lineage.standalone import read
from tasks.lineage.standalone import verify as verify_alone
from tasks.lineage.units.memo import Memo
from tasks.store.keys import is_household, ledger_key, manifest_key, object_key
from tasks.store.memory import MemoryStore
from tests.support.contoh import examples

OPERATOR, WITNESS, FOREIGN = new_private_pem(), new_private_pem(), new_private_pem()
ROOT = public_pem(private_key(OPERATOR))
SINGLE = ("objects/", "units/", "submissions/", "acts/", "runs/", "published/", "ledger/", "statements/", "keys/")
NAMED_BY_DIGEST = ("objects/", "units/", "submissions/", "acts/", "runs/", "published/", "keys/")
Files = dict[str, bytes]
Problems = set[tuple[str, str]]


@dataclass(frozen=True)
class Sealed:
    """A signed store, the receipt of its head, and the keys whose absence can be seen."""

    files: Files = field(repr=False)
    witness: bytes
    missed: dict[str, list[str]] = field(repr=False)

    def entry(self, n: int) -> dict[str, Any]:
        return json.loads(self.files[ledger_key(n)])


@pytest.fixture(scope="module")
def sealed(demo_sealed: Path) -> Sealed:
    store = MemoryStore(read(demo_sealed))
    register(store, "operator", OPERATOR, "U1", "2013-01-01")
    register(store, "provinsi", WITNESS, "U2", "2013-01-02", OPERATOR)
    sign_runs(store, private_key(OPERATOR))
    for i in range(3):
        paper = {"kind": "bukti", "nomor": str(i), "oleh": "K1", "tanggal_catat": "2013-06-01"}
        record_act(store, 2013, "99.01", paper)
    files = {key: store.get(key) for key in store.list("")}
    return Sealed(files, head(store, "2014-12-31", private_key(WITNESS)), _missed(files))


def _missed(files: Files) -> dict[str, list[str]]:
    """Keys that something else names, by prefix: objects of sealed units, receipts below the newest, records."""
    found: dict[str, set[str]] = {prefix: set() for prefix in SINGLE}
    for key in (k for k in files if k.startswith("runs/")):
        manifest = json.loads(files[key])
        for name in (*manifest["inputs"], *manifest["published"], *(u["memo"] for u in manifest["units"]), key):
            found[name.split("/")[0] + "/"].add(name)
        for unit in manifest["units"]:
            found["objects/"] |= {object_key(d) for d in _seen_by_all(files[unit["memo"]])}
    found["acts/"] |= {"acts/2013/99.01/0001.json", "acts/2013/99.01/0002.json"}
    found["keys/"].add("keys/0001.json")
    return {prefix: sorted(keys) for prefix, keys in found.items() if keys}


def _seen_by_all(memo: bytes) -> list[str]:
    return [d for d in Memo.load(memo).objects().values() if not is_household(d)]


def told(files: Files, witness: bytes) -> Problems:
    """The problems; both verifiers must find the same ones."""
    report = audit(MemoryStore(files), root=ROOT, witness=witness)
    alone, is_signed, absent = verify_alone(files, ROOT, witness)
    ours = {(p.kind, p.key) for p in report.problems}
    assert alone == ours
    assert is_signed == report.signed
    assert all(is_household(name) for name in absent), "only what lies apart may be absent"
    assert len(absent) <= report.withheld
    return ours


def test_the_untouched_store_has_no_problem(sealed: Sealed) -> None:
    assert told(sealed.files, sealed.witness) == set()


def changed(data: bytes, how: str, at: int, bit: int) -> bytes:
    place = at % len(data)
    if how == "truncate":
        return data[:place]
    return data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]


@examples(14)
@given(st.sampled_from(SINGLE), st.sampled_from(("flip", "truncate")), *[st.integers(0, 2**40)] * 2, st.integers(0, 7))
def test_a_changed_file_is_named(sealed: Sealed, prefix: str, how: str, which: int, at: int, bit: int) -> None:
    keys = sorted(k for k in sealed.files if k.startswith(prefix))
    key = keys[which % len(keys)]
    problems = told({**sealed.files, key: changed(sealed.files[key], how, at, bit)}, sealed.witness)
    if prefix == "ledger/":
        n = int(key[7:-5])
        assert {("altered", key), ("reordered", key), ("altered", ledger_key(n + 1)), ("forked", key)} & problems
        assert ("unsigned", key) in problems
    elif prefix == "statements/":
        assert {kind for kind, k in problems if k == key} <= {"altered", "unreadable", "unknown_key"}
        assert ("unsigned", ledger_key(int(key.split("/")[1].split(".")[0]))) in problems
    else:
        assert ("altered", key) in problems


@examples(4)
@given(st.integers(0, 2**40), st.sampled_from(("flip", "truncate")), st.integers(0, 7))
def test_a_changed_receipt_of_the_head_is_named(sealed: Sealed, at: int, how: str, bit: int) -> None:
    problems = told(sealed.files, changed(sealed.witness, how, at, bit) or b" ")
    assert len(problems) == 1
    assert problems <= {("altered", "witness"), ("unreadable", "witness"), ("unknown_key", "witness")}


@examples(7)
@given(st.sampled_from(("objects/", "units/", "submissions/", "acts/", "runs/", "published/", "keys/")), st.integers(0))
def test_a_deleted_file_is_named(sealed: Sealed, prefix: str, which: int) -> None:
    keys = sealed.missed[prefix]
    key = keys[which % len(keys)]
    assert ("missing", key) in told({k: d for k, d in sealed.files.items() if k != key}, sealed.witness)


@examples(4)
@given(st.sampled_from(("ledger/", "statements/")), st.integers(0, 1))
def test_a_deleted_entry_or_signature_is_named(sealed: Sealed, prefix: str, which: int) -> None:
    key = sorted(k for k in sealed.files if k.startswith(prefix))[which]
    problems = told({k: d for k, d in sealed.files.items() if k != key}, sealed.witness)
    if prefix == "statements/":
        assert problems == {("unsigned", ledger_key(which + 1))}
    elif which == 0:
        assert ("missing", key) in problems
    else:
        assert {("cut", key), ("unsealed", manifest_key(sealed.entry(2)["run"]))} <= problems


@examples(7)
@given(st.sampled_from(SINGLE), st.integers(0), st.integers(0))
def test_two_swapped_files_are_named(sealed: Sealed, prefix: str, one: int, other: int) -> None:
    keys = sorted(k for k in sealed.files if k.startswith(prefix))
    a, b = keys[one % len(keys)], keys[other % len(keys)]
    if sealed.files[a] == sealed.files[b]:
        return
    problems = told({**sealed.files, a: sealed.files[b], b: sealed.files[a]}, sealed.witness)
    kinds = {"altered", "reordered"}
    assert {key for kind, key in problems if kind in kinds} >= {a, b}
    if prefix in ("ledger/", "acts/", "keys/"):
        assert {("reordered", a), ("reordered", b)} <= problems


@examples(4)
@given(st.sampled_from((1, 2)), st.sampled_from(("reason", "by", "fiscal_year")), st.booleans())
def test_a_manifest_signed_again_with_a_foreign_key_is_named(sealed: Sealed, n: int, member: str, other: bool) -> None:
    """The forger rewrites the record, its ledger entry and those after it, and signs them with a key of his own."""
    files, key = dict(sealed.files), private_key(FOREIGN)
    forge(files, n, {member: "forged"}, key)
    if other:  # and makes his key look like one of the store's
        number = sum(k.startswith("keys/") for k in files) + 1
        body = {"name": "x", "public_pem": public_pem(key), "oleh": "U9", "tanggal_catat": "2014-01-01", "seq": number}
        files[f"keys/{number:04d}.json"] = dump_json({**body, "digest": digest(dump_json(body))})
    problems = told(files, sealed.witness)
    assert {("unsigned", ledger_key(i)) for i in range(n, 3)} <= problems
    assert {("unknown_key", k) for k in files if k.startswith("statements/") and int(k[11:17]) >= n} <= problems
    assert ("forked", ledger_key(2)) in problems


@examples(4)
@given(st.sampled_from((1, 2)), st.text("abc", min_size=1))
def test_a_ledger_written_anew_by_its_own_operator_is_named_by_the_receipt(sealed: Sealed, n: int, why: str) -> None:
    files = dict(sealed.files)
    forge(files, n, {"reason": why}, private_key(OPERATOR))
    assert told(files, sealed.witness) == {("forked", ledger_key(2))}
    assert audit(MemoryStore(files), root=ROOT).problems == []


def forge(files: Files, n: int, said: dict[str, str], key: Any) -> None:
    """Rewrite record n and everything that follows from it, so that the chain fits again."""
    for number in (i for i in (1, 2) if i >= n):
        entry = json.loads(files[ledger_key(number)])
        record = json.loads(files[manifest_key(entry["run"])]) | (said if number == n else {})
        data = dump_json(record)
        prev = digest(files[ledger_key(number - 1)]) if number > 1 else None
        forged = dump_json({**entry, "prev": prev, "manifest": digest(data)})
        files |= {manifest_key(entry["run"]): data, ledger_key(number): forged}
        where = next(k for k in files if k.startswith(f"statements/{number:06d}."))
        files[where] = signed(statement(forged, record, digest(data)), key)


@examples(2)
@given(st.booleans())
def test_a_tail_cut_off_with_all_its_records_is_seen_with_the_receipt_only(sealed: Sealed, with_pages: bool) -> None:
    run = sealed.entry(2)["run"]
    gone = {ledger_key(2), manifest_key(run)} | {k for k in sealed.files if k.startswith("statements/000002")}
    gone |= {k for k in sealed.files if with_pages and k.startswith("published/2014/")}
    files = {k: d for k, d in sealed.files.items() if k not in gone}
    assert told(files, b"") == set()
    assert told(files, sealed.witness) == {("cut", ledger_key(2))}
