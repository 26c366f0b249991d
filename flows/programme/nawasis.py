"""Exports in the order of the NAWASIS menus, and the percentage that NAWASIS tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from flows.cycle.known import PLAN_YEARS, people_of
from reports.excel_csv import excel_csv
from reports.format_id import number
from schemas.contract import Row
from schemas.nawasis import MENUS, Menu
from schemas.withheld import published
from tasks.lineage.records.history import Unit
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.ports import Store

Units = Mapping[tuple[str, str], Mapping[int, str]]
POKJA = "Profil Pokja"
_FEW = 5
"""A survey row of fewer respondents is left out (programme.md section 12)."""


def completeness(store: Store, units: Units, kode: str) -> tuple[int, int]:
    """Required fields that are filled, and all of them; a field is filled when every row of its menu has it."""
    filled = asked = 0
    for menu in (m for m in MENUS if m.is_input):
        rows = [row for _, row in _rows(store, units, kode, menu)]
        asked += len(menu.kolom)
        filled += sum(bool(rows) and all(r[name] is not None for r in rows) for name, _ in menu.kolom)
    return filled, asked


def newest_units(store: Store, fiscal_year: int) -> Units:
    """The memo of the newest sealed unit of each district and step by fiscal year, newest year first, over a plan."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for year in range(fiscal_year, fiscal_year - PLAN_YEARS - 1, -1):
        for manifest in sealed_runs(store, year):
            for unit in manifest["units"]:
                found.setdefault((unit["district"], unit["step"]), {}).setdefault(year, unit["memo"])
    return found


def export(store: Store, fiscal_year: int, only: str, folder: Path) -> list[dict[str, Any]]:
    """Write one CSV a menu with the rows of all districts (or one); gives file and rows of each.

    Each row comes from the newest fiscal year that has its table, which is named beside it; the last file has the
    percentage that NAWASIS tracks.
    """
    units = newest_units(store, fiscal_year)
    districts = sorted({kode for kode, _ in units if not only or kode == only})
    folder.mkdir(parents=True, exist_ok=True)
    made = [_write(store, units, districts, folder, place, menu) for place, menu in enumerate(MENUS, 1)]
    people = [p for p in people_of(store) if p.kode_wilayah in districts]
    lines = [[p.kode_wilayah, p.peran, p.nama or p.orang_id, str(p.mulai), str(p.selesai)] for p in people]
    made.append(_file(folder, len(MENUS) + 1, POKJA, ["kode", "Peran", "Nama", "Mulai", "Selesai"], lines))
    done = {kode: completeness(store, units, kode) for kode in districts}
    shown = [
        [kode, str(filled), str(asked), number(Fraction(100 * filled, asked), 1)]
        for kode, (filled, asked) in done.items()
    ]
    head = ["kode", "Isian terisi", "Isian wajib", "Kelengkapan (%)"]
    return [*made, _file(folder, len(MENUS) + 2, "Kelengkapan", head, shown)]


def _write(store: Store, units: Units, districts: list[str], folder: Path, place: int, menu: Menu) -> dict[str, Any]:
    lines = [
        [kode, str(year), *("" if row[name] is None else _text(row[name]) for name, _ in menu.kolom)]
        for kode in districts
        for year, row in _rows(store, units, kode, menu)
        if not (isinstance(row.get("n_valid"), int) and int(row["n_valid"] or 0) < _FEW)
    ]
    heads = ["kode", "Tahun anggaran data", *(heading for _, heading in menu.kolom)]
    return _file(folder, place, menu.nama, heads, lines)


def _file(folder: Path, place: int, name: str, head: list[str], lines: list[list[str]]) -> dict[str, Any]:
    path = folder / f"{place:02d}-{name.lower().replace(' ', '-')}.csv"
    path.write_bytes(excel_csv(head, lines))
    return {"menu": name, "file": str(path), "rows": len(lines)}


def _rows(store: Store, units: Units, kode: str, menu: Menu) -> Iterator[tuple[int, Row]]:
    """The rows of the newest fiscal year that has the table of the menu, with that year."""
    for year, memo in units.get((kode, menu.step), {}).items():
        unit = Unit(store, memo)
        if menu.table.name in unit.memo.tables:
            yield from (
                (year, published(row))
                for row in unit.rows(menu.table).values()
                if menu.where is None or row[menu.where[0]] == menu.where[1]
            )
            return


def _text(value: object) -> str:
    return number(value, 2) if isinstance(value, Fraction) and value.denominator > 1 else str(value)
