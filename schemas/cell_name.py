"""Cells as a spreadsheet names them."""

from __future__ import annotations

import re


def cell_name(row: int, column: int) -> str:
    """A1 form of a 1-based row and column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place_of_cell(name: str) -> tuple[int, int]:
    """(row, column) of a cell name; (0, 0) when it is none."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9]\d*)", name.strip())
    if not found:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
