"""A store whose household answers lie apart: encrypted, in a place of their own, readable with their key only."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.errors import KeyringBroken, NotFound, Withheld, WrongUsage
from tasks.store.keyring import Key, Keyring
from tasks.store.keys import RESTRICTED_PREFIX, scope_of
from tasks.store.ports import KeptStore


class RestrictedStore:
    """Names that begin with `restricted/` are sealed into the store `apart`; everything else is that of `below`.

    A household name is listed in neither: who walks over the store meets only what anybody may see.
    """

    def __init__(self, below: KeptStore, apart: KeptStore, keyring: Keyring) -> None:
        self._below = below
        self.apart = apart
        self.keyring = keyring
        self.url = below.url

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new; a household name is sealed with the newest key of its district and year."""
        if not key.startswith(RESTRICTED_PREFIX):
            return self._below.put_new(key, data)
        newest = self._first(scope_of(key))
        return self.apart.put_new(_place(key, newest), newest.seal(key, data))

    def get(self, key: str) -> bytes:
        """See Store.get. Raises Withheld without the key, NotFound where no key that is held opens the name."""
        if not key.startswith(RESTRICTED_PREFIX):
            return self._below.get(key)
        held = self.keyring.keys(scope_of(key))
        if not held:
            raise Withheld(f"{key} holds answers of households; their key is not here (PPSP_KEYRING names the keyring)")
        for one in held:
            if (data := self._opened(key, one)) is not None:
                return data
        raise NotFound(f"{key} is not in the household part: its key was destroyed by an erasure, or it was not copied")

    def exists(self, key: str) -> bool:
        """See Store.exists; a household name is there for who holds its key."""
        if not key.startswith(RESTRICTED_PREFIX):
            return self._below.exists(key)
        return any(self.apart.exists(_place(key, one)) for one in self.keyring.keys(scope_of(key)))

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list, without the household part."""
        return (key for key in self._below.list(prefix) if not key.startswith(RESTRICTED_PREFIX))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See KeptStore.sizes; of the household part the sealed keys."""
        yield from ((k, n) for k, n in self._below.sizes(prefix) if not k.startswith(RESTRICTED_PREFIX))
        if RESTRICTED_PREFIX.startswith(prefix) or prefix.startswith(RESTRICTED_PREFIX):
            yield from self.apart.sizes(prefix or RESTRICTED_PREFIX)

    def remove(self, key: str) -> None:
        """See KeptStore.remove; sealed keys of the household part are removed there."""
        (self.apart if key.startswith(RESTRICTED_PREFIX) else self._below).remove(key)

    def swap(self, key: str, was: bytes | None, data: bytes) -> bool:
        """See KeptStore.swap."""
        return self._below.swap(key, was, data)

    def age(self, key: str) -> float:
        """See KeptStore.age."""
        return self._below.age(key)

    def protection(self) -> str:
        """See KeptStore.protection."""
        return self._below.protection()

    def link(self, key: str, seconds: int) -> str:
        """See KeptStore.link; there is none to answers of households."""
        if key.startswith(RESTRICTED_PREFIX):
            raise WrongUsage(f"{key} holds answers of households, to which no link is given")
        return self._below.link(key, seconds)

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for."""
        if may_be_new:
            return self._first(scope)
        return next(iter(self.keyring.keys(scope)), None)

    def without_keys(self) -> RestrictedStore:
        """The same store as somebody sees it who holds no key."""
        return RestrictedStore(self._below, self.apart, Keyring())

    def _first(self, scope: str) -> Key:
        """The newest key of the scope. None is made where something is sealed with one that is not here."""
        if not self.keyring.keys(scope) and next(self.apart.list(f"{RESTRICTED_PREFIX}{scope}/"), None):
            raise KeyringBroken(
                f"answers of households of {scope} are sealed with a key that is not here; name the keyring that has "
                "it in PPSP_KEYRING"
            )
        return self.keyring.first(scope)

    def _opened(self, name: str, key: Key) -> bytes | None:
        try:
            return key.open(name, self.apart.get(_place(name, key)))
        except NotFound:
            return None


def _place(name: str, key: Key) -> str:
    """Where a name is sealed: beside what else its key sealed."""
    return f"{RESTRICTED_PREFIX}{key.scope}/{key.key_id}/{name.rsplit('/', 1)[-1]}"
