"""Tables made shorter without losing a word: what every row says is said once, long remarks stand in a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from reports.blocks import Column
from reports.language import said, told
from schemas.facts import Fact, FactTable, Figure

BREAK = " · "
LONG_FROM = 28
OFTEN_FROM = 3
MANY_ROWS = 15
MOST_SINGLE = 8


@dataclass(frozen=True, slots=True)
class Shortened:
    """A table as it is printed, the notes that belong below it, and the key of the letters in its remarks."""

    rows: FactTable
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    key: tuple[str, ...] = ()


def shorten(
    found: FactTable,
    columns: Sequence[Column],
    *,
    same: Sequence[str] = (),
    unknown: Sequence[str] = (),
    remarks: str = "",
    empty: Sequence[str] = (),
) -> Shortened:
    """`found` without columns that repeat themselves.

    A column of `same` with one value in all rows becomes a note, and so does one of `unknown` where no row has a
    value; a column of `empty` with nothing in any row goes.
    `remarks` names a column of sentences between `BREAK`: what all rows say becomes a note, and what is long becomes
    a letter with its sentence in the key, as far as the key stays shorter than what it saves. A single row shares
    nothing.
    """
    kept, notes = tuple(columns), list[str]()
    key: tuple[str, ...] = ()
    for name in same if len(found.rows) > 1 else ():
        column = next((c for c in kept if c.name == name), None)
        values = {_said(row[name]) for row in found.rows}
        if column and len(values) == 1:
            kept = tuple(c for c in kept if c.name != name)
            notes += [told("{} semua baris: {}.", _head(column), said(value)) for value in values if value]
    lacking = [c for c in kept if c.name in unknown and not any(_said(row[c.name]) for row in found.rows)]
    if found.rows and lacking:
        kept = tuple(c for c in kept if c not in lacking)
        notes += [told("Tidak diketahui pada semua baris: {}.", ", ".join(map(_head, lacking)))]
    if remarks:
        found, shared, key = _lettered(found, remarks)
        notes += [told("Berlaku bagi semua baris: {}.", said(sentence)) for sentence in shared]
    return Shortened(found, filled(found, kept, (*empty, remarks)), tuple(notes), key)


def filled(found: FactTable, columns: tuple[Column, ...], names: Sequence[str]) -> tuple[Column, ...]:
    """The columns without those of `names` that have nothing in any row; all of them where there are no rows."""
    named = [c.name for c in columns if c.name in names]
    empty = {n for n in named if not any(_said(row[n]) for row in found.rows)}
    return tuple(c for c in columns if c.name not in empty) if found.rows else columns


def _said(fact: Fact) -> str:
    if isinstance(fact, str):
        return fact
    if isinstance(fact, Figure):
        return "" if fact.value is None else str(fact.value)
    return str(fact.value or "")


def _head(column: Column) -> str:
    head = f"{said(column.group)} {said(column.head).lower()}" if column.group else said(column.head)
    return head.replace("\u00ad", "")


def _lettered(found: FactTable, name: str) -> tuple[FactTable, tuple[str, ...], tuple[str, ...]]:
    split = [[s for s in str(row[name]).split(BREAK) if s] for row in found.rows]
    counts = Counter(s for said in split for s in dict.fromkeys(said))
    shared = [s for s, n in counts.items() if n == len(split) > 1]
    lengthy = [s for s in counts if len(s) >= LONG_FROM and s not in shared]
    is_short_key = len(split) >= MANY_ROWS and len(lengthy) <= MOST_SINGLE
    often = [s for s in lengthy if is_short_key or counts[s] >= OFTEN_FROM]
    letters = dict(zip(often, ascii_lowercase, strict=False))
    rows = tuple(
        row | {name: "; ".join(f"({letters[s]})" if s in letters else s for s in said if s not in shared)}
        for row, said in zip(found.rows, split, strict=True)
    )
    return replace(found, rows=rows), tuple(shared), tuple(told("({}) {}.", a, said(s)) for s, a in letters.items())
