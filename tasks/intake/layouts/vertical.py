"""Forms of one row whose headings stand at the left and their values beside them (Form 1)."""

from __future__ import annotations

from schemas.heading_map import SPREAD, column_for, stem_name
from schemas.tables import TABLES
from tasks.intake.grids.grid import Grid
from tasks.intake.layouts.layout import Layout

_SEARCHED_ROWS = 60
_ENOUGH = 2
_MARKS = frozenset({":", "=", "-"})


def vertical_layouts(grid: Grid, stem: str, fy: int) -> list[Layout]:
    """One layout per labelled row, each with its one column; [] when the grid is no such form.

    Only tables with one row per submission can stand so.
    """
    name = stem_name(stem)
    tables = [t for t in TABLES if not t.key and t.name in (name, *SPREAD.get(name, ()))]
    if len(tables) != 1:
        return []
    (contract,) = tables
    found: dict[str, Layout] = {}
    for row in range(1, min(len(grid.rows), _SEARCHED_ROWS) + 1):
        place = _labelled(grid, row, contract.name, fy)
        if place and place[0] in contract.names and place[0] not in found:
            column, at = place
            found[column] = Layout(contract, row, {column: at}, only=row)
    return list(found.values()) if len(found) >= _ENOUGH else []


def _labelled(grid: Grid, row: int, table: str, fy: int) -> tuple[str, int] | None:
    """The column that the first heading of the row names, and where its value stands; None for any other row."""
    texts = grid.texts(row)
    for at, text in enumerate(texts, 1):
        match = column_for(table, text.rstrip(" :"), fy) if text else None
        if match and match.column:
            rest = [c for c in range(at + 1, len(texts) + 1) if texts[c - 1] and texts[c - 1] not in _MARKS]
            second = [c for c in rest if column_for(table, texts[c - 1], fy)]
            return None if second else (match.column, rest[0] if rest else at + 1)
    return None
