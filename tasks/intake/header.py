"""Finds the header row of a grid, below titles and blocks of allowed values, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from schemas.contract import Table
from schemas.findings import Finding
from schemas.heading_map import BY_HEADING, SPREAD, Match, column_for, normalise, stem_name, table_for
from schemas.tables import TABLES, table
from tasks.intake.grid import Grid, file_stem
from tasks.intake.messages import no_header, not_understood, noted_heading, repeated_heading, unread_heading

SEARCHED_ROWS = 30
_ENOUGH = 2
_GENERIC_SHEET = re.compile(r"(sheet|lembar|worksheet|tabelle)\s*\d*", re.IGNORECASE)
_KNOWN_STEMS = frozenset(SPREAD).union((t.name for t in TABLES), *(stems for stems, *_ in BY_HEADING))
# The district and the numbering come from the submission, never from a column (tables.md section 1).
_IMPLIED = frozenset({
    "no", "nomor", "no_urut", "nomor_urut", "fiscal_year", "kode_kab", "kabupaten", "kota", "kabupaten_kota",
    "kab_kota",
    "nama_kabupaten", "nama_kabupaten_kota", "provinsi", "nama_provinsi", "kode_provinsi", "kode_kabupaten",
    "kode_kecamatan", "kode_kec",
})  # fmt: skip

Matcher = Callable[[str], Match | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of a grid: its last header row and the grid column of each of its columns.

    `names` are the columns that only name the place of a row (desa, kecamatan) in a table without them, `sets` the
    values that headings carry for the whole column, `units` the money unit that a heading states, `unread` headings
    that nothing takes. A grid that fills several tables repeats rows, which is no fault: `is_shared`.
    """

    table: Table
    header: int
    columns: dict[str, int]
    names: dict[str, int] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    is_shared: bool = False
    findings: tuple[Finding, ...] = ()


def find_layouts(grid: Grid, fy: int) -> tuple[list[Layout], list[Finding]]:
    """The tables that a grid fills, with findings about its headings; or what kept it from being understood."""
    stems = _stems(grid)
    for stem in stems:
        best = max(_candidates(grid, stem, fy), key=lambda c: c.score, default=None)
        if best is not None:
            layouts = _layouts(best, fy)
            return layouts, [f for layout in layouts for f in layout.findings]
    first = _first_texts(grid)
    known = next((s for s in map(stem_name, stems) if s in _KNOWN_STEMS), None)
    if known is None:
        return [], [not_understood(grid.label, first)] if first else []
    return [], [no_header(known, first)]


