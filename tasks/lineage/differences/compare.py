"""Two versions of an artefact held against each other: the same bytes, the same content, or where they first differ."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.canonical import value_of
from schemas.contract import Table
from tasks.lineage.differences.paragraphs import Paragraph, of_html, of_xml
from tasks.lineage.units.edges import read_edges

Kind = Literal["bytes", "content", "differs", "impossible"]
_LONGEST = 160
_ZIPPED = (".docx", ".xlsx")
_EDGES = "/edges"


@dataclass(frozen=True, slots=True)
class Compared:
    """One artefact: how its new version stands to the old one.

    `where` says in one sentence where they first differ, or why they cannot be compared; empty for the same.
    """

    name: str
    kind: Kind
    where: str = ""


def compare(name: str, old: bytes, new: bytes, table: Table | None = None) -> Compared:
    """The first difference in the terms of the artefact: a table by row and column, a page by paragraph.

    `table` is the contract of a table's bytes. Content is the same where only the writing differs: the order of columns
    or rows, the text of an equal number, the markup around equal paragraphs.
    """
    if old == new:
        return Compared(name, "bytes")
    where = _difference(name, old, new, table)
    return Compared(name, "differs" if where else "content", where)


def _difference(name: str, old: bytes, new: bytes, table: Table | None) -> str:
    if table is not None:
        return _of_tables(table, old, new)
    if name.endswith((".html", ".svg")):
        return _of_paragraphs(of_html(old), of_html(new))
    if name.endswith(_ZIPPED):
        return _of_members(old, new)
    if name.endswith(".csv"):
        return _of_lines(old, new)
    if name.endswith(".pdf"):
        return _of_bytes(old, new) + "; its page of the same name in HTML says which paragraph"
    if name.endswith(_EDGES):
        return next(_paths(_edges(old), _edges(new), ""), "")
    return _of_json(old, new)


def _of_tables(table: Table, old: bytes, new: bytes) -> str:
    (names, before), (others, after) = (_read(table, data) for data in (old, new))
    for column in dict.fromkeys((*names, *others)):
        rows = after if column not in names else before
        if (column in names) != (column in others) and any(row.get(column) for row in rows.values()):
            return f"column {column} is only in the {'new' if column in others else 'sealed'} version"
    for key in sorted({*before, *after}):
        if key not in before or key not in after:
            return f"row {key} is only in the {'new' if key in after else 'sealed'} version"
        for column in names:
            was, now = before[key].get(column, ""), after[key].get(column, "")
            if was != now and not _is_equal(table, column, was, now):
                return f"row {key}, column {column}: {_said(was, now)}"
    return ""


def _read(table: Table, data: bytes) -> tuple[list[str], dict[str, dict[str, str]]]:
    """The columns, and the rows by key."""
    names, *lines = list(csv.reader(io.StringIO(data.decode())))
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    return names, {"|".join(row.get(k, "") for k in table.key) or str(i): row for i, row in enumerate(rows)}


def _is_equal(table: Table, column: str, was: str, now: str) -> bool:
    """Whether two texts are the same number; a column that the contract no longer has is compared as text."""
    field = next((f for f in table.fields if f.name == column), None)
    if field is None or not field.is_number:
        return False
    try:
        return value_of(was, field) == value_of(now, field)
    except (ValueError, ArithmeticError):
        return False


def _of_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> str:
    for i in range(max(len(old), len(new))):
        was, now = (side[i] if i < len(side) else None for side in (old, new))
        if was is None or now is None or was.text != now.text:
            place = next(p.heading for p in (was, now) if p)
            texts = ("nothing" if p is None else repr(_short(p.text)) for p in (was, now))
            return f"paragraph {i + 1}{f' under {place!r}' if place else ''}: {' -> '.join(texts)}"
    return ""


def _of_members(old: bytes, new: bytes) -> str:
    """The first part of a zipped document that says something else; its time stamps do not count."""
    before, after = (_members(data) for data in (old, new))
    for part in sorted({*before, *after}):
        if part not in before or part not in after:
            return f"part {part} is only in the {'new' if part in after else 'sealed'} version"
        if before[part] != after[part]:
            said = _of_paragraphs(of_xml(before[part]), of_xml(after[part])) if part.endswith(".xml") else ""
            return f"part {part}: {said or _of_bytes(before[part], after[part])}"
    return ""


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _of_lines(old: bytes, new: bytes) -> str:
    before, after = (data.decode("utf-8-sig", "replace").splitlines() for data in (old, new))
    for i in range(max(len(before), len(after))):
        was, now = (lines[i] if i < len(lines) else None for lines in (before, after))
        if was != now:
            return f"line {i + 1}: {' -> '.join('nothing' if t is None else repr(_short(t)) for t in (was, now))}"
    return ""


def _edges(data: bytes) -> dict[str, list[Any]]:
    return {ref: list(edge) for ref, edge in read_edges(data).items()}


def _of_json(old: bytes, new: bytes) -> str:
    """The first path that says something else; what is no JSON is told by its first other line."""
    try:
        before, after = json.loads(old), json.loads(new)
    except ValueError:
        return _of_lines(old, new) or _of_bytes(old, new)
    return next(_paths(before, after, ""), "")


def _paths(old: Any, new: Any, path: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _members_that_differ(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _members_that_differ(_numbered(old), _numbered(new), path)
    elif old != new:
        yield f"{path.lstrip('/') or 'the value'}: {_said(old, new)}"


def _numbered(values: list[Any]) -> dict[int, Any]:
    """Plain texts in their order: the sources of an edge are a set."""
    return dict(enumerate(sorted(values) if all(isinstance(v, str) for v in values) else values))


def _members_that_differ(old: Mapping[Any, Any], new: Mapping[Any, Any], path: str) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        here = f"{path}/{name}"
        if name not in old or name not in new:
            yield f"{here.lstrip('/')} is only in the {'new' if name in new else 'sealed'} version"
        else:
            yield from _paths(old[name], new[name], here)


def _of_bytes(old: bytes, new: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"byte {at + 1} of {len(old)} and {len(new)}"


def _said(was: Any, now: Any) -> str:
    return " -> ".join(repr(_short(str(v))) if v != "" else "unknown" for v in (was, now))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
