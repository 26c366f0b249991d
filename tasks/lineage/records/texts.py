"""Rows of a stored table as their bytes spell them: what shows a value needs no arithmetic, so nothing is converted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from schemas.contract import Table


class Texts:
    """Rows by their key text. Whole numbers are ints, unknown is None, everything else its canonical text."""

    def __init__(self, data: bytes, table: Table) -> None:
        lines = csv.reader(io.StringIO(data.decode()))
        self._at = {name: i for i, name in enumerate(next(lines, ()))}
        self._ints = {f.name for f in table.fields if f.is_int}
        key = [self._at.get(name) for name in table.key]
        self._lines = {"|".join(["" if i is None else line[i] for i in key]): line for line in lines}

    def __contains__(self, key: str) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def row(self, key: str) -> dict[str, int | str | None]:
        """All columns of a row that is there; KeyError for one that is not."""
        return {name: self._read(name, self._lines[key][at]) for name, at in self._at.items()}

    def value(self, key: str, column: str) -> int | str | None:
        """The value of a cell; None also where there is no such row or column."""
        line, at = self._lines.get(key), self._at.get(column)
        return None if line is None or at is None else self._read(column, line[at])

    def _read(self, column: str, text: str) -> int | str | None:
        return None if not text else int(text) if column in self._ints else text


NO_ROWS = Texts(b"", Table("", "", (), ()))
