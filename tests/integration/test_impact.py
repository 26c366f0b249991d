"""Impact is why read the other way; with a value it names exactly the outputs that the next run changes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.audit.impact import what_if
from schemas import refs
from schemas.errors import WrongUsage
from tasks.demo.write import write_demo
from tasks.lineage.answers.impact import impact, reach
from tasks.lineage.answers.why import why
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.restricted import RestrictedStore
from tests.integration.test_references import submitted
from tests.integration.test_why import refs_in
from tests.support.contoh import examples
from tests.support.cycle import hand_in, run_year
from tests.support.stores import folder_store

NUMBERS = {"air_limbah": range(1, 8), "persampahan": range(1, 3), "penduduk": range(2, 4)}


def outputs_of(store: RestrictedStore, year: int) -> dict[str, str]:
    return dict(next(m for m in sealed_runs(store, year))["outputs"])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """One district of CSV files through 2013: the store, its files, its code."""
    out = tmp_path_factory.mktemp("impact")
    made = [w for w in write_demo(out / "files", districts=2, seed=3, year=2013) if w.fiscal_year == 2013]
    (written,) = [w for w in made if w.path.is_dir() and any(w.path.glob("*.csv"))]
    store = folder_store(out / "store")
    hand_in(store, 2013, written.kode, written.path)
    run_year(store, 2013)
    return out / "store", written.path, written.kode


def edited(source: Path, to: Path, table: str, row: int, column: int, value: str) -> Path:
    shutil.copytree(source, to, dirs_exist_ok=True)
    path = to / f"{table}.csv"
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    cells = lines[row - 1].split(";")
    lines[row - 1] = ";".join((*cells[:column], value, *cells[column + 1 :]))
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    return to


def reference(store: RestrictedStore, kab: str, table: str, row: int, column: int) -> refs.Ref:
    from tasks.lineage.records.history import history_of

    made = history_of(store, 2013, kab, "intake").unit(2013, kab, "intake")
    assert made is not None
    (part,) = made.cells[table]
    key = next(k for k, at in part["rows"].items() if at == row)
    name = next(n for n, at in part["columns"].items() if at == column + 1)
    return refs.parse(refs.tabel(2013, kab, table, key, name))


@given(st.sampled_from(sorted(NUMBERS)), st.integers(2, 12), st.integers(0, 20), st.sampled_from(("0", "3", "77", "x")))
@examples(2)
def test_with_a_value_the_outputs_named_are_those_that_the_next_run_changes(
    small: tuple[Path, Path, str], tmp_path_factory: pytest.TempPathFactory, table: str, row: int, at: int, value: str
) -> None:
    folder, files, kab = small
    column = NUMBERS[table][at % len(NUMBERS[table])]
    known = folder_store(folder)
    ref = reference(known, kab, table, row, column)
    tried, bound = what_if(known, ref, value), set(impact(known, ref)["may_change"])
    work = tmp_path_factory.mktemp("next")
    shutil.copytree(folder, work / "store")
    store = folder_store(work / "store")
    before = outputs_of(store, 2013)
    hand_in(store, 2013, kab, edited(files, work / "files", table, row, column, value))
    after = run_year(store, 2013)["outputs"]
    changed = {n for n in {*before, *after} if before.get(n) != after.get(n)}
    assert set(tried["outputs"]) == changed
    assert changed <= bound


def test_what_follows_in_the_year_after_is_named_as_exactly(small: tuple[Path, Path, str], tmp_path: Path) -> None:
    folder, source, kab = small
    shutil.copytree(folder, tmp_path / "store")
    store = folder_store(tmp_path / "store")
    hand_in(store, 2014, kab, source.parents[1] / "2014" / kab)
    run_year(store, 2014)
    row, column = 4, 2
    ref = reference(store, kab, "air_limbah", row, column)
    tried, bound = what_if(store, ref, "900"), set(impact(store, ref)["may_change"])
    before = {**outputs_of(store, 2013), **outputs_of(store, 2014)}
    hand_in(store, 2013, kab, edited(source, tmp_path / "files", "air_limbah", row, column, "900"))
    after = {**run_year(store, 2013)["outputs"], **run_year(store, 2014)["outputs"]}
    changed = {n for n in after if before.get(n) != after[n]}
    assert set(tried["outputs"]) == changed
    assert changed <= bound
    assert {n.split("/")[0] for n in changed} == {"2013", "2014"}
    assert tried["lines"]["before_rp"] > 0


def test_impact_is_the_converse_of_why(demo_sealed: Path, demo_files: Path) -> None:
    store, rng = folder_store(demo_sealed), random.Random(3)
    kab = sorted((demo_files / "2013").iterdir())[0].name
    every = [r for m in sealed_runs(store) for r in _refs(store, m, kab)]
    for text in rng.sample(every, 4):
        tree = why(store, text, with_members=True)
        cells = [r for r in sorted(refs_in(tree)) if r.startswith("tabel/2013/") and "/*" not in r]
        for cell in rng.sample(cells, min(1, len(cells))):
            assert text in _all(reach(store, refs.parse(cell)).refs), (cell, text)
    start = "tabel/2013"
    cell = next(r for t in every for r in sorted(refs_in(why(store, t))) if r.startswith(start) and "/air_limbah/" in r)
    hits = _all(reach(store, refs.parse(cell)).refs)
    for text in rng.sample(sorted(hits), 3):
        assert cell in refs_in(why(store, text, with_members=True)), (cell, text)


def _refs(store: RestrictedStore, manifest: dict[str, Any], kab: str) -> list[str]:
    from tasks.lineage.records.history import Unit

    return sorted(r for u in manifest["units"] if u["district"] == kab for r in Unit(store, u["memo"]).edges)


def _all(found: Any) -> set[str]:
    return {name for names in found.values() for name in names}


def test_impact_groups_what_is_reached_and_sums_the_rupiah(demo_sealed: Path, demo_files: Path) -> None:
    store = folder_store(demo_sealed)
    kab = sorted((demo_files / "2013").iterdir())[0].name
    line = next(r for m in sealed_runs(store, 2014) for r in _refs(store, m, kab) if r.startswith("mps/"))
    ref, _ = next(submitted(why(store, line)))
    answer = impact(store, ref)
    kinds = {(g["fiscal_year"], g["kind"]) for g in answer["tables"]}
    assert {(2013, "ssk"), (2014, "mps")} <= kinds
    assert line in answer["lines"]["refs"]
    assert answer["lines"]["rupiah"] > 0
    assert {d["step"] for d in answer["documents"]} >= {"dokumen_ssk", "dokumen_mps"}
    steps = {"/".join(n.split("/")[:3:2]) for n in answer["may_change"]}
    assert {"2013/ssk", "2014/mps", "2014/dokumen_mps"} <= steps


def test_a_value_that_stands_in_no_cell_cannot_be_tried(demo_sealed: Path, demo_files: Path) -> None:
    store = folder_store(demo_sealed)
    kab = sorted((demo_files / "2013").iterdir())[0].name
    with pytest.raises(WrongUsage, match="0 cells"):
        what_if(store, refs.parse(f"ringkasan_area/2013/{kab}/AL#prioritas"), "1")
