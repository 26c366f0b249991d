"""What of a computed table is not published because too few households stand behind it."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.contract import Row

FLAGS: Mapping[str, frozenset[str]] = {
    "is_rahasia": frozenset({
        "n_valid", "n_berisiko", "berisiko_pct", "aman_pct", "berisiko_semua_pct", "pct", "nilai", "galat_baku",
        "galat_baku_pct", "galat_ulang_pct", "bawah", "bawah_pct", "atas", "atas_pct",
    }),
    "is_n_rahasia": frozenset({"n_total"}),
}  # fmt: skip
"""A flag of a row, and the columns that it keeps from being published."""


def is_withheld(row: Row, column: str) -> bool:
    """Whether a value of a row is not published."""
    return any(column in columns and row.get(flag) == 1 for flag, columns in FLAGS.items())


def published(row: Row) -> Row:
    """The row as it may be published: what is withheld is unknown in it."""
    return {name: None if is_withheld(row, name) else value for name, value in row.items()}
