"""A store in a plain folder: the embedded default. Durable and create-if-absent without any server."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from schemas.errors import NotFound, StoreConflict, StoreUnavailable, Withheld, WrongUsage
from tasks.store.keyring import Key
from tasks.store.keys import is_household

_TEMPORARY = ".tmp-"
_EVERYBODY = 0o666


def _open_file(path: str, flags: int) -> int:
    """A file itself: a link, which could lead out of the store, and a pipe are as if they were not there."""
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise FileNotFoundError(path) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(path)
    return descriptor


class FolderStore:
    """One file per key below a root folder. A key appears whole or not at all, also after a power cut."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = Path(root).absolute()
        self.url = str(root)

    def is_there(self) -> bool:
        """Whether the folder holds anything that a store holds."""
        return any((self._root / name).is_dir() for name in ("submissions", "reference", "objects", "ledger"))

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new: temporary file, fsync, hard link that fails if present, fsync of the folder."""
        path = self._path(key)
        if path.exists():
            return self._same(path, key, data)
        try:
            self._make_folder(path.parent, key)
            temporary = path.parent / f"{_TEMPORARY}{uuid4().hex}"
            try:
                self._write(temporary, data, 0o600 if is_household(key) else _EVERYBODY)
                os.link(temporary, path)
            finally:
                temporary.unlink(missing_ok=True)
            self._sync_folder(path.parent)
        except FileExistsError:
            return self._same(path, key, data)
        except OSError as error:
            raise StoreUnavailable(f"cannot write {key} below {self._root}: {error.strerror}") from error
        return True

    def get(self, key: str) -> bytes:
        """See Store.get."""
        try:
            with open(self._path(key), "rb", opener=_open_file) as file:
                return file.read()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            if is_household(key):
                raise Withheld(f"{key} holds answers of households, which {self.url} is not opened for") from None
            raise NotFound(f"{key} is not in the store {self.url}") from None

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        return (path := self._path(key)).is_file() and not path.is_symlink()

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list. Unfinished temporary files are not keys."""
        folder = self._root / prefix.rpartition("/")[0]
        keys = (
            os.path.join(where, name)[len(str(self._root)) + 1 :]
            for where, _, names in os.walk(folder)
            for name in names
            if not name.startswith(_TEMPORARY)
        )
        return iter(sorted(k for k in keys if k.startswith(prefix)))

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for: a plain folder keeps no household answers."""
        return None

    def without_keys(self) -> FolderStore:
        """See Store.without_keys."""
        return self

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See KeptStore.sizes."""
        return ((key, self._path(key).stat().st_size) for key in self.list(prefix))

    def remove(self, key: str) -> None:
        """See KeptStore.remove."""
        self._path(key).unlink(missing_ok=True)

    def swap(self, key: str, was: bytes | None, data: bytes) -> bool:
        """See KeptStore.swap: under a lock of the file system, which also ends with the process that has it."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked(path):
                if (path.read_bytes() if path.exists() else None) != was:
                    return False
                temporary = path.parent / f"{_TEMPORARY}{uuid4().hex}"
                self._write(temporary, data, _EVERYBODY)
                temporary.replace(path)
                self._sync_folder(path.parent)
        except OSError as error:
            raise StoreUnavailable(f"cannot write {key} below {self._root}: {error.strerror}") from error
        return True

    def age(self, key: str) -> float:
        """See KeptStore.age: beside a file that is written now, so that a file server's clock tells both."""
        path = self._path(key)
        try:
            written = path.stat().st_mtime_ns
            beside = path.parent / f"{_TEMPORARY}{uuid4().hex}"
            beside.touch()
            now = beside.stat().st_mtime_ns
            beside.unlink()
        except FileNotFoundError:
            raise NotFound(f"{key} is not in the store {self.url}") from None
        except OSError as error:
            raise StoreUnavailable(f"cannot write below {self._root}: {error.strerror}") from error
        return (now - written) / 1e9

    def protection(self) -> str:
        """See KeptStore.protection; who may write in the folder may take away."""
        return ""

    def link(self, key: str, seconds: int) -> str:
        """See KeptStore.link."""
        raise WrongUsage(
            f"a folder has no links; hand over the file {self._path(key)}, or keep the store in a bucket "
            "(`ppsp store copy s3://bucket/prefix`)"
        )

    def _path(self, key: str) -> Path:
        path = self._root / key
        if ".." in Path(key).parts or not path.is_relative_to(self._root):
            raise NotFound(f"{key!r} is not a key of a store")
        return path

    @staticmethod
    @contextmanager
    def _locked(path: Path) -> Iterator[None]:
        descriptor = os.open(path.parent / f"{_TEMPORARY}{path.name}.lock", os.O_RDWR | os.O_CREAT, _EVERYBODY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @staticmethod
    def _same(path: Path, key: str, data: bytes) -> bool:
        if path.read_bytes() != data:
            raise StoreConflict(f"{key} is already in the store with other bytes; nothing was overwritten")
        return False

    def _make_folder(self, folder: Path, key: str) -> None:
        """The folder with those above it; those of household answers are their owner's alone."""
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        for one in reversed(missing):
            is_apart = is_household(key) and self._root in one.parents
            one.mkdir(mode=0o700 if is_apart else 0o777, exist_ok=True)

    @staticmethod
    def _write(path: Path, data: bytes, mode: int) -> None:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
