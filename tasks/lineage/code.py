"""Which program made something: a digest over the bytes of the files that could change a result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_ALWAYS = ("schemas", "tasks.arith")
_ONLY_WHEN_NAMED = {
    "schemas": ("schemas/catalogue/", "schemas/headings/", "schemas/rules/"),
    "reports": ("reports/site/", "reports/templates/site/"),
}
_KINDS = {".py", ".csv", ".yaml", ".css", ".js", ".j2", ".html", ".jinja"}


@cache
def code_digest(packages: tuple[str, ...]) -> str:
    """SHA-256 over path and bytes of the packages' files, of tasks/arith and of schemas.

    Rules count through their own digest; the catalogue and the headings count for the steps that name them, the pages
    of the audit room for no document.
    """
    total = hashlib.sha256()
    for path in _files(packages):
        total.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(packages: tuple[str, ...]) -> Iterator[Path]:
    found: set[Path] = set()
    for package in (*_ALWAYS, *packages):
        folder = _ROOT / package.replace(".", "/")
        for path in folder.rglob("*"):
            inside = path.relative_to(_ROOT).as_posix()
            if path.suffix not in _KINDS:
                continue
            if inside.startswith(_ONLY_WHEN_NAMED.get(package, ())):
                continue
            found.add(path)
    return iter(sorted(found))
