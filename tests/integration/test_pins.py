"""A newer SSK makes an MPS stale by name of its lines; the sealed MPS stays readable; a new run follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.cycle.chain import plan
from flows.cycle.known import Known
from flows.cycle.pins import READ, pins_of, stale_districts
from flows.district.findings import sealed_findings
from flows.programme.status import status_of
from flows.wiring import open_cycle
from schemas.outputs.buku_putih import AREA
from schemas.outputs.mps import BARIS
from schemas.outputs.ssk import KEGIATAN
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import Unit
from tasks.store.restricted import RestrictedStore
from tests.integration.test_rerun import csv_district, set_cell
from tests.integration.test_why import unit
from tests.support.cycle import hand_in, run_year

Edit = Callable[[int, str, str, Callable[[list[str]], list[str]]], Path]
OF_KEGIATAN = next(n.columns for n in READ if n.table is KEGIATAN and n.parent == "ssk@-1") or ()


def direct(answer) -> set[str]:
    return {line["ref"] for line in answer["lines"] if line["changes"]}


def expected_lines(before: dict[str, Unit], after: dict[str, Unit], baris) -> set[str]:
    """Found from the tables alone: lines whose activity differs or left, or whose risk areas changed class."""
    old, new = before["ssk"].rows(KEGIATAN), after["ssk"].rows(KEGIATAN)
    moved = {k for k, r in old.items() if k not in new or any(r.get(c) != new[k].get(c) for c in OF_KEGIATAN)}
    a, b = before["buku_putih"].rows(AREA), after["buku_putih"].rows(AREA)
    areas = {k.replace("|", "/") for k in a if a[k]["skor_akhir"] != b[k]["skor_akhir"]}
    return {
        key
        for key, row in baris.items()
        if row["kegiatan_id"] in moved or areas & set(str(row["area"] or "").split(";"))
    }


def test_one_cell_of_the_year_before_makes_exactly_its_lines_stale(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kode = csv_district(demo_files)
    before = {step: unit(demo, 2013, kode, step) for step in ("buku_putih", "ssk")}
    baris = unit(demo, 2014, kode, "mps").rows(BARIS)
    sealed = pins_of(demo, 2014, kode)
    assert (sealed["state"], sealed["newer"], sealed["lines"]) == ("current", None, [])
    handed_in = {p.name for p in (demo_files / "2013" / kode).iterdir()}
    assert {f["name"] for s in sealed["submissions"] for f in s["files"]} == handed_in

    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Jamban (unit)", "1")))
    assert pins_of(demo, 2014, kode)["waiting_submissions"] == [f"submissions/2013/{kode}/0002.json"]
    run_year(demo, 2013)
    after = {step: unit(demo, 2013, kode, step) for step in ("buku_putih", "ssk")}

    stale = pins_of(demo, 2014, kode)
    assert (stale["state"], stale["ssk"], stale["waiting_submissions"]) == ("stale", sealed["ssk"], [])
    wanted = {f"mps/2014/{kode}/{key.replace('|', '~')}" for key in expected_lines(before, after, baris)}
    assert direct(stale) == wanted
    assert 0 < len(wanted) < len(baris)
    old, new = before["ssk"].rows(KEGIATAN), after["ssk"].rows(KEGIATAN)
    assert {r["ref"].split("/")[-1] for r in stale["gone"]} == old.keys() - new.keys()
    assert {r["ref"].split("/")[-1] for r in stale["new"]} == new.keys() - old.keys()
    for change in (c for line in stale["lines"] for c in line["changes"] if c["column"] == "penerima_manfaat_kk"):
        name = change["ref"].split("/")[-1].partition("#")[0]
        assert change["old"] == str(old[name]["penerima_manfaat_kk"])
        assert change["new"] == str(new[name]["penerima_manfaat_kk"])

    assert stale_districts(Known(demo, 2014)) == [kode]
    assert {r["kode"] for r in status_of(demo, 2014) if r["stale"]} == {kode}
    assert [f["rule"] for f in sealed_findings(demo, 2014, kode)[0] if f["rule"] == "MP-V02"] == ["MP-V02"]

    line = next(r for r in sorted(wanted) if r.partition("~")[0].split("/")[-1] in old.keys() - new.keys())
    answer = why(demo, line)
    assert answer["from"][0]["value"] is not None  # the activity that has left the SSK is still told
    assert audit(demo).as_json()["ok"]

    assert (kode, "mps") in {(p.district, p.step) for p in plan(open_cycle(demo, 2014)) if p.certainty == "certain"}
    run_year(demo, 2014)
    again = pins_of(demo, 2014, kode)
    assert (again["state"], again["newer"]) == ("current", None)
    assert again["ssk"]["digest"] == stale["newer"]["digest"]
    assert stale_districts(Known(demo, 2014)) == []


def test_a_newer_ssk_that_changes_nothing_read_is_no_reason(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kode = csv_district(demo_files)
    hand_in(demo, 2013, kode, edit_csv(2013, kode, "air_limbah.csv", set_cell("Truk Tinja (unit)", "3")))
    run_year(demo, 2013)
    answer = pins_of(demo, 2014, kode)
    assert (answer["state"], answer["lines"], answer["beside"]) == ("newer_unread", [], [])
    assert answer["newer"]["run"] != answer["ssk"]["run"]
    assert stale_districts(Known(demo, 2014)) == []


def test_a_run_that_only_seals_the_same_again_is_no_newer_ssk(demo: RestrictedStore, demo_files: Path) -> None:
    kode = csv_district(demo_files)
    run_year(demo, 2013)
    assert (pins_of(demo, 2014, kode)["state"], pins_of(demo, 2014, kode)["newer"]) == ("current", None)