def find_layout(grid: Grid, contract: Table, match: Matcher) -> Layout | None:
    """The layout of one given contract: the row within the first rows that names most of its columns; None if none."""
    rows = range(1, min(len(grid.rows), SEARCHED_ROWS) + 1)
    best = max(rows, key=lambda r: (sum(match(t) is not None for t in grid.texts(r) if t), -r), default=0)
    headings = dict(enumerate(grid.texts(best), 1))
    layout = _layout(contract, best, headings, match, is_shared=False)
    return layout if layout.columns else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One row (or two) read as header. Fewer rows and an earlier row win among equals."""

    header: int
    headings: dict[int, str]
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    score: tuple[int, int, int]


def _first_texts(grid: Grid) -> list[str]:
    """What stands where a header should be: the first row with several texts, else the first with one."""
    rows = [[t for t in grid.texts(r) if t] for r in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1)]
    return next((texts for texts in rows if len(texts) > 1), next((texts for texts in rows if texts), []))


def _stems(grid: Grid) -> list[str]:
    if grid.sheet is None or not _GENERIC_SHEET.fullmatch(grid.sheet.strip()):
        return [grid.stem]
    return [grid.sheet, file_stem(grid.file)]


def _candidates(grid: Grid, stem: str, fy: int) -> list[_Candidate]:
    """Rows and pairs of rows that could be the header; the search ends one row below the first likely one."""
    found: list[_Candidate] = []
    possible = _possible_tables(stem)
    last = min(len(grid.rows), SEARCHED_ROWS)
    for row in range(1, last + 1):
        if row > last:
            break
        single = {c: t for c, t in enumerate(grid.texts(row), 1) if t}
        pair = _joined(grid, row, possible, fy)
        candidates = [
            c for h, headings in ((row, single), (row + 1, pair)) if (c := _candidate(stem, h, h - row, headings, fy))
        ]
        found += candidates
        if any(c.score[0] >= max(_ENOUGH, len(c.headings) / 2) for c in candidates):
            last = min(last, row + 1)
    return found


def _possible_tables(stem: str) -> tuple[str, ...]:
    name = stem_name(stem)
    targets = [target for stems, target, *_ in BY_HEADING if name in stems]
    return (*SPREAD.get(name, ()), *targets, *(t.name for t in TABLES if t.name == name))


def _candidate(stem: str, header: int, extra: int, headings: dict[int, str], fy: int) -> _Candidate | None:
    placements = table_for(stem, tuple(headings.values()), fy) if headings else ()
    if not placements:
        return None
    tables = tuple((p.table, p.headings) for p in placements)
    taken = {(name, m.column) for name, texts in tables for t in texts if (m := column_for(name, t, fy)) and m.column}
    return _Candidate(header, headings, tables, (len(taken), -extra, -header))


def _joined(grid: Grid, row: int, tables: Sequence[str], fy: int) -> dict[int, str]:
    """Headings of a row and the next read together: the upper text spreads over the merged or blank cells beside it."""
    upper, lower = grid.texts(row), grid.texts(row + 1)
    if not any(upper) or not any(lower):
        return {}
    headings, above = {}, ""
    for column in range(1, max(len(upper), len(lower)) + 1):
        top = upper[column - 1] if column <= len(upper) else ""
        sub = lower[column - 1] if column <= len(lower) else ""
        above = top or (above if sub else "")
        variants = [v for v in (f"{above} {sub}".strip() if sub else top, sub, top) if v]
        named = (v for v in variants if any(column_for(t, v, fy) for t in tables))
        if variants:
            headings[column] = next(named, variants[0])
    return headings


def _layouts(found: _Candidate, fy: int) -> list[Layout]:
    layouts = []
    taken: set[str] = set()
    for i, (name, texts) in enumerate(found.tables):
        wanted = {c: t for c, t in found.headings.items() if t in texts}
        is_last = i == len(found.tables) - 1
        taken |= {t for t in texts if column_for(name, t, fy)}
        if is_last:
            wanted |= {c: t for c, t in found.headings.items() if t not in taken}
        layouts.append(_layout(table(name), found.header, wanted, _matcher(name, fy), len(found.tables) > 1))
    return layouts


def _matcher(name: str, fy: int) -> Matcher:
    return lambda heading: column_for(name, heading, fy)


def _layout(contract: Table, header: int, headings: dict[int, str], match: Matcher, is_shared: bool) -> Layout:
    layout = Layout(contract, header, {}, is_shared=is_shared)
    findings: list[Finding] = []
    for column, heading in sorted(headings.items()):
        if heading:
            findings += _take(layout, column, heading, match(heading))
    return Layout(
        contract, header, layout.columns, layout.names, layout.sets, layout.units, layout.unread, is_shared,
        tuple(findings),
    )  # fmt: skip


def _take(layout: Layout, column: int, heading: str, match: Match | None) -> list[Finding]:
    name = layout.table.name
    if match is None:
        key = normalise(heading)
        if not key or key in _IMPLIED:
            return []
        layout.unread.setdefault(key, column)
        return [unread_heading(name, key, heading)]
    if match.column is None:
        return []
    target = layout.columns if match.column in layout.table.names else layout.names
    if match.column in target:
        return [repeated_heading(name, match.column, heading)]
    target[match.column] = column
    layout.sets.update(match.sets)
    if match.unit:
        layout.units[match.column] = match.unit
    return [noted_heading(name, match.column, heading, _sentence(match.note))] if match.note else []


def _sentence(note: str) -> str:
    text = note.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}. Nilainya dipakai; pakai judul pada formulir agar jelas."
