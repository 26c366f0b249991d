"""The law behind all faults of real files.

A value that a person did not see in a cell never reaches a document without a finding that names it, and no row is lost
in silence. Checked with kinds of damage at random places of a made-up district; `make explore` draws anew.
"""

from __future__ import annotations

import csv
import random
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Value
from schemas.findings import Finding, cells_of
from tasks.demo.write import write_demo
from tasks.lineage.units.step import Outputs
from tests.support.contoh import examples
from tests.support.mutasi import CSV_KINDS, Damage, Hand, Tables, csv_files
from tests.support.mutasi_buku import BOOK_KINDS, workbook
from tests.unit.intake.support import cells, rows, take_in

SEEDS = st.integers(0, 2**32)


@cache
def demo() -> tuple[str, Tables]:
    """Code and tables of the first made-up district that hands in CSV."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for written in write_demo(Path(folder), districts=4, seed=1, year=2013):
            files = sorted(written.path.glob("*.csv"))
            if len(files) > 12 and written.fiscal_year == 2013 and not any("responden" in f.name for f in files):
                found = {
                    f.stem: list(csv.reader(f.open(encoding="utf-8-sig", newline=""), delimiter=";")) for f in files
                }
                return written.kode, found
    raise AssertionError("no made-up district of the demo hands in CSV")


@cache
def sound(as_book: bool) -> Outputs:
    """What the undamaged submission gives."""
    kode, tables = demo()
    whole = Damage("none", "info", tables)
    return take_in({f"{kode}.xlsx": workbook(whole)} if as_book else csv_files(whole), kab=kode)


def names(findings: list[Finding], damage: Damage, table: str, row: str, column: str) -> bool:
    """Whether a finding names the cell, its row, its column, its table, its sheet or its file."""
    wanted = {(table, row, column), (table, row, ""), (table, "", column), (table, "", "")}
    files = {table, f"{damage.table}.csv"}
    return any(
        wanted & set(cells_of(f))
        or (f.rule == "TB-02" and f.table == table)
        or (not f.table and any(n in f.message + f.row for n in files))
        for f in findings
    )


def check(damage: Damage, outputs: Outputs, before: Outputs) -> None:
    places = cells(outputs)
    for table in before.tables:
        if table == "daftar_wilayah":
            continue
        had, has = rows(before, table), rows(outputs, table) if table in outputs.tables else {}
        lost = had.keys() - has.keys()
        about = [f for f in outputs.findings if f.table == table or (not f.table and damage.table == table)]
        left = {r for f in about for _, r, _ in cells_of(f) if r and r not in had}
        assert not lost or len(left) >= len(lost) or any(not f.row or any(f.place) for f in about), (
            f"{damage.kind}: rows of {table} are gone without a word: {sorted(lost)[:5]}"
        )
        for key, row in has.items():
            for column, value in row.items():
                if value is None or _agrees(value, had.get(key, {}).get(column), damage, places, table, key, column):
                    continue
                assert names(outputs.findings, damage, table, key, column), (
                    f"{damage.kind}: {table} {key} {column} is {value!r}, a person saw {had.get(key, {}).get(column)!r}"
                )


def _agrees(
    value: Value,
    seen: Value,
    damage: Damage,
    places: dict[str, list[dict[str, Any]]],
    table: str,
    key: str,
    column: str,
) -> bool:
    """Whether the value is the one of before, or the damaged cell itself holds it in plain sight."""
    if value == seen:
        return True
    if table != damage.table:
        return False
    for part in places.get(table, []):
        at = (part["rows"].get(key), part["columns"].get(column))
        if at in damage.cells and (isinstance(value, str) or damage.kind in IN_PLAIN_SIGHT):
            return True
    return False


# Kinds that write another sound value into the cell: a person sees that value and no other.
IN_PLAIN_SIGHT = {"note", "english", "point", "thousands", "fraction", "text", "merged", "unit format", "unit"}


def damaged(kinds: dict, seed: int, as_book: bool) -> Damage | None:
    draw = random.Random(seed)
    return kinds[draw.choice(sorted(kinds))](Hand(demo()[1], draw))


@examples(25, explore=2000)
@given(SEEDS)
def test_law_a_damaged_csv_folder_gives_no_silent_value(seed):
    damage = damaged(dict(CSV_KINDS), seed, as_book=False)
    if damage is not None:
        check(damage, take_in(csv_files(damage), kab=demo()[0]), sound(False))


@examples(25, explore=2000)
@given(SEEDS)
def test_law_a_damaged_workbook_gives_no_silent_value(seed):
    damage = damaged(dict(BOOK_KINDS), seed, as_book=True)
    if damage is not None:
        kode = demo()[0]
        check(damage, take_in({f"{kode}.xlsx": workbook(damage)}, kab=kode), sound(True))
