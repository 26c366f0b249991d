"""The nightly run checks what is new, is silent about what is not, and says what an operator should do."""

from __future__ import annotations

from logging import ERROR, INFO, WARNING
from typing import Any

from flows.cycle.nightly import NOTHING, open_night
from flows.cycle.summary import run_lines, verdict
from tasks.demo.write import write_demo
from tasks.lineage.records.ledger import sealed_runs
from tests.support.cycle import hand_in
from tests.support.stores import folder_store
from tests.support.world import World


def test_only_what_is_new_is_checked(empty_world: World) -> None:
    world, tmp_path = empty_world, empty_world.folder
    store = folder_store(tmp_path / "store")
    write_demo(tmp_path / "files", districts=2, seed=1, year=2013)
    first, second = sorted((tmp_path / "files/2013").iterdir())
    hand_in(store, 2013, first.name, first)
    inbox = tmp_path / "store/inbox/2013" / second.name
    inbox.mkdir(parents=True)
    for file in second.iterdir():
        (inbox / file.name).write_bytes(file.read_bytes())
    (tmp_path / "store/inbox/notes.txt").write_text("no district")

    night = world.json("nightly")
    assert [(a["fiscal_year"], a["units"]["run"], a["counts"]["districts"]) for a in night["runs"]] == [(2013, 4, 2)]
    assert f"Inbox: submission 1 of {second.name} for 2013 taken in" in night["said"]
    assert any(line.startswith("Inbox: inbox/notes.txt not taken: ") for line in night["said"])
    assert f"FY2013: 2 districts to validate: {first.name}, {second.name}" in night["said"]
    assert "2 districts sealed as" in night["said"][-1]
    (manifest,) = sealed_runs(store)
    assert manifest["kind"] == "malam"
    assert all(d["findings_pages"] and d["workbooks"] and not d["documents"] for d in manifest["districts"])

    quiet = open_night(store, None)
    assert (quiet.waiting, quiet.lines[-1]) == ({}, (INFO, NOTHING))
    assert [level for level, _ in quiet.lines] == [WARNING, INFO]


def _district(kode: str, state: str, error: str | None = None) -> dict[str, Any]:
    return {"kode": kode, "state": state, "error": error}


def test_the_log_of_a_run_names_who_needs_somebody_and_what_to_do() -> None:
    held = [_district(f"15.{i:02}", "held") for i in range(1, 15)]
    answer = {
        "fiscal_year": 2013,
        "run_id": "2013-tahunan-1",
        "index": "published/2013/1.html",
        "counts": {"districts": 16},
        "units": {"run": 5, "reused": 9},
        "districts": [*held, _district("16.01", "failed", "mps: no ceiling"), _district("16.02", "used")],
        "withheld": ["16.03"],
        "stale_mps": ["16.02"],
    }
    lines = list(run_lines(answer))
    assert [level for level, _ in lines] == [WARNING, ERROR, WARNING, WARNING, INFO]
    said = [says for _, says in lines]
    assert said[0].startswith("FY2013: 14 held: 15.01, ")
    assert "15.12 and 2 more; `ppsp findings 2013 15.01`" in said[0]
    assert said[1].startswith("FY2013: 16.01 failed: mps: no ceiling")
    assert "`ppsp run 2014`" in said[3]
    assert "5 units made, 9 reused" in said[4]
    assert verdict(answer).endswith("failed: 16.01")
