"""The checks of the household table's contract in one pass over its columns, the distinct values of each at a time.

The pass lists the failing rows; Great Expectations is asked about the number of violations per desa (`suite.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from schemas.canonical import columns_of
from schemas.contract import Rows, Table, Value
from tasks.validation.expected import Expected, expectations


def violations(table: Table, rows: Rows) -> list[list[int]]:
    """Places of the failing rows of each check of the table; blank cells pass."""
    columns = columns_of(rows, table.names)
    return [_failing(check, columns) for check in expectations(table)]


def per_desa(rows: Rows, failing: Sequence[Sequence[int]]) -> dict[str, int]:
    """Violations by desa, zeros included; rows without a desa stand under ""."""
    found = dict.fromkeys(sorted({str(row.get("kode_desa") or "") for row in rows}), 0)
    for places in failing:
        for i in places:
            found[str(rows[i].get("kode_desa") or "")] += 1
    return found


def _failing(check: Expected, columns: Mapping[str, Sequence[Value]]) -> list[int]:
    column = columns[check.column]
    if check.kind == "at_most_column":
        pairs = zip(column, columns[check.other], strict=True)
        return [i for i, (value, bound) in enumerate(pairs) if _exceeds(value, bound)]
    bad = {value for value in set(column) if value is not None and not _fits(check, value)}
    return [i for i, value in enumerate(column) if value in bad] if bad else []


def _fits(check: Expected, value: Value) -> bool:
    if check.kind == "in_set":
        return value in check.choices
    if check.kind == "matches":
        return re.match(check.pattern, str(value)) is not None
    if not isinstance(value, int | Decimal | Fraction):
        return False
    low = None if check.low is None else Fraction(check.low)
    high = None if check.high is None else Fraction(check.high)
    is_low_enough = high is None or value <= high
    return is_low_enough and (low is None or (value > low if check.is_above else value >= low))


def _exceeds(value: Value, bound: Value) -> bool:
    numbers = (int, Decimal, Fraction)
    return isinstance(value, numbers) and isinstance(bound, numbers) and Fraction(value) > Fraction(bound)
