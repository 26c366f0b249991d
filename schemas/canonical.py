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
from typing import Any

from schemas.contract import Field, Row, Rows, Table, Value


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
    reader = csv.reader(io.StringIO(data.decode()))
    chosen = [(i, n, _reader(table.field(n))) for i, n in enumerate(next(reader)) if only is None or n in only]
    return [{n: read(text) if (text := line[i]) else None for i, n, read in chosen} for line in reader]


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
    present = set[str]().union(*ordered)
    texts = {n: [text_of(row.get(n)) for row in ordered] for n in table.names if n in present or n in table.key}
    keys = [table.key_of(row) for row in ordered]
    return Stored(
        data=_csv(list(texts), zip(*texts.values(), strict=True)),
        rows=len(ordered),
        columns={name: _column_digest(name, keys, column) for name, column in texts.items()},
    )


def _column_digest(name: str, keys: Sequence[str], texts: Sequence[str]) -> str:
    lines = "\n".join(map("\x1f".join, zip(keys, texts, strict=True)))
    return digest(f"{name}\x1e{lines}".encode())
