"""Cells as a spreadsheet names them."""

from __future__ import annotations


def cell_name(row: int, column: int) -> str:
    """A1 form of a 1-based row and column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
