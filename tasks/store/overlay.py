"""A store in memory over another one: reads what is below, writes only to memory, for what is tried and not kept."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.store.keyring import Key
from tasks.store.keys import is_household
from tasks.store.memory import MemoryStore
from tasks.store.ports import Store


class OverlayStore(MemoryStore):
    """Everything of the store below, and what was written since; nothing below is ever changed."""

    def __init__(self, below: Store) -> None:
        super().__init__()
        self._below = below

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new."""
        if self._below.exists(key) and self._below.get(key) == data:
            return False
        return super().put_new(key, data)

    def get(self, key: str) -> bytes:
        """See Store.get."""
        return super().get(key) if super().exists(key) else self._below.get(key)

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return super().exists(key) or self._below.exists(key)

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for: that of the store below; where it has none, one that is gone with the process."""
        return self._below.key_for(scope) or super().key_for(scope, may_be_new=may_be_new)

    def without_keys(self) -> OverlayStore:
        """See Store.without_keys."""
        over = OverlayStore(self._below.without_keys())
        over._data = {k: v for k, v in self._data.items() if not is_household(k)}
        return over

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return iter(sorted({*super().list(prefix), *self._below.list(prefix)}))
