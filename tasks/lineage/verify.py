"""Verification without reading anything: bytes in, problems out. What reads the store is in audit.py."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.canonical import digest, dump_json
from tasks.lineage.memo import Memo
from tasks.lineage.receipts import is_intact

Kind = Literal["altered", "missing", "reordered", "forked", "unsealed"]


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
