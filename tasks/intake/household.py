"""Which submitted files hold answers of households, and the copy of such a file that everybody may see."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from schemas.archives import ZIP_ERRORS
from schemas.heading_map import column_for, stem_name
from schemas.households import HOUSEHOLD_TABLES, RESPONDENT
from schemas.own_sheets import is_own
from tasks.contained.bounds import Beyond
from tasks.contained.process import contained
from tasks.intake.grids.archive import members
from tasks.intake.grids.grid import Grid, file_stem
from tasks.intake.grids.kinds import OTHER, XLSX, ZIP, kind_of
from tasks.intake.grids.limits import Limits, TooLarge
from tasks.intake.grids.reading import READABLE, read_here
from tasks.intake.layouts.header import SEARCHED_ROWS, find_layouts
from tasks.intake.reduced import caches, reduced_book

_LIKE_ANSWERS = 5
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STEMS = frozenset({*HOUSEHOLD_TABLES, "responden", "ehra_rumah_tangga"})


@dataclass(frozen=True, slots=True)
class Screened:
    """Whether a file is kept apart, and what of it everybody may see (None: nothing, or all of a file not apart)."""

    is_apart: bool
    reduced: bytes | None = None


def screen(name: str, data: bytes, fy: int, limits: Limits) -> Screened:
    """Look into a file before anything of it is kept, in the process that reads.

    Apart are files with a table of households or with what looks like one, and tables that cannot be read, since nobody
    can say what they hold. The reduced copy of a workbook has every sheet at its place, those that were read as other
    tables with their cells as they are, and all others empty.
    """
    if len(data) > limits.max_bytes:
        return Screened(True)
    try:
        told = contained(screen_inside, name, data, fy=fy, limits=asdict(limits))
    except Beyond:
        return Screened(True)
    return Screened(told["is_apart"], None if told["reduced"] is None else b64decode(told["reduced"]))


def screen_inside(name: str, data: bytes, fy: int, limits: dict[str, Any]) -> dict[str, Any]:
    """The same in the process that reads: the reduced copy as base64."""
    found = _screened(name, data, fy, Limits(**limits))
    return {"is_apart": found.is_apart, "reduced": found.reduced and b64encode(found.reduced).decode()}


def _screened(name: str, data: bytes, fy: int, limits: Limits) -> Screened:
    if kind_of(data) == ZIP and name.lower().endswith(".zip"):
        return _archive(data, fy, limits)
    if not data:
        return Screened(False)
    if READABLE.get(name.lower().rpartition(".")[2]) is None:  # a table under a name that nobody reads
        return Screened(kind_of(data) != OTHER or stem_name(file_stem(name)) in _STEMS)
    grids, findings = read_here(name, data, limits)
    if any(f.severity == "block" for f in findings):
        return Screened(True)
    tables = [_tables(grid, fy) for grid in grids]
    hidden = [g for g, told in zip(grids, tables, strict=True) if told & HOUSEHOLD_TABLES or _looks_like(g, told, fy)]
    if not hidden and kind_of(data) == XLSX and caches(data):  # answers may stand in what it remembers
        return Screened(True, reduced_book(data, grids, grids))
    if not hidden:
        return Screened(False)
    if all(g.sheet is None for g in grids):
        return Screened(True)
    seen = [g for g, told in zip(grids, tables, strict=True) if told and g not in hidden]
    return Screened(True, reduced_book(data, grids, seen) if kind_of(data) == XLSX else None)


def _tables(grid: Grid, fy: int) -> frozenset[str]:
    if is_own(grid.sheet, grid.cell(1, 1).text):
        return frozenset({""})
    return frozenset(layout.table.name for layout in find_layouts(grid, fy)[0])


def _looks_like(grid: Grid, told: frozenset[str], fy: int) -> bool:
    """Whether a grid that was read as no table has the name, the numbers or the headings of a survey of households."""
    if told:
        return False
    if stem_name(grid.stem) in _STEMS or any(RESPONDENT.fullmatch(t.strip()) for row in grid.rows for t in row):
        return True
    heads = (grid.texts(row) for row in range(1, min(SEARCHED_ROWS, len(grid.rows)) + 1))
    return any(_answers(texts, fy) >= _LIKE_ANSWERS for texts in heads)


def _answers(texts: Sequence[str], fy: int) -> int:
    """How many of the texts are headings of answers."""
    found = (column_for(name, text, fy) for name in HOUSEHOLD_TABLES for text in texts if "." in text)
    return sum(match is not None for match in found)


def _archive(data: bytes, fy: int, limits: Limits) -> Screened:
    try:
        files = list(members(data, limits))
    except (TooLarge, *ZIP_ERRORS):
        return Screened(True)
    screened = [(inner, content, _screened(inner, content, fy, limits)) for inner, content in files]
    if not any(found.is_apart for *_, found in screened):
        return Screened(False)
    kept = [(inner, found.reduced if found.is_apart else content) for inner, content, found in screened]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in kept:
            if content is not None:
                archive.writestr(zipfile.ZipInfo(inner, _EPOCH), content)
    return Screened(True, out.getvalue())
