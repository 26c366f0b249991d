"""Verification without reading anything: bytes in, problems out. What reads the store is in audit.py."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.canonical import digest, dump_json
from tasks.lineage.memo import Memo
from tasks.lineage.receipts import is_intact
from tasks.lineage.statement import opened, trusted

Kind = Literal["altered", "missing", "reordered", "forked", "cut", "unsealed", "unsigned", "unknown_key", "unreadable"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: what kind, under which key, in one sentence."""

    kind: Kind
    key: str
    says: str


def check_ledger(entries: Mapping[int, bytes]) -> Iterator[Problem]:
    """The chain 1..n: no gap, each entry canonical, each naming the digest of the one before, no run twice."""
    before: bytes | None = None
    runs: set[str] = set()
    for n in range(1, max(entries, default=0) + 1):
        key, data = f"ledger/{n:06d}.json", entries.get(n)
        if data is None:
            yield Problem("missing", key, f"ledger entry {n} is gone although entry {max(entries)} exists")
            before = None
            continue
        entry = _entry(data)
        if entry is None:
            yield Problem("altered", key, f"ledger entry {n} is not what the system writes")
        elif entry["n"] != n:
            yield Problem("reordered", key, f"ledger entry {n} says that it is number {entry['n']}")
        elif n == 1 and entry["prev"] is not None:
            yield Problem("forked", key, "the first ledger entry names an entry before it")
        elif before is not None and entry["prev"] != digest(before):
            yield Problem("altered", key, f"ledger entry {n} does not name the digest of entry {n - 1}")
        elif entry["run"] in runs:
            yield Problem("forked", key, f"run {entry['run']} is sealed twice")
        if entry is not None:
            runs.add(str(entry["run"]))
        before = data


def check_head(entries: Mapping[int, bytes], head: Mapping[str, Any]) -> Iterator[Problem]:
    """The ledger against a receipt of its head that was kept elsewhere."""
    n, key = int(head["n"]), f"ledger/{int(head['n']):06d}.json"
    if n > max(entries, default=0):
        yield Problem("cut", key, f"the receipt knows entry {n}, the ledger ends at {max(entries, default=0)}")
    elif n in entries and digest(entries[n]) != head["entry"]:
        yield Problem("forked", key, f"entry {n} is another one than the receipt knows: the ledger was written anew")


@dataclass(frozen=True, slots=True)
class Signatures:
    """What is needed to check who signed: envelopes by key, the store's key records, and what each entry should say.

    `root` is the public key that the auditor holds (PEM); without one the store's first key is taken at its word.
    `expected` is the statement of each ledger entry as the store's own records give it.
    """

    envelopes: Mapping[str, bytes]
    keys: Sequence[Mapping[str, Any]]
    expected: Mapping[int, bytes]
    root: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether signatures are to be there: the store knows a key, or the auditor holds one."""
        return bool(self.keys or self.root)


def check_signatures(entries: Mapping[int, bytes], found: Signatures) -> Iterator[Problem]:
    """Every entry is signed by a key that follows from the root, over what the store says about it."""
    if not found.is_asked:
        return
    keys = trusted(found.keys, found.root or str(found.keys[0]["public_pem"]))
    signed: set[int] = set()
    for key, data in sorted(found.envelopes.items()):
        name = key.rsplit("/", 1)[-1].split(".")[0]
        envelope = opened(data, keys)
        if envelope is None or not name.isdigit():
            yield Problem("unreadable", key, "this is no envelope that the system writes")
        elif not set(envelope.named) & keys.keys():
            yield Problem("unknown_key", key, "it is signed by a key that does not follow from the trusted one")
        elif not envelope.valid:
            yield Problem("altered", key, "the signature does not fit what is signed")
        elif envelope.payload != found.expected.get(int(name)):
            yield Problem("altered", key, f"what was signed about entry {int(name)} is not what the store says")
        else:
            signed.add(int(name))
    for n in sorted(entries.keys() - signed):
        yield Problem("unsigned", f"ledger/{n:06d}.json", f"no trusted key has signed ledger entry {n}")


def _entry(data: bytes) -> dict[str, object] | None:
    try:
        body = json.loads(data)
    except ValueError:
        return None
    if not isinstance(body, dict) or set(body) != {"n", "prev", "run", "manifest"} or dump_json(body) != data:
        return None
    return body


def check_digest(key: str, data: bytes | None, expected: str, what: str) -> Iterator[Problem]:
    """Bytes that must be there with a known digest."""
    if data is None:
        yield Problem("missing", key, f"{what} is gone")
    elif digest(data) != expected:
        yield Problem("altered", key, f"{what} is not the one that was sealed")


def check_object(key: str, data: bytes) -> Iterator[Problem]:
    """An object is named by its own digest."""
    if digest(data) != key.rsplit("/", 1)[-1]:
        yield Problem("altered", key, "the bytes of this object do not have the digest that names it")


def check_receipt(key: str, data: bytes) -> Iterator[Problem]:
    """A receipt carries the digest of its own content."""
    if not is_intact(data):
        yield Problem("altered", key, "this receipt is not what was written when it was recorded")


def check_memo(key: str, data: bytes) -> Iterator[Problem]:
    """A memo lies under the unit key that its content gives."""
    try:
        memo = Memo.load(data)
    except (ValueError, TypeError, KeyError, AttributeError):
        yield Problem("altered", key, "this unit record cannot be read")
        return
    inputs = [list(i) for i in memo.inputs]
    unit_key = digest(dump_json([memo.step, memo.code, memo.rules, inputs]))
    place = f"units/{memo.fiscal_year}/{memo.district}/{memo.step}/{unit_key}.json"
    if memo.dump() != data or unit_key != memo.unit_key or place != key:
        yield Problem("altered", key, "this unit record does not fit the key under which it lies")


def check_result(key: str, data: bytes) -> Iterator[Problem]:
    """A scenario or national view lies under the digest of its own bytes."""
    if f"{digest(data)}.json" != key.rsplit("/", 1)[-1]:
        yield Problem("altered", key, "this result does not have the digest that names it")
