"""A run record accounts for every district, rule, act and skipped step, and says what it cannot promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cycle.accounts import STATES, accounts, add_up, expect
from flows.cycle.chain import Cycle, District, walk
from flows.cycle.record import About, seal_run
from flows.wiring import open_cycle
from schemas.canonical import digest
from schemas.errors import Unaccounted
from schemas.rulebook import load_rulebook
from tasks.lineage.records.acts import record_act
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import direct, hand_in, run_year

ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2016, 1, 1, tzinfo=UTC)
ABOUT = About("2013-tahunan-20160101T000000000000Z", "tahunan", "test", "tester", MOMENT)


def test_a_record_names_requirements_rules_and_what_was_skipped(demo: RestrictedStore) -> None:
    planned, described = sealed_runs(demo)
    assert described["program"]["requirements"] == digest((ROOT / "requirements/runtime.txt").read_bytes())
    assert described["rules_in_force"].keys() == set(load_rulebook(2013).names)
    assert described["rules_in_force"] == load_rulebook(2013).digests
    assert planned["rules_in_force"] == load_rulebook(2014).digests
    why = {s["step"]: (s["why"], len(s["districts"])) for s in described["skipped"]}
    assert why["mps"] == ("no sealed SSK of the year before is pinned", 3)
    assert why["realisasi"][0] == "no MPS covers the year, or nothing was reported"
    made = {u["step"] for u in described["units"]}
    assert not made & why.keys()
    told = CliRunner().invoke(app, ["show", described["run_id"], "--store", demo.url]).stdout
    assert "skipped: mps, no sealed SSK of the year before is pinned: 99.01" in told
    assert "not deterministic: run_id, started, finished (the clock)" in told


def test_a_second_run_differs_only_in_what_the_record_calls_not_deterministic(demo: RestrictedStore) -> None:
    first = next(sealed_runs(demo, 2013))
    again = run_year(demo, 2013)
    loose = {name.strip() for n in again["not_deterministic"] for name in n["what"].split(",")}
    for record in (first, again):
        index = f"published/2013/{record['run_id']}.html"
        assert record["published"].pop(index)
        for name in ("run_id", "started", "finished", "by", "reason", "beside"):
            assert name in loose
            record.pop(name)
        for name in ("units_run", "units_reused"):
            assert f"counts.{name}" in loose
            record["counts"].pop(name)
        assert "units.is_new" in loose
        for unit in record["units"]:
            unit.pop("is_new")
    assert again == first


def test_acts_waivers_and_overrides_are_named_with_what_they_are_about(demo: RestrictedStore) -> None:
    kode = sorted(d["kode"] for d in next(sealed_runs(demo, 2013))["districts"])[0]
    day = {"oleh": "K1", "tanggal_catat": "2013-06-01"}
    waiver = {"kind": "pengecualian", "aturan": "BP-V20", "temuan": "abc", "sampai": "2013-12-31", **day}
    agreed = {"kind": "kesepakatan", "tabel": "penduduk", "kunci": "x", "kolom": "kk", **day}
    for body in ({"kind": "bukti", **day}, waiver, agreed, {"kind": "penerimaan", "kiriman": 2, **day}):
        record_act(demo, 2013, kode, body)
    record = run_year(demo, 2013)
    stem = f"acts/2013/{kode}"
    assert list(record["acts"].values()) == ["bukti", "pengecualian", "kesepakatan", "penerimaan"]
    assert record["acts"].keys() <= record["inputs"].keys()
    assert record["waivers"] == {f"{stem}/0002.json": "BP-V20 abc until 2013-12-31"}
    assert record["overrides"][f"{stem}/0003.json"] == "penduduk|x|kk agreed"
    assert record["overrides"][f"{stem}/0004.json"] == "late submission 2 admitted"
    tables = {key: said for key, said in record["overrides"].items() if key.startswith("tabel/")}
    assert all(said.endswith(" rows") for said in tables.values())


def test_a_submission_after_the_milestone_is_late(demo: RestrictedStore, demo_files: Path) -> None:
    folder = next(f for f in sorted((demo_files / "2013").iterdir()) if len(list(f.iterdir())) > 1)
    kode = folder.name
    states = {d["kode"]: d["state"] for d in next(sealed_runs(demo, 2013))["districts"]}
    assert set(states.values()) == {"used"}
    assert hand_in(demo, 2013, kode, sorted(folder.iterdir())[0], received="2013-11-30")
    record = run_year(demo, 2013)
    assert {d["kode"]: d["state"] for d in record["districts"]} == states | {kode: "late"}
    assert (record["counts"]["late"], record["counts"]["used"]) == (1, 2)


def test_a_participant_of_whom_nothing_is_there_is_missing(demo: RestrictedStore) -> None:
    cycle = expect(walk(open_cycle(demo, 2013), direct(demo)), ["12.01", "99.01"])
    record = seal_run(cycle, ABOUT, MOMENT)
    told = {d["kode"]: d["state"] for d in record["districts"]}
    assert told["12.01"] == "missing"
    assert sum(record["counts"][state] for state in STATES) == record["counts"]["districts"] == 4
    nothing = [s for s in record["skipped"] if s["why"] == "nothing was handed in"]
    assert {"12.01"} == {kode for s in nothing for kode in s["districts"]}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ([("11.01", "used")], "11.02"),
        ([("11.01", "used"), ("11.02", "used"), ("11.02", "held")], "11.02"),
        ([("11.01", "used"), ("11.02", "lost")], "11.02"),
        ([("11.01", "used"), ("11.02", "used"), ("11.03", "used")], "11.03"),
    ],
)
def test_districts_that_do_not_add_up_are_named(told: list[tuple[str, str]], named: str) -> None:
    with pytest.raises(Unaccounted, match=rf"not sealed: {named} must"):
        add_up(["11.01", "11.02"], [{"kode": kode, "state": state} for kode, state in told])
    whole = [{"kode": "11.01", "state": "used"}, {"kode": "11.02", "state": "late"}]
    assert add_up(["11.01", "11.02"], whole) == dict.fromkeys(STATES, 0) | {"districts": 2, "used": 1, "late": 1}


def test_a_run_that_does_not_add_up_leaves_nothing_behind(demo: RestrictedStore) -> None:
    before = list(demo.list(""))
    cycle = open_cycle(demo, 2013)
    cycle.districts["99.77"] = replace(cycle.districts["99.01"])
    with pytest.raises(Unaccounted, match=r"99\.01, 99\.77"):
        seal_run(cycle, ABOUT, MOMENT)
    assert list(demo.list("")) == before


def test_a_cycle_without_acts_has_none(demo: RestrictedStore) -> None:
    told = accounts(Cycle(demo, 2013, {"12.01": District("12.01")}))
    assert (told["acts"], told["waivers"], told["overrides"]) == ({}, {}, {})
