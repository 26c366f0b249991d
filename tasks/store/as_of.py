"""A store as a run saw it: of submissions, acts and reference files only those that its record names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemas.canonical import digest
from schemas.errors import NotFound
from tasks.store.keyring import Key
from tasks.store.keys import OBJECT_PREFIX
from tasks.store.ports import Store

_ARRIVING = ("submissions/", "acts/", "reference/")


class AsOfStore:
    """Lists what arrives in the course of time only as far as it is named; everything else is that of the store below.

    An object is read only if its bytes are those of its name.
    """

    def __init__(self, below: Store, named: Collection[str]) -> None:
        self._below = below
        self._named = frozenset(named)
        self.url = below.url

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new."""
        return self._below.put_new(key, data)

    def get(self, key: str) -> bytes:
        """See Store.get; NotFound also where an object holds other bytes than its name says."""
        data = self._below.get(key)
        if key.startswith(OBJECT_PREFIX) and digest(data) != key.rsplit("/", 1)[-1]:
            raise NotFound(f"{key} holds other bytes than its name says")
        return data

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return self._below.exists(key)

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for."""
        return self._below.key_for(scope, may_be_new=may_be_new)

    def without_keys(self) -> AsOfStore:
        """See Store.without_keys."""
        return AsOfStore(self._below.without_keys(), self._named)

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return (k for k in self._below.list(prefix) if not k.startswith(_ARRIVING) or k in self._named)
