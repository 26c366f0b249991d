"""One text form for everything that is hashed: canonical JSON and CSV, and SHA-256 of bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import add
from typing import Any

from schemas.contract import Field, Row, Rows, Table, Value

_QUICK = frozenset({str, int, type(None)})
"""Types whose equal values have one text, and that are looked up sooner than put into words."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def dump_json(value: Any, *, keeps_order: bool = False) -> bytes:
    """UTF-8 JSON with no blanks and sorted keys, unless their order means something; what JSON lacks is refused."""
    return json.dumps(
        value, sort_keys=not keeps_order, ensure_ascii=False, separators=(",", ":"), default=_refuse
    ).encode()


def parsed(data: bytes) -> Any:
    """The value of JSON text; raises ValueError for what is none, also for what is nested deeper than anything here."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("nested too deep") from None


def is_canonical(value: Any, data: bytes) -> bool:
    """Whether `data` is the canonical JSON of the value."""
    try:
        return dump_json(value) == data
    except ValueError:  # text that has no UTF-8, which JSON can name
        return False


def _refuse(value: Any) -> Any:
    raise TypeError(f"not canonical: {type(value).__name__} {value!r}")


def text_of(value: Value) -> str:
    """The canonical text of a value: unknown is empty, decimals have no exponent and no trailing zeros."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = format(value, "f")
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        return "0" if plain in ("-0", "") else plain
    return str(value)


def texts_of(values: Sequence[Value]) -> list[str]:
    """The canonical text of each value of a column; values that are alike are put into words once."""
    if not set(map(type, values)) <= _QUICK:
        return [text_of(value) for value in values]
    known = {value: text_of(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def plain(row: Mapping[str, Value]) -> dict[str, int | str | None]:
    """A row as JSON can hold it: whole numbers stay, unknown is None, everything else is its canonical text."""
    return {name: v if v is None or isinstance(v, int) else text_of(v) for name, v in row.items()}


def value_of(text: str, field: Field) -> Value:
    """The value of a canonical text; the inverse of `text_of`."""
    return _reader(field)(text) if text else None


def _reader(field: Field) -> Callable[[str], Value]:
    if field.is_int:
        return int
    if field.is_decimal:
        return Decimal
    return Fraction if field.kind == "exact" else str


def dump_rows(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Canonical CSV: UTF-8, LF, one header line, rows in the order given (callers sort by key)."""
    return _csv(names, ([text_of(row.get(n)) for n in names] for row in rows))


def _csv(names: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(lines)
    return out.getvalue().encode()


def load_rows(data: bytes, table: Table, only: Collection[str] | None = None) -> Rows:
    """Rows of a canonical CSV, typed by the contract; of the columns in `only` where it is given.

    Columns that the file lacks are absent from the rows.
    """
    return rows_of(load_columns(data, table, only))


def load_columns(data: bytes, table: Table, only: Collection[str] | None = None) -> dict[str, list[Value]]:
    """The same column by column."""
    reader = csv.reader(io.StringIO(data.decode()))
    header = next(reader)
    texts = list(zip(*reader, strict=True)) or [()] * len(header)
    chosen = [(n, column) for n, column in zip(header, texts, strict=True) if only is None or n in only]
    return {n: _values(table.field(n), column) for n, column in chosen}


def _values(field: Field, texts: Sequence[str]) -> list[Value]:
    """The values of a column of canonical texts; texts that are alike are read once."""
    reader = _reader(field)
    known: dict[str, Value] = {text: reader(text) if text else None for text in set(texts)}
    return list(map(known.__getitem__, texts))


def rows_of(columns: Mapping[str, Sequence[Value]]) -> Rows:
    """The rows of columns of equal length."""
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def columns_of(rows: Sequence[Row], also: Iterable[str] = ()) -> dict[str, Sequence[Value]]:
    """The columns that some of the rows have, and those in `also`; unknown where a row lacks one."""
    names = list(rows[0]) if rows else []
    if all(list(row) == names for row in rows):
        columns = zip(*(row.values() for row in rows), strict=True)
        found: dict[str, Sequence[Value]] = dict(zip(names, columns, strict=True))
    else:
        found = {name: [row.get(name) for row in rows] for name in dict.fromkeys(n for row in rows for n in row)}
    unknown: Sequence[Value] = [None] * len(rows)
    return dict.fromkeys(also, unknown) | found


def sort_rows(table: Table, rows: Iterable[Row]) -> Rows:
    """Rows sorted by the text of their key parts."""
    return sorted(rows, key=lambda r: tuple(text_of(r.get(k)) for k in table.key))


@dataclass(frozen=True, slots=True)
class Stored:
    """A table as it is kept: canonical CSV sorted by key, of the columns that some row has and of the key.

    `columns` has the digest of each column together with the key: equal when no value of it and no key changed.
    """

    data: bytes
    rows: int
    columns: dict[str, str]


def as_stored(table: Table, rows: Iterable[Row]) -> Stored:
    """The rows as they are kept; every value is put into words once."""
    ordered = sort_rows(table, rows)
    given = columns_of(ordered, table.key)
    texts = {n: texts_of(given[n]) for n in table.names if n in given}
    keys = [f"{table.key_of(row)}\x1f" for row in ordered]
    return Stored(
        data=_csv(list(texts), zip(*texts.values(), strict=True)),
        rows=len(ordered),
        columns={name: _column_digest(name, keys, column) for name, column in texts.items()},
    )


def _column_digest(name: str, keys: Sequence[str], texts: Sequence[str]) -> str:
    lines = "\n".join(map(add, keys, texts))
    return digest(f"{name}\x1e{lines}".encode())
