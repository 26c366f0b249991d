"""The folder of the site: what each page was made of, so that a page is made again only when that changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from schemas.canonical import digest, dump_json
from schemas.errors import WrongUsage

INDEX = ".ppsp-site.json"


def known_pages(out: Path) -> dict[str, str]:
    """Each page of a site that was built before by what it was made of; {} for a new or empty folder.

    Raises WrongUsage for a folder that holds anything else: nothing of other people is ever removed.
    """
    if not out.exists():
        return {}
    if not out.is_dir():
        raise WrongUsage(f"{out} is a file; name a folder for the site")
    index = out / INDEX
    if not index.exists():
        if any(out.iterdir()):
            raise WrongUsage(f"{out} is not empty and holds no site; name a new folder, or one that a build made")
        return {}
    try:
        return dict(json.loads(index.read_text(encoding="utf-8")))
    except ValueError:
        raise WrongUsage(f"{index} cannot be read; delete {out} and build again") from None


class Pages:
    """Writes pages below `out`; those whose `made_of` is known and that are still there are left alone."""

    def __init__(self, out: Path, known: Mapping[str, str]) -> None:
        self._out = out
        self._known = known
        self.made_of: dict[str, str] = {}
        self.written: list[str] = []

    def put(self, path: str, made_of: str, make: Callable[[], bytes]) -> None:
        """The page at `path`, made by `make` unless one made of the same lies there or was just made."""
        if path in self.made_of:
            return
        self.made_of[path] = made_of
        where = self._out / path
        if self._known.get(path) == made_of and where.exists():
            return
        data = make()
        where.parent.mkdir(parents=True, exist_ok=True)
        beside = where.with_name(where.name + ".part")
        beside.write_bytes(data)
        beside.replace(where)
        self.written.append(path)

    def take(self, made_of: Mapping[str, str], written: Iterable[str]) -> None:
        """What another process made in the same folder."""
        self.made_of |= made_of
        self.written += written

    def finish(self) -> list[str]:
        """Remove the pages of the build before that are no longer part of the site, and write the index; what went."""
        gone = sorted(self._known.keys() - self.made_of.keys())
        for path in gone:
            (self._out / path).unlink(missing_ok=True)
            _remove_empty((self._out / path).parent, self._out)
        self._out.mkdir(parents=True, exist_ok=True)
        beside = self._out / f"{INDEX}.part"
        beside.write_bytes(dump_json(self.made_of))
        beside.replace(self._out / INDEX)
        return gone


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def made_of(*parts: object) -> str:
    """One digest of what a page is made of."""
    return digest(dump_json([*parts]))
