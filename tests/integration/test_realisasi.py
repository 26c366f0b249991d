"""The first year of the MPS: budget and results of 2015 against the MPS of 2014, its SSK and the files of 2013."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from flows.cycle.chain import plan
from flows.district.findings import sealed_findings
from flows.programme.status import status_of
from flows.wiring import open_cycle
from schemas.outputs.mps import BARIS
from schemas.outputs.realisasi import ANGGARAN, CAPAIAN_SASARAN, PELAKSANAAN, REKAP_PELAKSANAAN
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import Unit, history_of
from tasks.lineage.records.ledger import load_manifest, sealed_runs
from tasks.lineage.units.unit import load_memo
from tasks.store.keys import object_key
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, ran, run_year

KAB = "99.01"


def made(store: RestrictedStore, kab: str = KAB, step: str = "realisasi") -> Unit:
    unit = history_of(store, 2015, kab, step).unit(2015, kab, step)
    assert unit is not None
    return unit


def nodes(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer, *(n for child in answer.get("from", ()) for n in nodes(child))]


def test_a_realised_rupiah_leads_to_the_cells_of_three_years(reported: RestrictedStore) -> None:
    rows = made(reported).rows(PELAKSANAAN).values()
    row = next(r for r in rows if r["keuangan_rp"] and str(r["kegiatan_id"]).startswith("PH-PHBS"))
    ref = f"pelaksanaan/2015/{KAB}/{row['kegiatan_id']}~{row['sumber_dana']}~2015"
    answer = why(reported, ref)
    assert answer["value"] == row["keuangan_rp"]
    found = nodes(answer)
    kinds = {(n["ref"].split("/")[0], n["ref"].split("/")[1]) for n in found if "ref" in n}
    assert {("anggaran", "2015"), ("mps", "2014"), ("ssk", "2013"), ("area", "2013"), ("tabel", "2013")} <= kinds
    spent = next(n for n in found if n.get("ref", "").startswith("tabel/2015") and n["ref"].endswith("#keuangan_rp"))
    (cell,) = spent["from"]
    assert (cell["sheet"], cell["raw"]) == ("3. Realisasi", str(row["keuangan_rp"]))
    leaves = [n for n in found if "file" in n]
    assert len({leaf["sheet"] for leaf in leaves}) > 3


def test_every_budget_line_resolves_to_its_cell(reported: RestrictedStore, demo_files: Path) -> None:
    for folder in sorted((demo_files / "2015").iterdir()):
        for name, row in made(reported, folder.name).rows(ANGGARAN).items():
            answer = why(reported, f"anggaran/2015/{folder.name}/{name}#pagu_rp")
            assert answer["value"] == row["pagu_rp"]
            assert any("file" in n for n in nodes(answer))
            assert any(n.get("ref", "").startswith("mps/2014") for n in nodes(answer)) == bool(row["mps_ref"])


def test_a_result_leads_to_the_target_of_the_ssk_two_years_before(reported: RestrictedStore, demo_files: Path) -> None:
    for folder in sorted((demo_files / "2015").iterdir()):
        for key in made(reported, folder.name).rows(CAPAIAN_SASARAN):
            found = nodes(why(reported, f"capaian_sasaran/2015/{folder.name}/{key}"))
            refs = {n["ref"].split("#")[0] for n in found if "ref" in n}
            assert f"kkl/2013/{folder.name}/sasaran~{key.split('|')[0]}" in refs


def test_every_figure_of_the_report_resolves(reported: RestrictedStore) -> None:
    page = reported.get(object_key(made(reported, step="dokumen_monev").memo.blobs["dokumen.html"])).decode()
    refs = sorted({r for r in re.findall(r'(?:id|data-ref)="([^"]+/[^"]+)"', page) if "/" in r})
    assert len(refs) > 300
    for ref in refs[:: max(1, len(refs) // 40)]:
        assert why(reported, ref)["ref"] == ref


def test_the_run_names_the_mps_it_was_read_against(reported: RestrictedStore) -> None:
    manifest, before = list(sealed_runs(reported))[:2]
    assert manifest["fiscal_year"] == 2015
    assert manifest["pins"] == {}
    for kab, pin in manifest["pins_mps"].items():
        memo = next(u["memo"] for u in before["units"] if (u["district"], u["step"]) == (kab, "mps"))
        assert pin == {"run": before["run_id"], "fiscal_year": 2014, "memo": memo}
    assert {d["kode"] for d in manifest["districts"] if d["state"] == "used"} == set(manifest["pins_mps"])
    assert audit(reported).problems == []


def test_only_what_stages_5_and_6_need_is_made(reported: RestrictedStore) -> None:
    steps = {u["step"] for u in next(sealed_runs(reported))["units"]}
    assert steps == {"intake", "validation", "realisasi", "dokumen_monev"}


def test_a_second_run_and_a_forced_one_give_the_same_bytes(reported: RestrictedStore) -> None:
    from flows.cycle.chain import walk
    from tests.support.cycle import direct

    first = next(sealed_runs(reported))
    assert plan(open_cycle(reported, 2015)) == []
    again = run_year(reported, 2015)
    assert ran(again) == set()
    assert again["outputs"] == first["outputs"]
    forced = walk(open_cycle(reported, 2015, is_forced=True), direct(reported))
    assert {d.memo for d in forced.done.values()} == {u["memo"] for u in first["units"]}


def test_sums_agree_in_every_direction(reported: RestrictedStore, demo_files: Path) -> None:
    for folder in sorted((demo_files / "2015").iterdir()):
        recap = list(made(reported, folder.name).rows(REKAP_PELAKSANAAN).values())
        lines = list(made(reported, folder.name).rows(PELAKSANAAN).values())
        baris = history_of(reported, 2014, folder.name, "mps").unit(2014, folder.name, "mps")
        assert baris is not None
        planned = sum(r["biaya_1_rp"] or 0 for r in baris.rows(BARIS).values() if r["status"] != "daftar_tunggu")
        for column in ("mps_rp", "dpa_rp", "keuangan_rp", "komitmen_rp"):
            sums = {
                g: sum(r[column] or 0 for r in recap if r["kelompok"] == g) for g in ("semua", "sumber", "komponen")
            }
            assert len(set(sums.values())) == 1, (column, sums)
        assert sum(r["mps_rp"] for r in lines) == planned == next(r["mps_rp"] for r in recap if r["kode"] == "semua")
        assert planned > 0


def test_the_demo_shows_what_a_report_is_for(reported: RestrictedStore) -> None:
    summary = made(reported).memo.summary
    assert set(summary["keadaan"]) >= {"cocok", "sumber_lain", "bukan_mps", "tanpa_kegiatan"}
    assert summary["peringatan_dini"] == 1
    assert any(r["is_tergeser"] for r in made(reported).rows(PELAKSANAAN).values())
    assert any(r["komitmen_rp"] for r in made(reported).rows(PELAKSANAAN).values())


def test_planted_mistakes_are_found_with_their_cells(reported: RestrictedStore, demo_files: Path) -> None:
    found = [r for f in sorted((demo_files / "2015").iterdir()) for r in sealed_findings(reported, 2015, f.name)[0]]
    rules = {r["rule"] for r in found if r["cell"] and r["rule"].startswith("MP-V6")}
    assert len(rules) >= 3
    assert "MP-V63" in rules


def test_a_newer_mps_is_pinned_next_time_and_the_old_report_keeps_its_own(reported: RestrictedStore) -> None:
    old = next(sealed_runs(reported))
    run_year(reported, 2014)
    assert plan(open_cycle(reported, 2015)) == []  # the newer MPS has the same bytes
    new = run_year(reported, 2015)
    assert new["pins_mps"][KAB]["run"] != old["pins_mps"][KAB]["run"]
    assert load_manifest(reported, old["run_id"])["pins_mps"] == old["pins_mps"]


def test_a_district_without_a_sealed_mps_has_no_report(demo: RestrictedStore, demo_files: Path) -> None:
    folder = demo_files / "2015" / KAB
    hand_in(demo, 2016, "99.02", folder)
    assert all(d.pin_mps is None for d in open_cycle(demo, 2016).districts.values())
    manifest = run_year(demo, 2016)
    assert {u["step"] for u in manifest["units"]} <= {"intake", "validation"}
    assert manifest["pins_mps"] == {}


@pytest.mark.parametrize(("year", "is_covered"), [(2014, False), (2015, True), (2019, True), (2020, False)])
def test_an_mps_covers_the_five_years_after_its_own(demo: RestrictedStore, year: int, is_covered: bool) -> None:
    stages = {r["stage"] for r in status_of(demo, year) if r["kode"] == KAB}
    assert ("monev" in stages) == is_covered


def test_a_report_of_a_later_year_reads_the_same_mps(demo: RestrictedStore, demo_files: Path) -> None:
    """In 2017 the newest MPS is still that of 2014; its costs of 2017 are those of its third plan year."""
    kab = next(p.parent.name for p in sorted((demo_files / "2015").glob("*/capaian.csv")))
    folder = demo_files / "2015" / kab
    hand_in(demo, 2017, kab, folder)
    manifest = run_year(demo, 2017)
    assert manifest["pins_mps"][kab]["fiscal_year"] == 2014
    memo = load_memo(demo, next(u["memo"] for u in manifest["units"] if u["step"] == "realisasi"))
    assert memo.summary["tahun_mps"] == 2014
    recap = Unit(demo, next(u["memo"] for u in manifest["units"] if u["step"] == "realisasi")).rows(REKAP_PELAKSANAAN)
    baris = history_of(demo, 2014, kab, "mps").unit(2014, kab, "mps")
    assert baris is not None
    planned = sum(r["biaya_3_rp"] or 0 for r in baris.rows(BARIS).values() if r["status"] != "daftar_tunggu")
    assert recap["2017|semua|semua"]["mps_rp"] == planned
    assert recap["2015|semua|semua"]["dpa_rp"] is not None
