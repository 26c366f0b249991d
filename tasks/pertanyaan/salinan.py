"""Copied neighbours, copied years, values copied down a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from schemas.contract import Row, Table, Value
from tasks.pertanyaan.kiriman import Kiriman, Pertanyaan, is_number, looked_at, newest, numbers

_LEAST_VALUES, _LEAST_ROWS, _LEAST_SHARE = 3, 5, 0.1
_YEAR_CELLS, _YEAR_SHARE = 40, 0.9
_RUN = 8
_ALIKE = 3


def copied_neighbour(every: Sequence[Kiriman]) -> Iterable[Pertanyaan]:
    """Rows of a district that stand with the very same numbers in another one."""
    for table in looked_at():
        index: dict[tuple[object, ...], list[tuple[str, str]]] = {}
        for one in every:
            for key, row in newest(table, one.tables.get(table.name, [])).items():
                if sign := _signature(table, row):
                    index.setdefault(sign, []).append((one.kode, key))
        for one in every:
            yield from _neighbours(table, one, index)


def _neighbours(
    table: Table, one: Kiriman, index: dict[tuple[object, ...], list[tuple[str, str]]]
) -> Iterable[Pertanyaan]:
    rows = newest(table, one.tables.get(table.name, []))
    same: dict[str, list[str]] = {}
    for key, row in rows.items():
        for kode, _ in index.get(_signature(table, row) or (), ()):
            if kode != one.kode:
                same.setdefault(kode, []).append(key)
    for kode, keys in sorted(same.items()):
        if len(keys) >= max(_LEAST_ROWS, _LEAST_SHARE * len(rows)):
            says = (
                f"{len(keys)} dari {len(rows)} baris tabel {table.name} sama persis dengan baris kabupaten/kota {kode}."
                " Apakah angkanya memang dihitung sendiri di desa-desa ini?"
            )
            yield Pertanyaan("Q-01", one.kode, table.name, tuple((k, "") for k in sorted(keys)), says)


def copied_rows(one: Kiriman) -> Iterable[Pertanyaan]:
    """Several desa of one district with the very same numbers in a row."""
    for table in looked_at():
        alike: dict[tuple[object, ...], list[str]] = {}
        for key, row in newest(table, one.tables.get(table.name, [])).items():
            if sign := _signature(table, row):
                alike.setdefault(sign, []).append(key)
        for keys in alike.values():
            if len(keys) >= _ALIKE:
                says = (
                    f"{len(keys)} desa mempunyai angka yang sama persis pada seluruh baris tabel {table.name}. "
                    "Apakah salah satunya disalin dari yang lain?"
                )
                yield Pertanyaan("Q-02", one.kode, table.name, tuple((k, "") for k in keys), says)


def _signature(table: Table, row: Row) -> tuple[object, ...] | None:
    """The numbers of a row; None where too few are known and different from 0 to tell rows apart."""
    values = [row.get(f.name) for f in numbers(table)]
    telling = {v for v in values if is_number(v) and v != 0}
    return tuple(values) if len(telling) >= _LEAST_VALUES else None


def copied_year(one: Kiriman) -> Iterable[Pertanyaan]:
    """A table of another data year that repeats the numbers of the year before."""
    for table in looked_at():
        now, then = (newest(table, side.get(table.name, [])) for side in (one.tables, one.before))
        if "tahun" in table.names and {r.get("tahun") for r in now.values()} == {r.get("tahun") for r in then.values()}:
            continue  # the same data year, said so: reuse, not a copy
        pairs = [
            (key, f.name, now[key].get(f.name) == then[key].get(f.name))
            for key in now.keys() & then.keys()
            for f in numbers(table)
            if is_number(now[key].get(f.name)) and now[key].get(f.name) != 0 and is_number(then[key].get(f.name))
        ]
        equal = sum(is_same for *_, is_same in pairs)
        if len(pairs) >= _YEAR_CELLS and equal >= _YEAR_SHARE * len(pairs):
            says = (
                f"{equal} dari {len(pairs)} angka tabel {table.name} sama persis dengan kiriman tahun sebelumnya. "
                "Apakah datanya belum diperbarui, atau memang tidak berubah?"
            )
            yield Pertanyaan("Q-03", one.kode, table.name, (), says)


def copied_down(one: Kiriman) -> Iterable[Pertanyaan]:
    """One number that stands in many rows below each other in a column whose numbers otherwise differ."""
    for table in looked_at():
        rows = sorted(newest(table, one.tables.get(table.name, [])).items())
        for f in numbers(table):
            values = [(key, row.get(f.name)) for key, row in rows]
            counted = Counter(v for _, v in values if is_number(v) and v not in (0, 1))
            if len(counted) < _ALIKE:
                continue
            for value, members in groupby(values, key=lambda pair: pair[1]):
                keys = [key for key, _ in members]
                if is_number(value) and value not in (0, 1) and len(keys) >= _RUN and _is_rare(counted, value):
                    says = (
                        f"{len(keys)} desa berturut-turut mempunyai {f.name} {value} pada tabel {table.name}. "
                        "Apakah nilainya tersalin ke bawah?"
                    )
                    yield Pertanyaan("Q-04", one.kode, table.name, tuple((k, f.name) for k in keys), says)


def _is_rare(counted: Counter[Value], value: Value) -> bool:
    """Whether a run of a value is no plain chance: beyond the run it is not the common value of the column."""
    total = sum(counted.values())
    elsewhere = counted[value] - _RUN
    return elsewhere * 3 <= total - _RUN
