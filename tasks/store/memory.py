"""A store in memory, for tests and for checking a file without keeping it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from threading import Lock

from schemas.errors import NotFound, StoreConflict, Withheld, WrongUsage
from tasks.store.keyring import Key
from tasks.store.keys import is_household, scope_of


class MemoryStore:
    """Keeps everything in a dict; gone with the process. It may begin with a copy of what another store holds."""

    url = "memory:"

    def __init__(self, held: Mapping[str, bytes] | None = None) -> None:
        self._data = dict(held or {})
        self._scopes: set[str] = set()
        self._swapped: dict[str, float] = {}
        self._lock = Lock()

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new."""
        with self._lock:
            known = self._data.get(key)
            if known is None:
                self._data[key] = data
                return True
        if known != data:
            raise StoreConflict(f"{key} is already in the store with other bytes; nothing was overwritten")
        return False

    def get(self, key: str) -> bytes:
        """See Store.get."""
        try:
            return self._data[key]
        except KeyError:
            if is_household(key) and scope_of(key) not in self._scopes:
                raise Withheld(f"{key} holds answers of households, which are not here") from None
            raise NotFound(f"{key} is not in the store") from None

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return key in self._data

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return iter(sorted(k for k in self._data if k.startswith(prefix)))

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for: nothing here outlives the process, so that names are made with a key that anybody has."""
        if may_be_new:
            self._scopes.add(scope)
        return Key(scope, bytes(32)) if scope in self._scopes else None

    def without_keys(self) -> MemoryStore:
        """See Store.without_keys."""
        return MemoryStore({k: v for k, v in self._data.items() if not is_household(k)})

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See KeptStore.sizes."""
        return ((key, len(self._data[key])) for key in self.list(prefix))

    def remove(self, key: str) -> None:
        """See KeptStore.remove."""
        self._data.pop(key, None)

    def swap(self, key: str, was: bytes | None, data: bytes) -> bool:
        """See KeptStore.swap."""
        with self._lock:
            if self._data.get(key) != was:
                return False
            self._data[key], self._swapped[key] = data, time.monotonic()
        return True

    def age(self, key: str) -> float:
        """See KeptStore.age."""
        if key not in self._swapped:
            raise NotFound(f"{key} is not in the store")
        return time.monotonic() - self._swapped[key]

    def protection(self) -> str:
        """See KeptStore.protection."""
        return ""

    def link(self, key: str, seconds: int) -> str:
        """See KeptStore.link."""
        raise WrongUsage("a store in memory has no links")
