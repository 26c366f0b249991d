"""Years that stand side by side in columns, under one heading or in each heading: one row per year, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.heading_map import column_for
from schemas.tables import table
from tasks.intake.grids.grid import Grid
from tasks.intake.layouts.layout import Layout, layout_of
from tasks.intake.messages import YEARS_IN_ONE_COLUMN, repeated_years

_YEAR = re.compile(r"(?:tahun|thn|th|ta)?\.?\s*((?:19|20)\d\d)", re.IGNORECASE)
_WITH_YEAR = re.compile(r"(.+?)[\s,_/-]*\(?(?:tahun|thn|th|ta)?\.?\s*((?:19|20)\d\d)\)?", re.IGNORECASE)


def split_years(grid: Grid, layout: Layout, top: int, fy: int) -> list[Layout]:
    """One layout per year where the columns carry years and `tahun` belongs to the key of the table; else the layout.

    A table of one year whose columns carry several gets these columns refused: which year is meant, nobody said.
    `top` is the first row of the header.
    """
    years, header = _years(grid, layout, fy)
    by_year: dict[int, dict[int, str]] = {}
    for column, (heading, year) in years.items():
        by_year.setdefault(year, {})[column] = heading
    if not by_year or "tahun" in layout.columns:
        return [layout]
    if "tahun" not in layout.table.key:
        return [_refused(layout, header, by_year, fy)]
    common = {c: grid.cell(top, c).text or grid.cell(layout.header, c).text for c in _places(layout) - set(years)}
    found = [_of_year(layout, header, year, common | headings, fy) for year, headings in sorted(by_year.items())]
    told = (*found[0].findings, repeated_years(layout.table.name, sorted(by_year), grid, header))
    return [replace(part, findings=() if i else told) for i, part in enumerate(found)]


def undated(heading: str, tables: Sequence[str], fy: int) -> str:
    """The heading without the year that it carries, where a table with one row per year knows it so and not whole."""
    match = _WITH_YEAR.fullmatch(heading)
    names = [t for t in tables if "tahun" in table(t).key]
    if (
        match
        and any(column_for(t, match[1], fy) for t in names)
        and not any(column_for(t, heading, fy) for t in tables)
    ):
        return match[1]
    return heading


def _of_year(layout: Layout, header: int, year: int, headings: dict[int, str], fy: int) -> Layout:
    name = layout.table.name
    part = layout_of(layout.table, header, headings, lambda t: column_for(name, t, fy), is_shared=layout.is_shared)
    return replace(part, sets=part.sets | {"tahun": str(year)})


def _refused(layout: Layout, header: int, by_year: dict[int, dict[int, str]], fy: int) -> Layout:
    headings = {h for of_year in by_year.values() for h in of_year.values()} if len(by_year) > 1 else set()
    matches = [column_for(layout.table.name, h, fy) for h in sorted(headings)]
    refused = {m.column: YEARS_IN_ONE_COLUMN for m in matches if m and m.column in layout.columns}
    return replace(layout, header=header, refused=refused)


def _places(layout: Layout) -> set[int]:
    return {*layout.columns.values(), *layout.names.values(), *layout.unread.values()}


def _years(grid: Grid, layout: Layout, fy: int) -> tuple[dict[int, tuple[str, int]], int]:
    """The columns that carry a year, with heading and year; and the last row of the header."""
    header = layout.header
    if len(below := _years_in(grid, header + 1)) > 1:
        return _spread(grid, header, below), header + 1
    if header > 1 and len(own := _years_in(grid, header)) > 1:
        return _spread(grid, header - 1, own), header
    found = {}
    for column, text in enumerate(grid.texts(header), 1):
        match = _WITH_YEAR.fullmatch(text)
        if match and not column_for(layout.table.name, text, fy) and column_for(layout.table.name, match[1], fy):
            found[column] = (match[1], int(match[2]))
    return found, header


def _years_in(grid: Grid, row: int) -> dict[int, int]:
    """The years of a row that holds years and nothing else; {} for any other row."""
    texts = {c: t for c, t in enumerate(grid.texts(row), 1) if t}
    found = {c: int(m[1]) for c, t in texts.items() if (m := _YEAR.fullmatch(t))}
    return found if len(found) == len(texts) else {}


def _spread(grid: Grid, row: int, years: dict[int, int]) -> dict[int, tuple[str, int]]:
    """The headings of a row over the columns of the years below it: a heading counts until the next one."""
    found: dict[int, tuple[str, int]] = {}
    heading = ""
    for column in range(1, max(years) + 1):
        heading = grid.cell(row, column).text or heading
        if column in years and heading:
            found[column] = (heading, years[column])
    return found
