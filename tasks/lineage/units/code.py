"""Which program made something: a digest over the bytes of the files that could change a result."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path, PurePath

_ROOT = Path(__file__).resolve().parents[3]
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
    found = dict(pair for package in (*_ALWAYS, *packages) for pair in _files(package))
    for inside in sorted(found):
        total.update(inside.as_posix().encode() + b"\0")
        total.update(found[inside])
    return total.hexdigest()


@cache
def _files(package: str) -> tuple[tuple[PurePath, bytes], ...]:
    """Path below the root and SHA-256 of each file of a package that counts; many steps share their packages."""
    left_out = _ONLY_WHEN_NAMED.get(package, ())
    return tuple(
        (inside, hashlib.sha256(path.read_bytes()).digest())
        for path in (_ROOT / package.replace(".", "/")).rglob("*")
        if path.suffix in _KINDS and not (inside := path.relative_to(_ROOT)).as_posix().startswith(left_out)
    )
