"""How a submitted table is put together: the columns that every table may carry, and the mark of expected ones."""

from __future__ import annotations

from dataclasses import replace

from schemas.contract import Field, Need, Table
from schemas.fields.shared import SUMBER, TAHUN_SUMBER

PROVENANCE = (SUMBER, TAHUN_SUMBER)


def expected(*fields: Field) -> tuple[Field, ...]:
    """The same columns, marked as expected: their blanks are named as missing (tables.md section 9)."""
    return tuple(replace(f, is_expected=True) for f in fields)


def submitted(
    name: str,
    grain: str,
    key: tuple[str, ...],
    fields: tuple[Field, ...],
    stages: tuple[str, ...],
    need: Need = "optional",
    may_be_blank: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
) -> Table:
    """The table with `sumber` and `tahun_sumber` at its end."""
    return Table(name, grain, key, fields + PROVENANCE, stages, need, may_be_blank, unless)
