"""What a cell of the instrument takes: lists, ranges and the sentence for what it does not take."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.contract import Field

_LIST_LIMIT = 255


def validation(column: Field, bound: str = "") -> dict[str, Any] | None:
    """What a cell of the column takes, with the sentence for what it does not; None for free text.

    `bound` is the cell that must not be exceeded.
    """
    says = _sentence(column, bound)
    rule: dict[str, Any] = {"ignore_blank": True, "error_title": "Tidak dapat diterima", "error_message": says}
    if column.kind == "flag":
        return rule | {"validate": "list", "source": [1, 0]}
    if column.choices:
        listed = [str(c) for c in column.choices]
        return rule | {"validate": "list", "source": listed} if len(",".join(listed)) <= _LIST_LIMIT else None
    if column.kind == "date":
        return rule | {"validate": "date", "criteria": ">=", "value": date(1945, 1, 1)}
    if not column.is_number:
        return None
    low, high = _bounds(column)
    kind = "integer" if column.is_int else "decimal"
    if bound and low is not None:
        return rule | {"validate": kind, "criteria": "between", "minimum": low, "maximum": f"={bound}"}
    if low is not None and high is not None:
        return rule | {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return rule | {"validate": kind, "criteria": ">" if column.above is not None else ">=", "value": low}
    return rule | {"validate": kind, "criteria": ">=", "value": -1e15}


def _bounds(column: Field) -> tuple[float | int | None, float | int | None]:
    if column.kind == "year":
        return 1945, 2100
    low = column.at_least if column.at_least is not None else column.above
    low = 0 if low is None and column.kind == "percent" else low
    high = 100 if column.at_most is None and column.kind == "percent" else column.at_most
    whole = column.is_int
    return (None if low is None else _plain(low, whole), None if high is None else _plain(high, whole))


def _plain(value: int | str, whole: bool) -> float | int:
    return int(value) if whole else float(value)


def _sentence(column: Field, bound: str) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    if column.kind == "flag":
        return "Isi 1 untuk ya, 0 untuk tidak; kosongkan bila tidak diketahui."
    if column.choices:
        return f"Pilih satu: {', '.join(map(str, column.choices))}; kosongkan bila tidak diketahui."[:250]
    if column.kind == "date":
        return "Isi tanggal, misalnya 2013-05-02."
    what = "bilangan bulat" if column.is_int else "bilangan"
    low, high = _bounds(column)
    parts = [f"lebih dari {low}" if column.above is not None else f"{low} atau lebih"] if low is not None else []
    parts += [f"paling besar {high}"] if high is not None and not bound else []
    parts += [f"tidak melebihi sel {bound} pada baris yang sama"] if bound else []
    text = f"Isi {what}{unit}: {', '.join(parts) or 'tanpa huruf'}; kosongkan bila tidak diketahui, 0 bila tidak ada."
    return text[:250]
