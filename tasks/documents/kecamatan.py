"""Tables per kecamatan: sums of a per-desa table with the district's total below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from schemas.contract import Row, Table
from schemas.facts import FactRow, FactTable, Figure
from schemas.tables.penduduk import PENDUDUK
from tasks.documents.places import Places
from tasks.documents.source import Source, reads
from tasks.documents.sums import Sums

Extend = Callable[[str, FactRow], FactRow]


def per_kecamatan(
    sums: Sums, source: Source, places: Places, table: Table, columns: Sequence[str], extend: Extend | None = None
) -> FactTable:
    """Sums of `columns` per kecamatan and in total. A desa of the district without a row counts as unknown.

    `extend` gives further columns of a row from its key and its sums. An absent table gives no rows.
    """
    if not source.has(table):
        return FactTable(absent=table.name)
    rows = source.by_desa(table)
    by_desa = {
        kode: source.figures(table, rows.get(kode, {"kode_desa": kode}), columns)
        for k in places.kecamatan
        for kode in k.desa
    }
    made = sum_kecamatan(sums, places, table.name, by_desa, columns, source.provenance(table), extend)
    return replace(made, reads=reads(table, *columns))


def sum_kecamatan(
    sums: Sums,
    places: Places,
    name: str,
    by_desa: Mapping[str, FactRow],
    columns: Sequence[str],
    sources: tuple[str, ...] = (),
    extend: Extend | None = None,
) -> FactTable:
    """The same from figures per desa."""
    made: list[FactRow] = []
    for k in places.kecamatan:
        members = [by_desa[kode] for kode in k.desa]
        row: FactRow = {"kecamatan": k.nama, "n_desa": sums.count(f"{name}.{k.kode}.n_desa", _desa(sums, k.desa))}
        row |= {c: _sum(sums, f"{name}.{k.kode}.{c}", [figure(m, c) for m in members]) for c in columns}
        made.append(row | (extend(f"{name}.{k.kode}", row) if extend else {}))
    total: FactRow = {"kecamatan": places.kabupaten}
    total |= {c: _sum(sums, f"{name}.{sums.kab}.{c}", [figure(m, c) for m in made]) for c in ("n_desa", *columns)}
    total |= extend(f"{name}.{sums.kab}", total) if extend else {}
    return FactTable(tuple(made), total, sources=sources)


def figure(row: FactRow, column: str) -> Figure:
    """The figure in a column; TypeError when it is something else."""
    found = row[column]
    if not isinstance(found, Figure):
        raise TypeError(f"{column} is no figure")
    return found


def newest_penduduk(source: Source, fiscal_year: int) -> dict[str, Row]:
    """The population row of each desa with the newest year not above the fiscal year (tables.md section 1)."""
    newest: dict[str, Row] = {}
    for row in source.rows(PENDUDUK):
        year, kode = row["tahun"], str(row["kode_desa"])
        if not isinstance(year, int) or year > fiscal_year:
            continue
        before = newest[kode]["tahun"] if kode in newest else None
        if not isinstance(before, int) or before < year:
            newest[kode] = row
    return newest


def _desa(sums: Sums, codes: Sequence[str]) -> list[str]:
    return [sums.wilayah_ref(kode) for kode in codes]


def _sum(sums: Sums, name: str, members: Sequence[Figure]) -> Figure:
    first = members[0] if members else Figure(None, "")
    return sums.total(name, members, first.decimals, first.unit)
