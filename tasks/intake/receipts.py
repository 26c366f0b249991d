"""Which grid of which receipt fills which table: per table the newest receipt that has it wins whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.findings import Finding
from schemas.heading_map import stem_name
from schemas.own_sheets import BERES, ID, PETUNJUK, is_own
from tasks.intake.grids.grid import Grid, file_stem
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_grids
from tasks.intake.layouts.header import find_layouts
from tasks.intake.layouts.layout import Layout
from tasks.intake.messages import other_instrument, still_in_force
from tasks.intake.rows.table import file_marks
from tasks.intake.values.numbers import Marks


@dataclass(slots=True)
class Part:
    """One table of one grid, with its receipt's code system and the decimal marks of its file."""

    grid: Grid
    layout: Layout
    code_system: str | None
    marks: Marks


@dataclass(slots=True)
class Submission:
    """The parts in force of each table, findings about whole files and sheets, and the submission (its number) of each
    table that the newest one lacks. `done` are the findings that the newest one ticks as mended."""

    parts: dict[str, list[Part]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    older: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Receipt:
    parts: dict[str, list[Part]] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)
    problems: list[tuple[str, Finding]] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


def gather(receipts: Sequence[Mapping[str, Any]], blobs: Mapping[str, bytes], fy: int, limits: Limits) -> Submission:
    """Read all receipts, oldest first, and keep what is in force.

    A problem with a whole file stands until a newer receipt has a file or table of that name, or a new `wilayah`, which
    begins the submission anew.
    """
    submission = Submission()
    problems: list[tuple[str, Finding]] = []
    origin: dict[str, int] = {}
    for receipt in sorted(receipts, key=lambda r: int(r["seq"])):
        read = _read(receipt, blobs, fy, limits)
        origin |= dict.fromkeys(read.parts, int(receipt["seq"]))
        replaced = read.stems | set(read.parts)
        is_new = "wilayah" in read.parts
        problems = [p for p in problems if not is_new and p[0] not in replaced] + read.problems
        submission.parts |= read.parts
        submission.done = read.done
    newest = max(origin.values(), default=0)
    submission.older = {table: seq for table, seq in sorted(origin.items()) if seq != newest}
    submission.findings = [finding for _, finding in problems] + _from_older(submission.older, newest)
    return submission


def _from_older(older: Mapping[str, int], newest: int) -> list[Finding]:
    """TB-15: per older receipt the tables that still come from it."""
    return [
        still_in_force([table for table, n in older.items() if n == seq], seq, newest)
        for seq in sorted(set(older.values()))
    ]


def _read(receipt: Mapping[str, Any], blobs: Mapping[str, bytes], fy: int, limits: Limits) -> _Receipt:
    found = _Receipt()
    for file in sorted(receipt["files"], key=lambda f: (f["name"], f["digest"])):
        grids, findings = read_grids(file["name"], blobs[file["label"]], limits, file["digest"])
        found.stems.add(stem_name(file_stem(file["name"])))
        found.problems += [(stem_name(f.place[1] or file_stem(f.row)), f) for f in findings]
        _place(found, grids, receipt["code_system"], fy)
    return found


def of_another_year(grid: Grid, fy: int) -> list[Finding]:
    """TB-18 for an instrument that was made for another fiscal year than it is handed in for."""
    said = re.fullmatch(r"instrumen \S+ (\d{4})", grid.cell(1, 2).text)
    return [other_instrument(grid, said[1], fy)] if said and said[1] != str(fy) else []


def ticked(grid: Grid) -> set[str]:
    """The ids of the findings that the district ticked in our list of what to do."""
    for row in range(1, len(grid.rows) + 1):
        heads = grid.texts(row)
        if BERES in heads and ID in heads:
            tick, name = heads.index(BERES) + 1, heads.index(ID) + 1
            below = range(row + 1, len(grid.rows) + 1)
            return {grid.cell(r, name).text for r in below if grid.cell(r, tick).text and grid.cell(r, name).text}
    return set()


def _place(found: _Receipt, grids: Sequence[Grid], code_system: str | None, fy: int) -> None:
    """Find the tables of one file's grids and note them with the decimal marks that the whole file proves."""
    layouts: list[tuple[Grid, Layout]] = []
    for grid in grids:
        if is_own(grid.sheet, grid.cell(1, 1).text):
            found.done |= ticked(grid)
            found.problems += [(PETUNJUK, f) for f in of_another_year(grid, fy)]
            continue
        of_grid, findings = find_layouts(grid, fy)
        layouts += [(grid, layout) for layout in of_grid]
        found.problems += [(f.table or stem_name(grid.stem), f) for f in findings]
    marks = file_marks(layouts)
    for grid, layout in layouts:
        found.parts.setdefault(layout.table.name, []).append(Part(grid, layout, code_system, marks))
        found.stems.add(stem_name(grid.stem))
