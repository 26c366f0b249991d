"""Every line of an MPS resolves to cells, and every member of an aggregate is one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas import refs
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.mps import BARIS, REKAP_KOMPONEN, REKAP_SUMBER, REKAP_SUMBER_KOMPONEN
from schemas.outputs.mps_komitmen import KESENJANGAN
from tasks.lineage.answers.why import why
from tasks.lineage.records.history import Unit, history_of
from tasks.store.restricted import RestrictedStore


def leaves(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if "file" in answer:
        return [answer]
    return [leaf for child in answer["from"] for leaf in leaves(child)]


def refs_in(answer: dict[str, Any]) -> set[str]:
    if "file" in answer:
        return set()
    return {answer["ref"]}.union(*(refs_in(child) for child in answer["from"]))


def workbook_district(demo_files: Path) -> str:
    return next(p.parent.name for p in sorted((demo_files / "2013").glob("*/*.xlsx")))


def unit(store: RestrictedStore, year: int, kab: str, step: str) -> Unit:
    found = history_of(store, year, kab, step).unit(year, kab, step)
    assert found is not None
    return found


def test_fifty_random_lines_all_resolve(demo: RestrictedStore, demo_files: Path) -> None:
    lines = [
        f"mps/2014/{folder.name}/{key.replace('|', '~')}"
        for folder in sorted((demo_files / "2013").iterdir())
        for key in unit(demo, 2014, folder.name, "mps").rows(BARIS)
    ]
    for ref in random.Random(7).sample(lines, 50):
        answer = why(demo, ref)
        assert leaves(answer), ref
        kinds = {r.split("/")[0] for r in refs_in(answer)}
        assert {"mps", "ssk", "tabel"} <= kinds, ref


def test_lines_that_answer_an_area_reach_its_indicators_and_the_cells_of_the_year_before(
    demo: RestrictedStore, demo_files: Path
) -> None:
    lines = [
        f"mps/2014/{folder.name}/{key.replace('|', '~')}"
        for folder in sorted((demo_files / "2013").iterdir())
        for key, row in unit(demo, 2014, folder.name, "mps").rows(BARIS).items()
        if row["area"]
    ]
    for ref in random.Random(11).sample(lines, 25):
        answer = why(demo, ref)
        kinds = {r.split("/")[0] for r in refs_in(answer)}
        assert {"mps", "ssk", "prioritas", "area", "indikator", "tabel"} <= kinds, ref
        assert {r.split("/")[1] for r in refs_in(answer) if r.split("/")[0] in ("ssk", "area", "indikator")} == {"2013"}
        assert any(leaf["cell"] for leaf in leaves(answer)), ref


def test_a_gap_of_a_source_and_year_reaches_the_lines_and_cells_behind_it(
    demo: RestrictedStore, demo_files: Path
) -> None:
    kab = workbook_district(demo_files)
    rows = unit(demo, 2014, kab, "mps").rows(KESENJANGAN)
    key = next(k for k, r in sorted(rows.items()) if r["kebutuhan_rp"] and r["lembar_rp"] is not None)
    answer = why(demo, f"kesenjangan/2014/{kab}/{key}")
    assert answer["value"] == rows[key]["kesenjangan_rp"]
    kinds = {r.split("/")[0] for r in refs_in(answer)}
    assert {"komitmen_tahun", "mps", "ssk", "tabel"} <= kinds
    sheet = refs.tabel(2014, kab, "komitmen", key, "komitmen_rp")
    (signed,) = [child for child in answer["from"] if child["ref"] == sheet]
    assert [leaf["cell"] for leaf in leaves(signed)] != []


def test_the_sums_of_every_demo_district_agree_in_every_direction(demo: RestrictedStore, demo_files: Path) -> None:
    for folder in sorted((demo_files / "2013").iterdir()):
        mps = unit(demo, 2014, folder.name, "mps")
        kept = [r for r in mps.rows(BARIS).values() if r["status"] != "daftar_tunggu"]
        recaps = [list(mps.rows(t).values()) for t in (REKAP_KOMPONEN, REKAP_SUMBER)]
        gaps = list(mps.rows(KESENJANGAN).values())
        for t in range(1, 6):
            total = sum(r[f"biaya_{t}_rp"] or 0 for r in kept)
            assert [sum(r[f"biaya_{t}_rp"] for r in rows) for rows in recaps] == [total, total]
            assert sum(r["kebutuhan_rp"] for r in gaps if r["tahun"] == 2014 + t) == total
        whole = sum(r["jumlah_rp"] or 0 for r in kept)
        assert sum(r["jumlah_rp"] for r in mps.rows(REKAP_SUMBER_KOMPONEN).values()) == whole > 0


def test_a_leaf_holds_what_the_workbook_holds(demo: RestrictedStore, demo_files: Path) -> None:
    kab = workbook_district(demo_files)
    book = openpyxl.load_workbook(demo_files / "2013" / kab / f"{kab}.xlsx")
    keys = [k for k in unit(demo, 2014, kab, "mps").rows(BARIS) if k.startswith(("AL-KOM", "AL-IND", "DR-SAL"))]
    ends = {
        (e["sheet"], e["cell"]): e
        for k in keys[:10]
        for e in leaves(why(demo, f"mps/2014/{kab}/{k.replace('|', '~')}"))
    }
    assert len(ends) > 20
    for (sheet, cell), leaf in ends.items():
        typed = book[sheet][cell].value
        assert str(typed).removesuffix(".0") == leaf["raw"], (sheet, cell)


def test_members_of_an_aggregate_are_cells(demo: RestrictedStore, demo_files: Path) -> None:
    kab = workbook_district(demo_files)
    folded = why(demo, f"agg/2013/{kab}/rentang_jamban")
    listed = why(demo, f"agg/2013/{kab}/rentang_jamban", with_members=True)
    assert leaves(folded) == []
    assert {r.split("#")[0] for r in refs_in(folded)} <= {r.split("#")[0] for r in refs_in(listed)}
    assert len(leaves(listed)) > 50
    assert all(leaf["cell"] for leaf in leaves(listed))


def test_members_of_a_computed_column_resolve(demo: RestrictedStore, demo_files: Path) -> None:
    kab = workbook_district(demo_files)
    quartiles = why(demo, f"agg/2014/{kab}/kuartil_penerima_AL", with_members=True)
    members = [child for column in quartiles["from"] for child in column["from"]]
    assert members
    assert any(m["value"] is not None for m in members)


@pytest.mark.parametrize(
    ("ref", "error", "says"),
    [
        ("area", WrongUsage, "is not a reference"),
        ("langit/2013/99.01/x", WrongUsage, "no kind 'langit'"),
        ("tabel/2013/99.01/awan/x#y", WrongUsage, "no submitted table"),
        ("area/2013/98.01.01.2001/AL", NotFound, "no sealed run"),
        ("area/2013//AL", WrongUsage, "is not a reference"),
        ("tabel/2013/99.01/wilayah/99.01.01.2001#luas", WrongUsage, "wilayah has no column 'luas'; it has"),
        ("mps/2012/99.01/x~APBD_K", NotFound, "once the SSK of 2011 is sealed"),
    ],
)
def test_what_is_no_reference_is_said(demo: RestrictedStore, ref: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        why(demo, ref)
