"""What runs again after a change, and that the plan said so."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import openpyxl

from flows.cycle.chain import CHECKING, plan
from flows.cycle.documents import newest_documents
from flows.cycle.known import Known
from flows.cycle.record import NIGHTLY
from flows.programme.status import status_rows
from flows.wiring import open_cycle
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, ran, run_year

Edit = Callable[[int, str, str, Callable[[list[str]], list[str]]], Path]
WHOLE_2013 = {"intake", "validation", "buku_putih", "ssk", "dokumen_buku_putih", "dokumen_ssk"}


def planned(store: RestrictedStore, year: int) -> set[tuple[str, str]]:
    return {(p.district, p.step) for p in plan(open_cycle(store, year))}


def csv_district(demo_files: Path) -> str:
    return next(p.name for p in sorted((demo_files / "2013").iterdir()) if (p / "wilayah.csv").exists())


def set_cell(heading: str, value: str, line: int = 5) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        column = lines[0].split(";").index(heading)
        cells = lines[line].split(";")
        assert cells[column] != value
        cells[column] = value
        return [*lines[:line], ";".join(cells), *lines[line + 1 :]]

    return change


def test_a_second_run_runs_no_unit(demo: RestrictedStore) -> None:
    assert planned(demo, 2013) == set()
    assert ran(run_year(demo, 2013)) == set()
    assert ran(run_year(demo, 2014)) == set()


def test_a_scored_cell_runs_exactly_what_was_planned(demo: RestrictedStore, demo_files: Path, edit_csv: Edit) -> None:
    kode = csv_district(demo_files)
    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Jamban (unit)", "1")))
    foreseen = planned(demo, 2013)
    assert foreseen == {(kode, step) for step in WHOLE_2013}
    assert ran(run_year(demo, 2013)) == foreseen


def test_a_night_hides_neither_the_documents_nor_what_was_made_before(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kode = csv_district(demo_files)

    def documents() -> list[tuple[str, str, str, bytes]]:
        return list(newest_documents(demo, 2013, kode, ("html",)))

    def states() -> list[str]:
        rows = status_rows(Known(demo, 2013))
        return [r["state"] for r in rows if r["kode"] == kode and r["stage"] in ("bp", "ssk")]

    before = documents()
    assert [stem for _, stem, _, _ in before] == ["buku-putih", "ssk"]
    run_year(demo, 2013, [kode], CHECKING, kind=NIGHTLY)  # as a night under new rules does
    assert (documents(), states()) == (before, ["selesai", "selesai"])
    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Jamban (unit)", "1")))
    run_year(demo, 2013, [kode], CHECKING, kind=NIGHTLY)
    assert (documents(), states()) == (before, ["diterima", "diterima"])
    waiting = {p.step: p.reason for p in plan(open_cycle(demo, 2013)) if p.district == kode}
    assert waiting["buku_putih"].startswith("changed: validation/"), waiting


def test_the_mps_of_the_next_year_follows_the_new_ssk(demo: RestrictedStore, demo_files: Path, edit_csv: Edit) -> None:
    kode = csv_district(demo_files)
    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Jamban (unit)", "1")))
    run_year(demo, 2013)
    assert {p for p in planned(demo, 2014) if p[0] != kode} == set()
    assert ran(run_year(demo, 2014)) <= {(kode, "mps"), (kode, "dokumen_mps"), (kode, "validation"), (kode, "intake")}


def test_a_cell_that_no_step_reads_runs_intake_and_validation_only(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kode = csv_district(demo_files)
    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Truk Tinja (unit)", "3")))
    again = ran(run_year(demo, 2013))
    assert again == {(kode, "intake"), (kode, "validation")}


def test_reordered_rows_run_intake_only(demo: RestrictedStore, demo_files: Path, edit_csv: Edit) -> None:
    kode = csv_district(demo_files)

    def shuffle(lines: list[str]) -> list[str]:
        rows = [line for line in lines[1:] if line]
        random.Random(3).shuffle(rows)
        return [lines[0], *rows, ""]

    hand_in(demo, 2013, kode, edit_csv(2013, kode, "penduduk.csv", shuffle))
    assert ran(run_year(demo, 2013)) == {(kode, "intake")}


def test_a_resaved_workbook_runs_intake_only(demo: RestrictedStore, demo_files: Path, tmp_path: Path) -> None:
    book = next(p for p in sorted((demo_files / "2013").glob("*/*.xlsx")))
    copy = tmp_path / book.name
    openpyxl.load_workbook(book).save(copy)
    kode = book.parent.name
    assert hand_in(demo, 2013, kode, copy)
    assert ran(run_year(demo, 2013)) == {(kode, "intake")}


def test_identical_bytes_change_nothing(demo: RestrictedStore, demo_files: Path) -> None:
    kode = csv_district(demo_files)
    before = list(demo.list("submissions/"))
    assert not hand_in(demo, 2013, kode, demo_files / "2013" / kode)
    assert list(demo.list("submissions/")) == before
