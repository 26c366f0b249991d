"""Keys of the household part: one per district and fiscal year, in a file apart from the store or given as text.

A key seals bytes under names that it makes from them: equal bytes have equal names and equal sealed bytes, so that
nothing is written twice, and a name says nothing to who has no key. Destroying a key destroys all that it sealed.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.errors import KeyringBroken
from tasks.store.keys import household_key

if TYPE_CHECKING:  # what looks at no household answer does not wait for the library
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SECRET_BYTES = 32
_NONCE_BYTES = 12
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a district and year (`scope`, e.g. `2013/15.07`)."""

    scope: str
    secret: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        """Names the key without telling it."""
        return self._mac("id", b"").hex()[:16]

    def name(self, data: bytes) -> str:
        """The name under which these bytes lie; nobody without the key can tell it from the bytes."""
        return household_key(self.scope, self.keyed(data))

    def keyed(self, data: bytes) -> str:
        """A digest that only the holder of the key can make; 64 hexadecimal digits."""
        return self._mac("name", data).hex()

    def seal(self, name: str, data: bytes) -> bytes:
        """The bytes encrypted and bound to their name. Each name has a cipher key and a nonce of its own."""
        return self._cipher(name).encrypt(self._nonce(name), data, name.encode())

    def open(self, name: str, sealed: bytes) -> bytes | None:
        """What was sealed under the name; None where it was altered or sealed with another key."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher(name).decrypt(self._nonce(name), sealed, name.encode())
        except InvalidTag:
            return None

    def _cipher(self, name: str) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._mac("cipher", name.encode()))

    def _nonce(self, name: str) -> bytes:
        return self._mac("nonce", name.encode())[:_NONCE_BYTES]

    def _mac(self, use: str, data: bytes) -> bytes:
        head = f"ppsp/{use}/{self.scope}\x00".encode()
        return hmac.digest(self.secret, head + hashlib.sha256(data).digest(), "sha256")


class Keyring:
    """The keys that this process may use, newest first in each scope. Nothing is read before a key is asked for.

    `path` is a file that only its owner may read; it is made with the first key. `text` holds the same as JSON and can
    only be read.
    """

    def __init__(self, path: str = "", text: str = "") -> None:
        self._path, self._text = path, text

    def keys(self, scope: str) -> list[Key]:
        """The keys of a district and year, newest first; [] where none is held."""
        return [Key(scope, bytes.fromhex(secret)) for secret in self._read().get(scope, [])]

    def make(self, scope: str) -> Key:
        """A new key, from now on the newest of its scope. Raises KeyringBroken where none can be kept."""
        with self._changing() as held:
            key = Key(scope, secrets.token_bytes(_SECRET_BYTES))
            held[scope] = [key.secret.hex(), *held.get(scope, [])]
        return key

    def first(self, scope: str) -> Key:
        """The newest key of a scope; made where there is none."""
        if known := self.keys(scope):
            return known[0]
        with self._changing() as held:  # another process may have made it meanwhile
            if not held.get(scope):
                held[scope] = [secrets.token_bytes(_SECRET_BYTES).hex()]
            return Key(scope, bytes.fromhex(held[scope][0]))

    def destroy(self, scope: str, key_id: str) -> None:
        """Forget a key for good."""
        with self._changing() as held:
            held[scope] = [s for s in held.get(scope, []) if Key(scope, bytes.fromhex(s)).key_id != key_id]

    def _read(self) -> dict[str, list[str]]:
        if self._text:
            return _parsed(self._text, "PPSP_KEYS")
        try:
            if os.stat(self._path).st_mode & _OTHERS:
                raise KeyringBroken(f"the keyring {self._path} can be read by others; `chmod 600 {self._path}` first")
            return _parsed(Path(self._path).read_text(encoding="ascii"), self._path)
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise KeyringBroken(f"the keyring {self._path} cannot be read: {error}") from None

    @contextmanager
    def _changing(self) -> Iterator[dict[str, list[str]]]:
        """The keys, kept as they were changed; one process at a time."""
        if self._text or not self._path:
            raise KeyringBroken(
                "household answers need a key, and keys given as text (PPSP_KEYS) cannot be added to; name a file in "
                "PPSP_KEYRING, apart from the store"
            )
        try:
            lock = os.open(f"{self._path}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise KeyringBroken(f"the keyring {self._path} cannot be written: {error.strerror}") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = self._read()
            before = json.dumps(held)
            yield held
            if json.dumps(held) != before:
                self._write(held)
        finally:
            os.close(lock)

    def _write(self, held: Mapping[str, Any]) -> None:
        temporary = f"{self._path}.new"
        Path(temporary).unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(held, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._path)


def _parsed(text: str, where: str) -> dict[str, list[str]]:
    try:
        body = json.loads(text)
        sound = all(len(bytes.fromhex(s)) == _SECRET_BYTES for held in body.values() for s in held)
    except (ValueError, AttributeError, TypeError):
        sound = False
    if not sound:
        raise KeyringBroken(f"{where} is no keyring: JSON with, by year and district, keys of 64 hexadecimal digits")
    return dict(body)
