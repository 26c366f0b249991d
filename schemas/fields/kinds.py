"""Short constructors, one per kind of column, so that a declaration shows only what is particular to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from schemas.contract import Field

Bound = int | str | None
Status = Literal["published", "assumed"]


def published(field: Field) -> Field:
    """The same column, marked as printed in the programme's own forms (the starred columns of tables.md)."""
    return replace(field, status="published")


def text(name: str, meaning: str) -> Field:
    """Free text."""
    return Field(name, "text", meaning)


def ident(name: str, meaning: str) -> Field:
    """The district's own identifier, kept over the years."""
    return Field(name, "id", meaning)


def code(name: str, meaning: str) -> Field:
    """A Kemendagri region code, always text."""
    return Field(name, "code", meaning)


def several(name: str, meaning: str, choices: tuple[int | str, ...] = ()) -> Field:
    """Several entries in one cell, separated by `;`; with `choices` each entry is one of them."""
    return Field(name, "list", meaning, choices=choices)


def date(name: str, meaning: str) -> Field:
    """A day, YYYY-MM-DD."""
    return Field(name, "date", meaning)


def year(name: str, meaning: str) -> Field:
    """A calendar year."""
    return Field(name, "year", meaning)


def flag(name: str, meaning: str) -> Field:
    """0 no, 1 yes."""
    return Field(name, "flag", meaning)


def choice(name: str, meaning: str, *choices: int | str) -> Field:
    """One of the listed codes, all numbers or all texts."""
    return Field(name, "choice", meaning, choices=choices)


def count(
    name: str, meaning: str, unit: str = "", *, above: Bound = None, at_most: Bound = None, limit: str | None = None
) -> Field:
    """A whole number from 0 on (or above `above`); `limit` names the column that bounds it."""
    least = 0 if above is None else None
    return Field(name, "count", meaning, unit=unit, at_least=least, above=above, at_most=at_most, at_most_field=limit)


def measure(
    name: str,
    meaning: str,
    unit: str = "",
    *,
    at_least: Bound = None,
    above: Bound = None,
    at_most: Bound = None,
    limit: str | None = None,
) -> Field:
    """An exact decimal; `limit` names the column that bounds it."""
    return Field(
        name, "measure", meaning, unit=unit, at_least=at_least, above=above, at_most=at_most, at_most_field=limit
    )


def percent(name: str, meaning: str) -> Field:
    """An exact decimal from 0 to 100."""
    return Field(name, "percent", meaning, unit="%", at_least=0, at_most=100)


def money(name: str, meaning: str, *, above: Bound = None, limit: str | None = None) -> Field:
    """Whole rupiah from 0 on (or above `above`)."""
    least = 0 if above is None else None
    return Field(name, "rupiah", meaning, unit="Rp", at_least=least, above=above, at_most_field=limit)
