"""Commands that look at what was sealed: findings, a line down to its cells, records, verification, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.world import World

SEVERITIES = {"block", "error", "warning", "advice"}


def test_findings_name_cells(world: World) -> None:
    kode = world.json("status", "2013")[0]["kode"]
    rows = world.json("findings", "2013", kode)
    keys = {"id", "rule", "severity", "table", "row", "column", "file", "sheet", "cell", "value", "message"}
    assert rows
    assert all(keys <= set(r) for r in rows)
    assert any(r["cell"] for r in rows)


def test_check_gives_the_findings_of_the_nightly_run(world: World, made: Path) -> None:
    kode = world.json("status", "2013")[0]["kode"]
    book = made / f"files/2013/{kode}/{kode}.xlsx"
    offline = world.json("check", str(book), "--fy", "2013")
    sealed = world.json("findings", "2013", kode)
    assert offline == sealed[: len(offline)]
    # What the SSK found follows: a file alone has no SSK.
    assert {r["rule"] for r in sealed[len(offline) :]} <= {"SK-V11", "SK-V13", "SK-V73"}


def test_a_line_can_be_followed_to_cells(world: World) -> None:
    run = world.json("runs")[0]["run_id"]
    refs = [r for r in world.json("show", run, "--refs")["refs"] if r.startswith("mps/2014/") and "#" not in r]
    answer = world.json("why", refs[0])
    assert set(answer) == {"ref", "name", "value", "unit", "rule", "from"}

    def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
        return [node] if "file" in node else [leaf for child in node["from"] for leaf in leaves(child)]

    assert all(set(leaf) == {"file", "digest", "sheet", "cell", "raw", "value"} for leaf in leaves(answer))
    assert leaves(answer)


def test_what_stands_behind_several_rows_of_a_sum_is_told_once(world: World) -> None:
    kode = world.json("status", "2014")[0]["kode"]
    ref = f"bagian_komitmen/2014/{kode}/APBD_K"
    said = world.call("why", ref, "--depth", "9").stdout.splitlines()
    again = [line.removesuffix("  (di atas)") for line in said if line.endswith("  (di atas)")]
    assert again
    assert all(any(line.strip("│├└─ ") == a.strip("│├└─ ") for line in said) for a in again[:5])


def test_show_get_and_verify(world: World) -> None:
    run = world.json("runs")[-1]["run_id"]
    record = world.json("show", run)
    assert record["outputs"]
    key = next(iter(record["published"]))
    assert world.call("get", key, "page.html").returncode == 0
    assert (world.folder / "page.html").read_bytes() == (world.folder / "store" / key).read_bytes()
    report = world.json("verify")
    assert (report["ok"], report["signed"], report["runs"], report["problems"]) == (True, False, 2, [])


def test_a_touched_store_is_exit_code_1(world: World) -> None:
    path = next((world.folder / "store/objects").rglob("*/*/*"))
    path.write_bytes(path.read_bytes() + b"x")
    report = world.json("verify", code=1)
    assert report["problems"][0]["kind"] == "altered"


def test_rules_are_listed_with_status_and_reference(world: World) -> None:
    rules = world.json("rules")
    assert {"BP-V07", "BP-V29", "RG-09"} <= {r["id"] for r in rules}
    assert all({"id", "severity", "stage", "status", "sentence", "reference"} <= set(r) for r in rules)
    assert {r["severity"] for r in rules} <= SEVERITIES
    assert len({r["id"] for r in rules}) == len(rules)
