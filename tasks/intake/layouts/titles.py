"""The unit of money that a title above a table or a line of units below its headings states."""

from __future__ import annotations

from dataclasses import replace

from schemas.money_unit import unit_in
from tasks.intake.grids.grid import Grid
from tasks.intake.layouts.layout import Layout
from tasks.intake.messages import two_units

_TITLE_ROWS = 30


def with_title_unit(grid: Grid, layout: Layout, top: int) -> Layout:
    """The layout with the unit that titles and unit lines state; two different ones refuse all money of the table."""
    if not any(f.kind == "rupiah" for f in layout.table.fields):
        return layout
    titles = {u for r in range(max(1, top - _TITLE_ROWS), top) for t in grid.texts(r) if (u := unit_in(t))}
    below = {
        name: unit
        for name, column in layout.columns.items()
        if name not in layout.units
        and layout.table.field(name).kind == "rupiah"
        and (unit := unit_in(grid.cell(layout.header + 1, column).text))
    }
    if len(titles) > 1:
        names = [n for n in layout.columns if layout.table.field(n).kind == "rupiah"]
        reason = two_units(sorted(titles))
        return replace(layout, refused=dict(layout.refused) | dict.fromkeys(names, reason))
    return replace(layout, units=layout.units | below, unit=next(iter(titles), ""))
