"""Verification without reading anything: bytes in, problems out. What reads the store is in audit.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.canonical import digest, dump_json, is_canonical, parsed
from tasks.lineage.proof.statement import is_signed_by, opened, trusted
from tasks.lineage.records.receipts import SIGNATURES, is_intact, signed_part
from tasks.lineage.units.memo import Memo
from tasks.store.keys import ledger_key

Kind = Literal["altered", "missing", "reordered", "forked", "cut", "unsealed", "unsigned", "unknown_key", "unreadable"]
PLACES = {"submissions": ("fiscal_year", "district"), "acts": ("fiscal_year", "district"), "reference": ("kind",)}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: what kind, under which key, in one sentence."""

    kind: Kind
    key: str
    says: str


def numbered(stored: Mapping[str, bytes]) -> tuple[dict[int, bytes], list[Problem]]:
    """The ledger entries by number, and what lies among them under another name than the system gives."""
    found, strange = {}, []
    for key, data in stored.items():
        n = int(key[7:-5]) if key[7:-5].isdecimal() else 0
        if n and key == ledger_key(n):
            found[n] = data
        else:
            strange.append(Problem("unreadable", key, "the system gives no ledger entry this name"))
    return found, strange


def check_ledger(entries: Mapping[int, bytes]) -> Iterator[Problem]:
    """The chain 1..n: no gap, each entry canonical, each naming the digest of the one before, no run twice."""
    before: bytes | None = None
    runs: set[str] = set()
    for n in range(1, max(entries, default=0) + 1):
        key, data = ledger_key(n), entries.get(n)
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
        elif str(entry["run"]) in runs:
            yield Problem("forked", key, f"run {entry['run']} is sealed twice")
        if entry is not None:
            runs.add(str(entry["run"]))
        before = data


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
    def trusted(self) -> dict[str, str]:
        """The keys (PEM by id) that follow from the root; {} where nobody holds or registered one."""
        return trusted(self.keys, self.root or str(self.keys[0]["public_pem"])) if self.is_asked else {}

    @property
    def is_asked(self) -> bool:
        """Whether signatures are to be there: the store knows a key, or the auditor holds one."""
        return bool(self.keys or self.root)


def check_signatures(entries: Mapping[int, bytes], found: Signatures) -> Iterator[Problem]:
    """Every entry is signed by a key that follows from the root, over what the store says about it."""
    if not found.is_asked:
        return
    keys = found.trusted
    signed: set[int] = set()
    for key, data in sorted(found.envelopes.items()):
        name = key.rsplit("/", 1)[-1].split(".")[0]
        envelope = opened(data, keys)
        if envelope is None or not name.isdecimal():
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
        yield Problem("unsigned", ledger_key(n), f"no trusted key has signed ledger entry {n}")


def _entry(data: bytes) -> dict[str, object] | None:
    try:
        body = parsed(data)
    except ValueError:
        return None
    if not isinstance(body, dict) or set(body) != {"n", "prev", "run", "manifest"} or not is_canonical(body, data):
        return None
    return body


def check_gaps(keys: Iterable[str]) -> Iterator[Problem]:
    """Receipts and acts are numbered from 1 in their folder: a number below the last one is there."""
    last: dict[str, int] = {}
    known = set(keys)
    for key in known:
        folder, _, name = key.rpartition("/")
        if name[:-5].isdecimal():
            last[folder] = max(last.get(folder, 0), int(name[:-5]))
    for folder, n in sorted(last.items()):
        for key in (f"{folder}/{i:04d}.json" for i in range(1, n)):
            if key not in known:
                yield Problem("missing", key, f"it is gone although number {n} of {folder} exists")


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
    """A receipt carries the digest of its own content, and lies in the place that its content gives."""
    if not is_intact(data):
        yield Problem("altered", key, "this receipt is not what was written when it was recorded")
        return
    if key != _place(key, parsed(data)):
        yield Problem("reordered", key, "this receipt was written for another place")


def _place(key: str, body: Mapping[str, Any]) -> str:
    """Where a receipt lies by what it says: of a district's year, of a kind of reference file, else by number only."""
    top = key.split("/")[0]
    names = PLACES.get(top, ())
    folder = "/".join((top, *(str(body.get(n)) for n in names))) if names else key.rpartition("/")[0]
    return f"{folder}/{str(body.get('seq')).zfill(4)}.json"


def check_act(key: str, data: bytes, keys: Mapping[str, str]) -> Iterator[Problem]:
    """The signatures that an act carries fit, and one of them is by a trusted key; an act without any is not signed."""
    body = parsed(data) if is_intact(data) else {}
    found = body.get(SIGNATURES) if keys else None
    if not isinstance(found, dict):
        return
    known = {name: text for name, text in found.items() if name in keys}
    if not known:
        yield Problem("unknown_key", key, "this act is signed by a key that does not follow from the trusted one")
    if not all(is_signed_by(signed_part(body), str(text), keys[name]) for name, text in known.items()):
        yield Problem("altered", key, "a signature of this act does not fit what it says")


def check_memo(key: str, data: bytes) -> Iterator[Problem]:
    """A memo lies under the unit key that its content gives."""
    try:
        memo = Memo.load(data)
        inputs = [list(i) for i in memo.inputs]
        unit_key = digest(dump_json([memo.step, memo.code, memo.rules, inputs]))
        is_ours = memo.dump() == data
    except (ValueError, TypeError, KeyError, AttributeError):
        yield Problem("altered", key, "this unit record cannot be read")
        return
    place = f"units/{memo.fiscal_year}/{memo.district}/{memo.step}/{unit_key}.json"
    if not is_ours or unit_key != memo.unit_key or place != key:
        yield Problem("altered", key, "this unit record does not fit the key under which it lies")


def check_result(key: str, data: bytes) -> Iterator[Problem]:
    """A scenario or national view lies under the digest of its own bytes."""
    if f"{digest(data)}.json" != key.rsplit("/", 1)[-1]:
        yield Problem("altered", key, "this result does not have the digest that names it")
