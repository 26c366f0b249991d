"""Receipts: what was handed in, by whom, when. Numbered by create-if-absent, never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.canonical import digest, dump_json, is_canonical, parsed
from schemas.errors import StoreConflict
from tasks.lineage.units.apart import Apart
from tasks.lineage.units.unit import put_object
from tasks.store.keys import receipt_key, receipt_prefix, reference_key
from tasks.store.ports import Store
from tasks.store.records import record

DAY = len("2013-05-02")
"""A receipt, act or run may carry the hour; its first DAY letters are the day."""
Receipt = dict[str, Any]


def seal_receipt(body: Mapping[str, Any]) -> bytes:
    """Canonical bytes of a receipt with the digest of everything else in it."""
    return dump_json({**body, "digest": digest(dump_json(dict(body)))})


def is_intact(data: bytes) -> bool:
    """Whether a receipt's own digest fits and its bytes are canonical."""
    try:
        body = parsed(data)
        said = body.pop("digest")
        return bool(is_canonical({**body, "digest": said}, data) and said == digest(dump_json(body)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


@dataclass(frozen=True, slots=True)
class Submitted:
    """A file that is handed in; one that is kept apart has, where there is one, a copy that everybody may see."""

    name: str
    data: bytes
    is_apart: bool = False
    reduced: bytes | None = None


def submit(
    store: Store,
    fiscal_year: int,
    district: str,
    files: Sequence[Submitted],
    *,
    code_system: str | None,
    by: str,
    received: str,
    recorded: str,
    keep_until: str = "",
) -> tuple[Receipt, bool]:
    """Keep a submission. Gives its receipt, and False when the newest receipt already holds the same bytes.

    `keep_until` is the day up to which what is kept apart may be kept, "" where nothing is.
    A file that is kept apart stands in the receipt under its household name, with `reduced`, the digest of its copy.

    `received` is the day the district handed it in, `recorded` the moment it was written down (both ISO text).
    """
    apart = Apart(store, fiscal_year, district)
    named = sorted((f.name, apart.name_of(f.data) if f.is_apart else digest(f.data)) for f in files)
    known = list(receipts(store, fiscal_year, district))
    if known and _content(known[-1]) == (named, code_system):
        return known[-1], False
    for f in files:
        apart.put(f.data) if f.is_apart else put_object(store, f.data)
    reduced = {f.name: put_object(store, f.reduced) for f in files if f.reduced is not None}
    body = {
        "fiscal_year": fiscal_year,
        "district": district,
        "code_system": code_system,
        "files": [
            {"name": name, "digest": d, **({"reduced": reduced[name]} if name in reduced else {})} for name, d in named
        ],
        "by": by,
        "received": received,
        "recorded": recorded,
        **({"simpan_sampai": keep_until} if keep_until else {}),
    }
    return write_numbered(store, lambda seq: receipt_key(fiscal_year, district, seq), body, len(known)), True


def receipts(store: Store, fiscal_year: int, district: str) -> Iterator[Receipt]:
    """The receipts of a district, oldest first."""
    return (record(store, key) for key in store.list(receipt_prefix(fiscal_year, district)))


def digests_of(file: Mapping[str, Any]) -> list[str]:
    """The names under which a file of a receipt is kept: whole, and where it has one its copy for everybody."""
    return [str(file[name]) for name in ("digest", "reduced") if name in file]


def districts_with_receipts(store: Store, fiscal_year: int, only: str = "") -> list[str]:
    """Districts that handed in anything for the fiscal year, sorted; with `only` at most that one."""
    return sorted({key.split("/")[2] for key in store.list(receipt_prefix(fiscal_year, only))})


def years_with_receipts(store: Store) -> list[int]:
    """Fiscal years with a submission, sorted."""
    return sorted({int(key.split("/")[1]) for key in store.list("submissions/")})


def load_reference(store: Store, kind: str, name: str, data: bytes, about: Mapping[str, Any]) -> tuple[Receipt, bool]:
    """Keep a reference file (a region list). Gives its receipt, and False when the same bytes are already loaded."""
    for receipt in references(store, kind):
        if receipt["file"] == digest(data):
            return receipt, False
    body = {"kind": kind, "name": name, "file": put_object(store, data), **about}
    count = sum(1 for _ in references(store, kind))
    return write_numbered(store, lambda seq: reference_key(kind, seq), body, count), True


def references(store: Store, kind: str) -> Iterator[Receipt]:
    """The reference receipts of a kind, oldest first."""
    return (record(store, key) for key in store.list(f"reference/{kind}/"))


def _content(receipt: Receipt) -> tuple[list[tuple[str, str]], str | None]:
    return [(f["name"], f["digest"]) for f in receipt["files"]], receipt["code_system"]


Signer = Callable[[bytes], Mapping[str, str]]
"""Gives signatures over bytes by the id of their key."""
SIGNATURES = "tanda_tangan"


def signed_part(body: Mapping[str, Any]) -> bytes:
    """What the signatures of a record are over: all of it but themselves and its digest."""
    return dump_json({name: value for name, value in body.items() if name not in (SIGNATURES, "digest")})


def write_numbered(
    store: Store, key_of: Callable[[int], str], body: Mapping[str, Any], known: int, sign: Signer | None = None
) -> Receipt:
    """Write the body under the first free number after `known`, sealed with its own digest; gives what was written.

    `sign` signs it with its number.
    """
    seq = known
    while True:
        seq += 1
        whole = {**body, "seq": seq}
        sealed = seal_receipt(whole | ({SIGNATURES: dict(sign(signed_part(whole)))} if sign else {}))
        try:
            store.put_new(key_of(seq), sealed)
        except StoreConflict:
            continue
        return dict(json.loads(sealed))
