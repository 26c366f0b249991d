"""Tables too wide for any page, printed in parts that repeat the column which names the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.blocks import Line, Table
from reports.html_table import ORDINAL, column_width
from reports.language import told

FITS = 180
"""Characters of the smallest print across a landscape page."""


def parts_of(table: Table) -> tuple[Table, ...]:
    """The table, or its columns in as few parts as fit a page each; sources and notes stand below the last."""
    widths = [column_width(table, i) for i in range(len(table.columns))]
    if sum(widths) <= FITS:
        return (table,)
    name = next((i for i, c in enumerate(table.columns) if c.kind == "text" and c.name != ORDINAL), 0)
    chosen = [[name, *part] for part in _packed(widths, name)]
    if len(chosen) == 1:
        return (table,)
    return tuple(_part(table, columns, i, len(chosen)) for i, columns in enumerate(chosen, 1))


def _packed(widths: Sequence[int], name: int) -> list[list[int]]:
    """The other columns in their order, filled page by page."""
    parts: list[list[int]] = [[]]
    room = FITS - widths[name]
    for i, width in enumerate(widths):
        if i == name:
            continue
        if parts[-1] and sum(widths[j] for j in parts[-1]) + width > room:
            parts.append([])
        parts[-1].append(i)
    return parts


def _part(table: Table, columns: Sequence[int], i: int, n: int) -> Table:
    made = replace(
        table,
        caption=told("{} (bagian {} dari {})", table.caption, i, n),
        columns=tuple(table.columns[c] for c in columns),
        lines=tuple(_cells(line, columns) for line in table.lines),
        total=_cells(table.total, columns) if table.total else None,
    )
    return made if i == n else replace(made, sources=(), notes=(), findings=())


def _cells(line: Line, columns: Sequence[int]) -> Line:
    return replace(line, cells=tuple(line.cells[c] for c in columns))
