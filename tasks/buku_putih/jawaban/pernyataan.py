"""Statements about one household that are true, false or open, where answers are missing.

`and`, `or` and `not` are those of three values: an open part leaves the whole open unless the other part decides.
The statements are data: what a rule reads is known without running it, and `logika.py` evaluates it on arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """The answer is one of `codes`; open when it is blank or none of `known`."""

    column: str
    codes: tuple[int, ...]
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """One of the cell's letters is among `letters`; open when it is blank or has a letter outside `known`."""

    column: str
    letters: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of `columns` is ticked (`every`: all of them); open when no letter of `item`, all its columns, is ticked."""

    columns: tuple[str, ...]
    item: tuple[str, ...]
    every: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    """Either part."""

    a: Statement
    b: Statement


@dataclass(frozen=True, slots=True)
class And:
    """Both parts."""

    a: Statement
    b: Statement


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    a: Statement


@dataclass(frozen=True, slots=True)
class AnyKnown:
    """One of the parts, decided over those that are not open; open when all are (rule ehra.or_rules)."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Sure:
    """The statement, false where it is open."""

    a: Statement


@dataclass(frozen=True, slots=True)
class Else:
    """The first part, the second where the first is open."""

    a: Statement
    b: Statement


@dataclass(frozen=True, slots=True)
class Among:
    """`a` for the households of which `of` is true; open for all others."""

    of: Statement
    a: Statement


Statement = Code | Letters | Ticked | Or | And | Not | AnyKnown | Sure | Else | Among


def bits(letters: tuple[str, ...] | str) -> int:
    """Letters as one number."""
    return sum(1 << (ord(letter) - ord("A")) for letter in set(letters))


def columns_of(statement: Statement) -> tuple[str, ...]:
    """The columns that the statement reads, each once."""
    return tuple(dict.fromkeys(_columns(statement)))


def _columns(statement: Statement) -> Iterator[str]:
    match statement:
        case Code(column, _, _) | Letters(column, _, _):
            yield column
        case Ticked(_, item, _):
            yield from item
        case Or(a, b) | And(a, b) | Else(a, b) | Among(a, b):
            yield from _columns(a)
            yield from _columns(b)
        case AnyKnown(parts):
            for part in parts:
                yield from _columns(part)
        case Not(a) | Sure(a):
            yield from _columns(a)
