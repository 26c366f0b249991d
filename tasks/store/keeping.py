"""Keeping a store: copies that an auditor may trust, what lies in it, and what nothing refers to any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tasks.store.keys import LEASE_PREFIX, object_key
from tasks.store.ports import KeptStore, Store

_LAST = ("runs/", "ledger/", "keys/", "statements/")
"""What refers to everything else is copied last, so that a copy that was cut off is never taken for whole."""
_PASSING = ("probe/", LEASE_PREFIX)
"""What is of this place and moment is neither copied nor does it keep anything."""
_OWN = ("restricted/", "inbox/")
"""Answers of households, and what nobody has looked into yet, are not handed on with a copy."""
_NAMED = re.compile(rb"restricted/\d{4}/\d\d\.\d\d/[0-9a-f]{64}|[0-9a-f]{64}|units/[^\"\\]+\.json")
_THREADS = 16


@dataclass(frozen=True, slots=True)
class Copied:
    """How many keys were written and how many were there already with the same bytes."""

    written: int
    known: int


def copy(source: Store, target: Store) -> Copied:
    """Every key of `source` into `target`, read back by the target; records after what they refer to.

    Left out are the household part and the inbox, see `copy_apart`.

    What is there with the same bytes is left as it is, so that a copy that was cut off goes on. Raises StoreConflict
    where the target holds other bytes under a key: then it is another store.
    """
    keys = [k for k in source.list("") if not k.startswith((*_PASSING, *_OWN))]
    written = [0, 0]

    def one(key: str) -> bool:
        return target.put_new(key, source.get(key))

    with ThreadPoolExecutor(_THREADS) as pool:
        for is_new in pool.map(one, [k for k in keys if not k.startswith(_LAST)]):
            written[is_new] += 1
    for key in sorted((k for k in keys if k.startswith(_LAST)), key=lambda k: (_LAST.index(_top(k)), k)):
        written[one(key)] += 1
    return Copied(written[True], written[False])


def copy_apart(source: Store, target: Store) -> Copied:
    """The household part as it is sealed: of no use to who has not its keys, which are copied by hand."""
    new = [target.put_new(key, source.get(key)) for key in source.list(_OWN[0])]
    return Copied(sum(new), len(new) - sum(new))


@dataclass(frozen=True, slots=True)
class Share:
    """Keys and bytes below one part of a store."""

    part: str
    keys: int
    bytes: int


def stats(store: KeptStore) -> list[Share]:
    """What lies in each part of the store."""
    found: dict[str, list[int]] = {}
    for key, size in store.sizes(""):
        found.setdefault(_top(key), []).append(size)
    return [Share(part, len(sizes), sum(sizes)) for part, sizes in sorted(found.items())]


def unreferenced(store: KeptStore) -> list[tuple[str, int]]:
    """Memos that no run record names and objects that no record, receipt, act or memo in use names, with their bytes.

    Whatever is named anywhere outside `objects/` and `units/` stays, also by a run that is not sealed yet.
    """
    records = [k for k in store.list("") if not k.startswith(("objects/", "units/", "published/", *_PASSING))]
    named = set(_names(store, records))
    memos = list(store.sizes("units/"))
    named |= set(_names(store, [key for key, _ in memos if key in named]))
    kept = {object_key(n) for n in named if not n.startswith("units/")}
    loose = [(key, size) for key, size in memos if key not in named]
    return loose + [(key, size) for key, size in store.sizes("objects/") if key not in kept]


def _names(store: Store, keys: list[str]) -> Iterator[str]:
    for key in keys:
        yield from (name.decode() for name in _NAMED.findall(store.get(key)))


def _top(key: str) -> str:
    return f"{key.split('/')[0]}/"
