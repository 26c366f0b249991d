"""`ppsp store …` and `ppsp doctor` as their keeper uses them."""

from __future__ import annotations

from tests.support.stores import folder_store
from tests.support.world import World


def test_a_copy_verifies_and_what_nothing_refers_to_is_listed_before_it_goes(world: World) -> None:
    made = world.json("store", "copy", "copied")
    assert made["known"] == 0
    assert world.json("verify", "--store", "copied")["ok"]
    assert world.json("store", "sync", "copied") == {"to": "copied", "written": 0, "known": made["written"]}
    refused = world.call("store", "copy", "copied")
    assert refused.returncode == 2
    assert "ppsp store sync copied" in refused.stderr

    copied = folder_store(world.folder / "copied")
    copied.put_new("objects/sha256/aa/" + "a" * 64, b"left behind")
    listed = world.json("store", "gc", "--store", "copied")
    assert (listed["removed"], listed["keys"]) == (False, ["objects/sha256/aa/" + "a" * 64])
    assert world.json("store", "gc", "--remove", "--store", "copied")["bytes"] == len(b"left behind")
    assert world.json("store", "gc", "--store", "copied")["keys"] == []
    assert world.json("verify", "--store", "copied")["ok"]
    assert sum(part["keys"] for part in world.json("store", "stats", "--store", "copied")) == made["written"]


def test_the_doctor_names_what_is_broken_and_what_to_do(world: World) -> None:
    assert len(world.json("store", "probe")["promises"]) == 3
    found = {row["what"]: row for row in world.json("doctor")}
    assert {found[name]["state"] for name in ("Python", "libraries", "store", "ledger", "clock")} == {"fine"}
    assert all(row["do"] for row in found.values() if row["state"] != "fine")
    world.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    found = {row["what"]: row for row in world.json("doctor", "--store", "mistyped", code=1)}
    assert "mistyped" in found["store"]["says"]
    assert (found["store"]["state"], found["Prefect"]["state"]) == ("broken", "broken")
