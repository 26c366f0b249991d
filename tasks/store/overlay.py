"""A store that reads from another one and keeps what is written to itself, for verbs that only look."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.store.memory import MemoryStore
from tasks.store.ports import Store


class OverlayStore:
    """What is written is gone with the process; everything else is that of the store below."""

    def __init__(self, below: Store) -> None:
        self._below = below
        self._own = MemoryStore()
        self.url = below.url

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new; a key of the store below is compared with it."""
        if self._below.exists(key):
            return self._below.put_new(key, data)
        return self._own.put_new(key, data)

    def get(self, key: str) -> bytes:
        """See Store.get."""
        return self._own.get(key) if self._own.exists(key) else self._below.get(key)

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return self._own.exists(key) or self._below.exists(key)

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return iter(sorted({*self._own.list(prefix), *self._below.list(prefix)}))
