"""Scenarios: kept beside the plan, compared with it, and never a part of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.canonical import digest
from schemas.errors import WrongUsage
from schemas.outputs import OUTPUTS
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.records.results import records, table_of
from tasks.mps.skenario.banding import compare
from tasks.mps.skenario.units import Plan, Stored, choose, newest_plan, plan_of, run_scenario, stored
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, run_year
from tests.support.stores import folder_store

Edit = Callable[[int, str, str, Callable[[list[str]], list[str]]], Path]
FY = 2014
TABLES = {t.name: t for t in OUTPUTS["mps"]}
HALF = b"name: separuh\nceilings: {APBD_K: {scale: 0.5}}\n"
SAME = b"name: tetap sama\nceilings: {APBD_K: {scale: 1}}\n"


@pytest.fixture(scope="module")
def world(demo_sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[RestrictedStore, str, dict[str, str]]:
    """A store in which two scenarios were made; the district; and what the store held before, by digest."""
    folder = tmp_path_factory.mktemp("skenario") / "store"
    shutil.copytree(demo_sealed, folder)
    store = folder_store(folder)
    before = {key: digest(store.get(key)) for key in store.list("")}
    kode = sorted({key.split("/")[2] for key in store.list(f"units/{FY}/")})[0]
    for data in (HALF, SAME):
        run_scenario(plan_of(store, FY, kode), "x.yaml", data)
    return store, kode, before


def named(world: tuple[RestrictedStore, str, dict[str, str]], name: str) -> tuple[Plan, Stored]:
    store, kode, _ = world
    plan = plan_of(store, FY, kode)
    return plan, choose(stored(store, FY, kode), name, plan.memo_key)


def test_the_plan_and_everything_else_stays_as_it_was(world: tuple[RestrictedStore, str, dict[str, str]]) -> None:
    store, kode, before = world
    after = {key: digest(store.get(key)) for key in store.list("")}
    assert before.items() <= after.items()
    assert {key.split("/")[0] for key in after.keys() - before.keys()} == {"objects", "scenarios"}
    assert all(key.startswith((f"scenarios/{FY}/{kode}/", "objects/")) for key in after.keys() - before.keys())
    assert audit(store).problems == []


def test_the_same_file_again_writes_nothing(world: tuple[RestrictedStore, str, dict[str, str]]) -> None:
    store, kode, _ = world
    keys = list(store.list(""))
    again = run_scenario(
        plan_of(store, FY, kode), "other name.yaml", b"ceilings: {APBD_K: {scale: 0.50}}\nname: separuh"
    )
    assert not again.is_new
    assert again.digest == named(world, "separuh")[1].digest
    assert list(store.list("")) == keys


def test_another_store_gives_the_same_bytes(
    world: tuple[RestrictedStore, str, dict[str, str]], demo: RestrictedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, kode, _ = world
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    made = run_scenario(plan_of(demo, FY, kode), "y.yaml", HALF)
    key = f"scenarios/{FY}/{kode}/{made.digest}.json"
    assert made.is_new
    assert demo.get(key) == store.get(key)


def test_half_the_money_is_never_worth_more_than_the_gap_allows(
    world: tuple[RestrictedStore, str, dict[str, str]],
) -> None:
    plan, half = named(world, "separuh")
    whole = {r["cara"]: r for r in plan.tables().rows("perbandingan")}["optimum"]
    halved = {r["cara"]: r for r in half.tables(plan.store).rows("perbandingan")}["optimum"]
    assert whole["celah_pct"] is not None
    assert halved["nilai"] <= whole["nilai"] * (100 + whole["celah_pct"]) / 100
    ceilings = {a["what"]: (int(a["plan"]), int(a["scenario"])) for a in half.record["assumptions"]}
    assert all(2 * after in (before, before + 1) for before, after in ceilings.values())
    sums = {
        s["tahun"]: s["to"]
        for s in compare(plan.tables(), half.tables(plan.store))["sources"]
        if s["sumber_dana"] == "APBD_K"
    }
    assert all(sums[int(key[-4:])] <= after for key, (_, after) in ceilings.items())


def test_a_scenario_that_changes_nothing_gives_the_plans_tables(
    world: tuple[RestrictedStore, str, dict[str, str]],
) -> None:
    plan, same = named(world, "tetap sama")
    assert {n: t["digest"] for n, t in same.record["tables"].items()} == {
        n: t.digest for n, t in plan.memo.tables.items()
    }
    answer = compare(plan.tables(), same.tables(plan.store))
    assert (answer["changes"], answer["priorities"], answer["value"]["difference"]) == ([], [], 0)


def test_changes_and_sums_agree_with_the_tables(world: tuple[RestrictedStore, str, dict[str, str]]) -> None:
    plan, half = named(world, "separuh")
    answer = compare(plan.tables(), half.tables(plan.store))
    lines = table_of(plan.store, half.record, TABLES["baris"])
    waiting = {r["kegiatan_id"] for r in lines if r["status"] == "daftar_tunggu"}
    left = {c["kegiatan_id"] for c in answer["changes"] if c["kind"] == "leaves" and c["state_to"] == "waiting"}
    assert left
    assert left <= waiting
    assert sum(s["to"] for s in answer["sources"]) == answer["rupiah"]["placed"]["to"]
    assert answer["lines"]["placed"]["to"] + answer["lines"]["waiting"]["to"] == len(lines)
    back = compare(half.tables(plan.store), plan.tables())
    assert {c["kegiatan_id"] for c in back["changes"]} == {c["kegiatan_id"] for c in answer["changes"]}


def test_an_activity_that_is_ready_later_starts_no_earlier(demo: RestrictedStore) -> None:
    kode = sorted({key.split("/")[2] for key in demo.list(f"units/{FY}/")})[0]
    plan = plan_of(demo, FY, kode)
    lines = plan.tables().rows("baris")
    later = [r for r in plan.inputs.rows("kegiatan", "ssk@-1") if r["jenis_sub"] != "d"]
    ids = {r["kegiatan_id"] for r in later}
    early = next(r["kegiatan_id"] for r in lines if r["tahun_mulai"] == FY + 1 and r["kegiatan_id"] in ids)
    made = run_scenario(plan, "x.yaml", f"name: tunda\nreadiness: {{{early}: {{earliest: {FY + 4}}}}}".encode())
    starts = {r["tahun_mulai"] for r in made.tables(demo).rows("baris") if r["kegiatan_id"] == early}
    assert all(t is None or t >= FY + 4 for t in starts)
    assert made.record["assumptions"] == [
        {"what": f"readiness.{early}.earliest", "plan": str(FY + 1), "scenario": str(FY + 4), "status": "assumed"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ceilings: {APBD_X: {scale: 2}}", "ceilings.APBD_X: unknown source; the sources are APBD_K"),
        ("ceilings: {CSR: {scale: 2}}", "ceilings.CSR.scale: the plan knows no ceiling of this source"),
        ("ceilings: {APBN: {2014: 1}}", "ceilings.APBN.2014: 2014 is outside the plan; its years are 2015 to 2019"),
        ("weights: {XX: {pro_poor: 1}}", "weights.XX: the plan has no komponen of this name; it has AL"),
        ("weights: {AL: {kaya: 1}}", "weights.AL.kaya: unknown criterion; the criteria are"),
        ("weights: {AL: {pro_poor: 40}}", "total 115, not 100; name the others too"),
        ("readiness: {K: {earliest: 2017}}", "readiness.K: the plan has no activity of this name"),
    ],
)
def test_names_that_the_plan_lacks_are_refused(
    world: tuple[RestrictedStore, str, dict[str, str]], text: str, expected: str
) -> None:
    store, kode, _ = world
    with pytest.raises(WrongUsage) as refused:
        run_scenario(plan_of(store, FY, kode), "x.yaml", f"name: x\n{text}".encode())
    assert str(refused.value).startswith("x.yaml: ")
    assert expected in str(refused.value)


def test_a_name_with_two_contents_is_two_versions(world: tuple[RestrictedStore, str, dict[str, str]]) -> None:
    store, kode, _ = world
    plan = plan_of(store, FY, kode)
    one = run_scenario(plan, "x.yaml", HALF.replace(b"separuh", b"dua").replace(b"0.5", b"0"))
    two = run_scenario(plan, "x.yaml", SAME.replace(b"tetap sama", b"dua"))
    known = stored(store, FY, kode)
    assert {one.digest, two.digest} == {s.digest for s in known if s.record["name"] == "dua"}
    with pytest.raises(WrongUsage, match="stored in 2 versions"):
        choose(known, "dua", plan.memo_key)
    assert choose(known, one.digest[:8], plan.memo_key).digest == one.digest


def test_after_a_re_run_that_changes_the_plan_a_scenario_is_of_an_older_one(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kode = next(p.name for p in sorted((demo_files / str(FY)).iterdir()) if (p / "pagu.csv").exists())
    made = run_scenario(plan_of(demo, FY, kode), "x.yaml", SAME)
    run_year(demo, FY, [kode])
    assert newest_plan(demo, FY, kode) == made.record["plan"]
    hand_in(demo, FY, kode, edit_csv(FY, kode, "pagu.csv", lambda lines: [*lines[:1], *lines[3:]]))
    run_year(demo, FY, [kode])
    assert newest_plan(demo, FY, kode) != made.record["plan"]
    again = run_scenario(plan_of(demo, FY, kode), "x.yaml", SAME)
    known = stored(demo, FY, kode)
    assert len(known) == 2
    assert choose(known, "tetap sama", newest_plan(demo, FY, kode)).digest == again.digest
    for manifest in sealed_runs(demo, FY):
        assert all("scenarios/" not in key for key in (*manifest["published"], *manifest["inputs"]))


def test_a_touched_scenario_is_named(demo: RestrictedStore) -> None:
    kode = sorted({key.split("/")[2] for key in demo.list(f"units/{FY}/")})[0]
    made = run_scenario(plan_of(demo, FY, kode), "x.yaml", SAME.replace(b"1", b"0"))
    key = f"scenarios/{FY}/{kode}/{made.digest}.json"
    assert [d for d, _ in records(demo, "scenarios/")] == [made.digest]
    path = Path(demo.url) / key
    path.write_bytes(path.read_bytes().replace(b"tetap", b"telah"))
    assert [(p.kind, p.key) for p in audit(demo).problems] == [("altered", key)]
