"""Finds the header row of a grid, below titles and blocks of allowed values, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.contract import Table
from schemas.findings import Finding
from schemas.heading_map import (
    BY_HEADING,
    SPREAD,
    column_for,
    is_heading,
    knows_stem,
    own_columns,
    stem_name,
    table_for,
)
from schemas.tables import TABLES, table
from tasks.intake.grids.file_messages import by_headings, hidden_sheet, no_header, not_understood
from tasks.intake.grids.grid import Grid, file_stem
from tasks.intake.layouts.layout import Layout, Matcher, layout_of
from tasks.intake.layouts.side_by_side import split_years, undated
from tasks.intake.layouts.titles import with_title_unit
from tasks.intake.layouts.unheaded import unheaded_columns
from tasks.intake.layouts.vertical import vertical_layouts

SEARCHED_ROWS = 30
_ENOUGH = 2
_GENERIC_SHEET = re.compile(r"(sheet|lembar|worksheet|tabelle)\s*\d*", re.IGNORECASE)


def find_layouts(grid: Grid, fy: int) -> tuple[list[Layout], list[Finding]]:
    """The tables that a grid fills, with findings about its headings; or what kept it from being understood."""
    stems = _stems(grid)
    for stem in stems:
        best = max(_candidates(grid, stem, fy), key=lambda c: c.score, default=None)
        at_left = vertical_layouts(grid, stem, fy)
        if at_left and (best is None or best.score[0] < len(at_left)):
            return _told(grid, at_left)
        if best is not None:
            return _told(grid, _finished(grid, _layouts(best, fy), best, fy))
    return _by_headings(grid, stems, fy)


def _by_headings(grid: Grid, stems: Sequence[str], fy: int) -> tuple[list[Layout], list[Finding]]:
    """A grid whose name says nothing is read as the one table that its headings fit; else it is named."""
    first = _first_texts(grid)
    known = next((s for s in map(stem_name, stems) if knows_stem(s)), None)
    if known is not None:
        return [], [no_header(known, first, grid)]
    fitting = _fitting(grid, fy)
    if len(fitting) == 1:
        ((name, best),) = fitting.items()
        layouts, findings = _told(grid, _finished(grid, _layouts(best, fy), best, fy))
        return layouts, [by_headings(grid, name), *findings]
    return [], [not_understood(grid, first, sorted(fitting))] if first else []


def _fitting(grid: Grid, fy: int) -> dict[str, _Candidate]:
    """The tables that the headings fit best: all of the key, two columns more, and most headings taken."""
    found: dict[str, _Candidate] = {}
    for contract in TABLES:
        for best in _candidates(grid, contract.name, fy):
            texts = tuple(best.headings.values())
            taken = {m.column for t in texts if (m := column_for(contract.name, t, fy))}
            needs = {k for k in contract.key if k != "tahun" and k not in contract.may_be_blank}
            own = len(own_columns(contract.name, texts, fy))
            is_fit = needs <= taken and own >= _ENOUGH and best.score[0] * 2 > len(texts)
            if is_fit and (contract.name not in found or found[contract.name].score < best.score):
                found[contract.name] = best
    most = max((c.score[0] for c in found.values()), default=0)
    return {name: c for name, c in found.items() if c.score[0] == most}


def _finished(grid: Grid, layouts: list[Layout], best: _Candidate, fy: int) -> list[Layout]:
    """The layouts with years side by side told apart, the unit of a title, and columns without a heading named."""
    split = [part for layout in layouts for part in split_years(grid, layout, best.top, fy)]
    told = [with_title_unit(grid, layout, best.top) for layout in split]
    used = {c for x in told for c in (*x.columns.values(), *x.names.values(), *x.unread.values())}
    named = unheaded_columns(grid, told[0], set(best.headings) | used) if told else []
    return [replace(told[0], findings=(*told[0].findings, *named)), *told[1:]] if told else []


def _told(grid: Grid, layouts: list[Layout]) -> tuple[list[Layout], list[Finding]]:
    return layouts, [hidden_sheet(grid, layouts[0].table.name)] if grid.hidden else []


def find_layout(grid: Grid, contract: Table, match: Matcher) -> Layout | None:
    """The layout of one given contract: the row within the first rows that names most of its columns; None if none."""
    rows = range(1, min(len(grid.rows), SEARCHED_ROWS) + 1)
    best = max(rows, key=lambda r: (sum(match(t) is not None for t in grid.texts(r) if t), -r), default=0)
    headings = dict(enumerate(grid.texts(best), 1))
    layout = layout_of(contract, best, headings, match, is_shared=False)
    return layout if layout.columns else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One row (or two) read as header, from `top` to `header`. Fewer rows and an earlier row win among equals."""

    top: int
    header: int
    headings: dict[int, str]
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    score: tuple[int, int, int]


def _first_texts(grid: Grid) -> list[str]:
    """What stands where a header should be: the row with most known headings, else the first with several texts."""
    rows = [[t for t in grid.texts(r) if t] for r in range(1, min(len(grid.rows), SEARCHED_ROWS) + 1)]
    likeliest = max(rows, key=lambda texts: sum(map(is_heading, texts)), default=[])
    if sum(map(is_heading, likeliest)) >= _ENOUGH:
        return likeliest
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
        single = {c: undated(t, possible, fy) for c, t in enumerate(grid.texts(row), 1) if t}
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
    return _Candidate(header - extra, header, headings, tables, (len(taken), -extra, -header))


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
        layouts.append(
            layout_of(table(name), found.header, wanted, _matcher(name, fy), is_shared=len(found.tables) > 1)
        )
    return layouts


def _matcher(name: str, fy: int) -> Matcher:
    return lambda heading: column_for(name, heading, fy)
