"""Columns that hold data and have no heading: what stands there is read by nobody, so it is named."""

from __future__ import annotations

from schemas.findings import Finding
from tasks.intake.grids.grid import Grid
from tasks.intake.layouts.layout import Layout
from tasks.intake.messages import more_unheaded, unheaded_column

_SHOWN = 5


def unheaded_columns(grid: Grid, layout: Layout, headed: set[int]) -> list[Finding]:
    """One finding per column beside the table that holds something below the header and nothing in it.

    Only columns up to the widest row of the header of a text file count: what stands beyond it makes the row too wide.
    A column that numbers the rows 1, 2, 3 is no data. The column gets a name, so that the finding has a cell. After the
    first few, the others are one finding.
    """
    width = len(grid.rows[layout.header - 1]) if grid.sheet is None else max(map(len, grid.rows))
    found = []
    for column in range(1, width + 1):
        if column in headed:
            continue
        texts = [(r, t) for r in range(layout.header + 1, len(grid.rows) + 1) if (t := grid.cell(r, column).text)]
        if not texts or _is_numbering([t for _, t in texts]):
            continue
        name = f"kolom_{column}"
        layout.unread[name] = column
        found.append(unheaded_column(layout.table.name, name, texts[0][1], len(texts), grid, texts[0][0], column))
    return found[:_SHOWN] + ([more_unheaded(found[_SHOWN:])] if len(found) > _SHOWN else [])


def _is_numbering(texts: list[str]) -> bool:
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]
