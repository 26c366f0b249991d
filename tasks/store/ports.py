"""What the rest of the house asks of a store: put new bytes, get, list. There is no overwrite and no delete.

What changes is a lease alone: who is at work, which nothing that is kept refers to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tasks.store.keyring import Key


class Store(Protocol):
    """A key-value store of bytes whose keys are created once. Keys are relative paths with `/`."""

    @property
    def url(self) -> str:
        """How to open this store again (`./store`, `s3://bucket/prefix`)."""
        ...

    def put_new(self, key: str, data: bytes) -> bool:
        """Create `key`. True when it was created, False when it is there with the same bytes.

        Raises StoreConflict when it is there with other bytes: nothing is overwritten.
        """
        ...

    def get(self, key: str) -> bytes:
        """The bytes of `key`; raises NotFound."""
        ...

    def exists(self, key: str) -> bool:
        """Whether `key` is there."""
        ...

    def list(self, prefix: str) -> Iterator[str]:
        """All keys that begin with `prefix`, sorted."""
        ...

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """The key of the household answers of a district and year; None where none is held.

        With `may_be_new` one is made; a store that keeps no household answers gives None all the same.
        """
        ...

    def without_keys(self) -> Store:
        """The same store as somebody sees it who may read no answers of households."""
        ...


class KeptStore(Store, Protocol):
    """A store that lasts, as its keeper sees it: sizes, the removal of what nothing refers to, and leases."""

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """All keys that begin with `prefix`, sorted, each with its bytes."""
        ...

    def remove(self, key: str) -> None:
        """Take a key away for good; only `ppsp store gc` does so. Nothing when it is not there."""
        ...

    def swap(self, key: str, was: bytes | None, data: bytes) -> bool:
        """Put `data` in the place of `was`, create the key where `was` is None; of many who try at once one succeeds.

        False, and nothing changed, when something else is there. `data` must be new bytes, so that they tell whose
        they are when the answer of a server was lost. For leases only.
        """
        ...

    def age(self, key: str) -> float:
        """Seconds since the key was written, by the store's own clock alone; raises NotFound."""
        ...

    def protection(self) -> str:
        """How sealed runs are kept from being taken away, as tried now, in words; "" where nothing beyond keys does.

        Raises StoreUnavailable where it was asked for and the server does not do it.
        """
        ...

    def link(self, key: str, seconds: int) -> str:
        """An address under which anyone can fetch the key for so long; raises NotFound, or WrongUsage without such."""
        ...
