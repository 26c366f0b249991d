"""The instrument: what a person types into it is what intake reads, for every table, also after LibreOffice."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from flows.cycle.known import Known
from flows.district.hand_in import hand_in
from flows.district.instrument import make_instrument, prepared, view_of
from flows.wiring import registry
from reports.cell_rules import validation
from reports.instrument import FIRST, HEADER, Lembar, heading, instrument, sheet_name
from schemas.contract import Field, Table
from schemas.heading_map import BEFORE, column_for
from schemas.rulebook import load_rulebook
from schemas.tables import TABLES
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_grids
from tasks.lineage.records.history import Unit
from tasks.lineage.records.receipts import receipts
from tasks.lineage.units.unit import Job, run_units
from tasks.store.memory import MemoryStore
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

FY, KAB = 2013, "99.01"
HANDED_OUT = [t for t in TABLES if t.stages != ("nat",)]


def typed(column: Field, desa: str) -> Any:
    """What a person types into a cell of the column."""
    if column.kind == "code":
        return desa if column.name == "kode_desa" else KAB
    if column.choices:
        return column.choices[0]
    if column.kind == "list":
        return "A;B" if column.name != "kode_desa" else desa
    match column.kind:
        case "date":
            return date(FY, 5, 2)
        case "year":
            return FY - 1
        case "flag":
            return 1
        case "rupiah":
            return 7_000_000
        case "count":
            return int(column.at_least or 0) + 7
        case "percent":
            return Decimal("12.5")
        case "measure" | "exact":
            return Decimal(str(column.at_least or 0)) + Decimal("0.5")
    return "R-1" if column.kind == "id" else "Keterangan"


def whole(store: Any) -> Any:
    """An instrument with every table, so that each is tried."""
    view = view_of(Known(store, FY), KAB, registry(store), is_empty=True)
    known = {s.table.name: s for s in view.sheets}
    return replace(view, sheets=[known.get(t.name, Lembar(t, "31 Mei 2013", "Pokja")) for t in HANDED_OUT])


def filled(data: bytes, view: Any) -> tuple[bytes, dict[str, dict[str, Any]]]:
    """One row of every sheet typed by hand; gives the workbook and what was typed by table."""
    book, said = load_workbook(io.BytesIO(data)), {}
    desa = next(iter(view.desa))
    for number, lembar in enumerate(view.sheets, 1):
        sheet = book[sheet_name(number, lembar.table)]
        places = {c.value: c.column for c in sheet[HEADER + 1] if c.value}
        row: dict[str, Any] = {}
        for column in lembar.table.fields:
            cell = sheet.cell(FIRST + 1, places[heading(lembar.table, column, FY)])
            if cell.value is None:
                cell.value = typed(column, desa)
            row[column.name] = cell.value
        said[lembar.table.name] = row
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), said


def read_back(store: Any, name: str, data: bytes) -> tuple[Unit, list[Any]]:
    from flows.wiring import raw_inputs
    from tasks.intake.units import STEP
    from tasks.lineage.units.unit import load_findings

    memory = MemoryStore()
    hand_in(memory, FY, KAB, [(name, data)], code_system=None, by="", received="", recorded="")
    raw = raw_inputs(memory, registry(store).slice_for(KAB), list(receipts(memory, FY, KAB)))
    (done,) = run_units(memory, STEP, [Job(FY, KAB, **raw)])
    unit = Unit(memory, done.memo)
    return unit, load_findings(memory, unit.memo)


def same(column: Field, value: Any, read: Any) -> bool:
    if column.kind == "date":
        return str(value)[:10] == read
    if column.is_decimal or column.kind == "exact":
        return Decimal(str(value)) == read
    return str(value) == str(read)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> RestrictedStore:
    return folder_store(str(tmp_path_factory.mktemp("instrumen")))


def test_what_is_typed_is_what_is_read_for_every_table(store: RestrictedStore) -> None:
    view = whole(store)
    data, said = filled(instrument(view), view)
    unit, findings = read_back(store, "instrumen.xlsx", data)
    compare(unit, said)
    assert {f.rule for f in findings if f.severity != "advice"} <= {"TB-12", "BP-V29"}, findings


def compare(unit: Unit, said: dict[str, dict[str, Any]]) -> None:
    for t in HANDED_OUT:
        rows = list(unit.rows(t).values()) if t.name in unit.memo.tables else []
        row = said[t.name]
        match = [r for r in rows if all(same(t.field(k), row[k], r[k]) for k in t.key)]
        assert match, t.name
        one = match[0]
        wrong = {c.name: (row[c.name], one[c.name]) for c in t.fields if not same(c, row[c.name], one[c.name])}
        assert wrong == {}, t.name


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_after_libreoffice_saved_it(store: RestrictedStore, tmp_path: Path, form: str, soffice: str) -> None:
    view = whole(store)
    data, said = filled(instrument(view), view)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/instrumen.xlsx").write_bytes(data)
    words = [soffice, f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", form, "--outdir"]
    subprocess.run([*words, str(tmp_path), str(tmp_path / "in/instrumen.xlsx")], check=True, capture_output=True)
    unit, _ = read_back(store, f"instrumen.{form}", (tmp_path / f"instrumen.{form}").read_bytes())
    compare(unit, said)


@pytest.mark.parametrize("contract", TABLES, ids=lambda t: t.name)
@pytest.mark.parametrize("year", [2012, 2014, 2016, 2020])
def test_every_heading_is_read_as_its_own_column_and_no_two_are_the_same(contract: Table, year: int) -> None:
    words = [heading(contract, c, year) for c in contract.fields]
    found = [column_for(contract.name, w, year) for w in words]
    assert [m and m.column for m in found] == list(contract.names)
    assert len(set(words)) == len(words)
    assert column_for(contract.name, BEFORE, year) is not None


def test_a_choice_has_its_list_and_a_number_its_range_with_a_sentence() -> None:
    asked = [c for t in TABLES for c in t.fields if t.name in ("spald", "tahapan", "wilayah")]
    rules = {c.name: rule for c in asked if (rule := validation(c))}
    assert rules["komponen"]["source"] == ["AL", "PS", "DR"]
    assert (rules["lat"]["minimum"], rules["lat"]["maximum"]) == (-11.5, 6.5)
    assert rules["cbd"]["source"] == [1, 0]
    assert all(len(r["error_message"]) <= 255 for r in rules.values())
    every = [(t.name, c.name) for t in TABLES for c in t.fields if c.is_number and validation(c) is None]
    assert every == []


def test_last_years_values_stand_beside_and_the_same_view_gives_the_same_bytes(store: RestrictedStore) -> None:
    view = whole(store)
    wilayah = next(s for s in view.sheets if s.table.name == "wilayah")
    desa = next(iter(view.desa))
    past = replace(wilayah, before={desa: {"luas_adm_ha": Decimal("12.5")}})
    made = replace(view, sheets=[past], year_before=2012, findings=[("Salah", "Wilayah", "x")])
    data = instrument(made)
    assert data == instrument(made)
    book: Workbook = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Petunjuk", "1. Wilayah", "Temuan lalu"]
    sheet = book["1. Wilayah"]
    at = next(c.column for c in sheet[HEADER + 1] if c.value == BEFORE)
    assert sheet.cell(FIRST + 1, at).value == 12.5
    assert sheet.cell(FIRST + 1, at - 1).value is None
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.cell(FIRST + 1, 1).protection.locked
    assert not sheet.column_dimensions[get_column_letter(at - 1)].protection.locked
    grids, _ = read_grids("i.xlsx", data, Limits.of(load_rulebook(FY)))
    assert len(grids) == 3


def test_prepared_rows_name_every_desa_and_the_years_of_the_plan(store: RestrictedStore) -> None:
    view = view_of(Known(store, FY), KAB, registry(store))
    rows = {s.table.name: list(s.keys) for s in view.sheets}
    assert len(rows["wilayah"]) == len(view.desa) > 10
    assert len(rows["penduduk"]) == 3 * len(view.desa)
    assert [r["tahun"] for r in rows["keuangan"]] == [2009, 2010, 2011, 2012, 2013]
    pagu = next(t for t in TABLES if t.name == "pagu")
    assert {r["tahun"] for r in prepared(pagu, 2014, KAB, view.desa)} == {2015, 2016, 2017, 2018, 2019}
    assert make_instrument(store, FY, KAB) == make_instrument(store, FY, KAB, is_empty=True)


def test_an_instrument_of_another_year_is_named_and_other_order_names_and_rows_do_no_harm(
    store: RestrictedStore,
) -> None:
    view = whole(store)
    data, said = filled(instrument(replace(view, fiscal_year=2012)), replace(view, fiscal_year=2012))
    book = load_workbook(io.BytesIO(data))
    book.move_sheet("2. Penduduk", 20)
    book["3. Air Minum"].title = "Air Minum"
    book["4. Air Limbah"].insert_rows(1, 3)
    book.remove(next(s for s in book.worksheets if s.title.endswith("DAS")))
    buffer = io.BytesIO()
    book.save(buffer)
    unit, findings = read_back(store, "i.xlsx", buffer.getvalue())
    named = [f for f in findings if f.rule == "TB-18"]
    assert [(f.severity, f.value) for f in named] == [("warning", "2012")]
    for name in ("penduduk", "air_minum", "air_limbah"):
        row = next(iter(unit.rows(next(t for t in TABLES if t.name == name)).values()))
        assert row["kode_desa"] == said[name]["kode_desa"]


def test_a_prepared_sheet_that_came_back_untouched_was_not_handed_in(store: RestrictedStore) -> None:
    view = whole(store)
    unit, findings = read_back(store, "i.xlsx", instrument(view))
    there = {t.name for t in HANDED_OUT if t.name in unit.memo.tables and unit.memo.tables[t.name].rows}
    assert there == {"wilayah", "info"}
    assert "penduduk" not in unit.memo.tables
    assert {f.rule for f in findings if f.severity in ("block", "error")} == set()
