"""The rows of ehra_responden as arrays of numbers, one per column (see `logika.Columns`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.contract import Value
from tasks.buku_putih.jawaban.pernyataan import bits

BLANK = -1
_LARGEST = 2**31 - 1


def numbers(values: Sequence[Value]) -> NDArray[np.int32]:
    """Codes, flags or counts of a column; -1 where unknown or no number that a code can be."""
    return _each(values, _number)


def _number(value: Value) -> int:
    return value if isinstance(value, int) and 0 <= value <= _LARGEST else BLANK


def letter_bits(values: Sequence[Value]) -> NDArray[np.int32]:
    """The letters of a column as bits; 0 where blank or where something else than single letters A to Z stands."""
    return _each(values, lambda value: 0 if value is None else letters_of(str(value)))


def _each(values: Sequence[Value], read: Callable[[Value], int]) -> NDArray[np.int32]:
    """What is read of each value; equal ones are read once."""
    known = {value: read(value) for value in set(values)}
    return np.fromiter(map(known.__getitem__, values), np.int32, len(values))


def letters_of(text: str) -> int:
    """The letters of a cell as bits; 0 when it holds something else than single letters A to Z."""
    letters = [part.strip().upper() for part in text.split(";") if part.strip()]
    return bits(tuple(letters)) if all(len(x) == 1 and "A" <= x <= "Z" for x in letters) else 0


def numbered(values: Iterable[str | None]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The distinct texts in order, and the place of each value among them; -1 for an unknown one."""
    texts = list(values)
    names = tuple(sorted({t for t in texts if t is not None}))
    place: dict[str | None, int] = {name: i for i, name in enumerate(names)}
    return names, np.fromiter((place.get(t, BLANK) for t in texts), np.int32, len(texts))
