"""The receipt of a ledger's head, kept away from the store: signed where a key was at hand. Bytes in, problems out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.canonical import digest, dump_json, parsed
from tasks.lineage.proof.statement import ENTRY, STATEMENT, Envelope, opened, signed
from tasks.lineage.proof.verify import Problem
from tasks.store.keys import ledger_key

KIND = "ppsp-ledger-head"
PREDICATE = "https://ppsp.example/ledger-head/v1"
PLACE = "witness"
"""The key under which a problem of the receipt itself is told: it lies in no store."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a receipt says: number and digest of the newest ledger entry, its run and the day; who signed it."""

    n: int
    entry: str
    run: str
    day: str
    envelope: Envelope | None = None


def receipt(n: int, entry: bytes, run: str, day: str, key: Ed25519PrivateKey | None = None) -> bytes:
    """The receipt of a ledger entry: a DSSE envelope around an in-toto statement, plain JSON without a key."""
    said = {"kind": KIND, "n": n, "run": run, "day": day}
    if key is None:
        return dump_json({**said, "entry": digest(entry)})
    body = {
        "_type": STATEMENT,
        "subject": [{"name": ENTRY, "digest": {"sha256": digest(entry)}}],
        "predicateType": PREDICATE,
        "predicate": said,
    }
    return signed(dump_json(body), key)


def read(data: bytes, keys: Mapping[str, str]) -> Head | None:
    """The receipt with its signatures checked against public keys (PEM by id); None for bytes that are none."""
    envelope = opened(data, keys)
    try:
        body = parsed(envelope.payload if envelope else data)
        said = body["predicate"] if envelope else body
        entry = body["subject"][0]["digest"]["sha256"] if envelope else body["entry"]
        if said["kind"] == KIND and isinstance(said["n"], int) and said["run"] and said["day"]:
            return Head(said["n"], str(entry), str(said["run"]), str(said["day"]), envelope)
    except (ValueError, KeyError, TypeError, IndexError):
        pass
    return None


def check_witness(entries: Mapping[int, bytes], data: bytes, keys: Mapping[str, str]) -> Iterator[Problem]:
    """The ledger against a receipt of its head that was kept elsewhere. A receipt without signature is taken as it is.

    One whose signature does not fit says nothing about the ledger, so that it is not held against it.
    """
    head = read(data, keys)
    if head is None:
        yield Problem("unreadable", PLACE, "this is no receipt of a ledger head; `ppsp witness OUT` writes one")
        return
    if head.envelope and not head.envelope.valid:
        is_known = bool(set(head.envelope.named) & keys.keys())
        says = "its signature does not fit" if is_known else "its key does not follow from the trusted one"
        yield Problem("altered" if is_known else "unknown_key", PLACE, f"the receipt of the head: {says}")
        return
    last, key = max(entries, default=0), ledger_key(head.n)
    if head.n > last:
        yield Problem("cut", key, f"the receipt knows entry {head.n}, the ledger ends at {last}")
    elif head.n in entries and digest(entries[head.n]) != head.entry:
        yield Problem(
            "forked", key, f"entry {head.n} is another one than the receipt knows: the ledger was written anew"
        )
