"""A store that counts the bytes that go through it, for metrics."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from tasks.store.keyring import Key
from tasks.store.ports import Store


class CountedStore:
    """The store below; `written` counts the bytes of keys that were created, `read` those that were given."""

    def __init__(self, below: Store) -> None:
        self._below = below
        self._lock = Lock()
        self.url = below.url
        self.written = self.read = 0

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new."""
        is_new = self._below.put_new(key, data)
        if is_new:
            with self._lock:
                self.written += len(data)
        return is_new

    def get(self, key: str) -> bytes:
        """See Store.get."""
        data = self._below.get(key)
        with self._lock:
            self.read += len(data)
        return data

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return self._below.exists(key)

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return self._below.list(prefix)

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for."""
        return self._below.key_for(scope, may_be_new=may_be_new)

    def without_keys(self) -> Store:
        """See Store.without_keys; what is read through it is not counted."""
        return self._below.without_keys()
