"""Household answers through the chain: the form of the files changes nothing, planted mistakes are found."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from flows.cycle.chain import CHAIN
from schemas.demo_regions import demo_regions
from schemas.outputs.buku_putih import EHRA_HITUNG, IRS
from tasks.demo.jawaban import answers, make_answer_mistakes
from tasks.demo.tables import Sheet, buku_putih_tables
from tasks.demo.villages import villages
from tasks.demo.write import csv_file, workbook
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_findings, load_memo, load_table
from tasks.store.memory import MemoryStore
from tests.support.cycle import hand_in, run_year

FY, KAB = 2013, "99.02"
STEPS = tuple(step for step in CHAIN if step.name in ("intake", "validation", "buku_putih"))


@pytest.fixture(scope="module")
def tables() -> dict[str, Sheet]:
    rng = Random(5)
    desa = villages(KAB, demo_regions(), rng)
    made = buku_putih_tables(KAB, "Contoh", FY, desa, rng)
    del made["ehra"]
    made["ehra_responden"] = answers(desa, FY, rng)
    make_answer_mistakes(made["ehra_responden"], rng)
    return {name: made[name] for name in ("wilayah", "penduduk", "ehra_responden")}


def memos(folder: Path) -> tuple[MemoryStore, dict[str, Memo]]:
    """Hand in a folder, run to the Buku Putih, and give the memos by step."""
    store = MemoryStore()
    hand_in(store, FY, KAB, folder)
    manifest = run_year(store, FY, steps=STEPS)
    return store, {u["step"]: load_memo(store, u["memo"]) for u in manifest["units"]}


def as_csv(folder: Path, tables: dict[str, Sheet]) -> Path:
    folder.mkdir()
    for name, sheet in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_file(sheet))
    return folder


def as_workbook(folder: Path, tables: dict[str, Sheet]) -> Path:
    folder.mkdir()
    (folder / "survei.xlsx").write_bytes(workbook(tables))
    return folder


def split(tables: dict[str, Sheet]) -> dict[str, Sheet]:
    """Rows in another order, and the answers in two sheets that share the respondent number."""
    head, *rows = tables["ehra_responden"]
    mixed = [head, *Random(1).sample(rows, len(rows))]
    number, half = head.index("No Kuesioner"), len(head) // 2
    late = [[row[number], *row[half:]] for row in mixed]
    return {**tables, "ehra_responden": [row[:half] for row in mixed], "2. ehra responden": late}


def test_workbook_csv_and_split_files_give_the_same_buku_putih(tables: dict[str, Sheet], tmp_path: Path):
    _, book = memos(as_workbook(tmp_path / "buku", tables))
    _, files = memos(as_csv(tmp_path / "csv", tables))
    _, parts = memos(as_csv(tmp_path / "pecah", split(tables)))
    for other in (files, parts):
        assert book["buku_putih"].tables == other["buku_putih"].tables
        assert book["buku_putih"].edges == other["buku_putih"].edges


def test_planted_mistakes_are_found_and_the_rest_counts(tables: dict[str, Sheet], tmp_path: Path):
    store, made = memos(as_csv(tmp_path / "csv", tables))
    found = [f for f in load_findings(store, made["validation"]) if f.table == "ehra_responden"]
    assert {"BP-V11", "BP-V23", "BP-V10", "BP-V13"} <= {f.rule for f in found}
    assert {f.value for f in found if f.rule in ("BP-V10", "BP-V23")} == {""}, "an answer is not quoted"
    printed = {(r["indikator"], r["strata"]): r for r in load_table(store, made["buku_putih"], EHRA_HITUNG)}
    before, doubled = len(tables["ehra_responden"]) - 1, sum(f.rule == "BP-V11" for f in found)
    assert printed["1.3", "total"]["n_total"] == before - doubled >= 400
    assert load_table(store, made["buku_putih"], IRS)
