"""Making a run again and comparing two, on the command line."""

from __future__ import annotations

from tests.support.world import World


def test_a_run_does_not_differ_from_itself_and_years_are_not_compared(world: World) -> None:
    of_2014, of_2013 = (r["run_id"] for r in world.json("runs"))
    answer = world.json("diff", of_2014, of_2014)
    assert answer["order"] == ["reference", "cells", "pins", "rules", "code"]
    assert {d["not_split"] for d in answer["districts"]} == {""}
    assert {m: t for m, t in answer["totals"].items() if t["change"] or t["parts"] or t["rest"]} == {}
    assert answer["totals"]["baris/rp"]["before"] > 0
    said = world.call("diff", of_2013, of_2013)
    assert (said.returncode, said.stdout.splitlines()[-1]) == (0, "2 daerah dibandingkan, 0 berubah.")
    refused = world.call("diff", of_2013, of_2014)
    assert (refused.returncode, "of two fiscal years" in refused.stderr) == (2, True)


def test_a_program_that_cannot_be_had_is_named_and_recompute_offered(world: World) -> None:
    run = world.json("runs")[-1]["run_id"]
    refused = world.call("reproduce", run, "--repository", ".", "--commit", "0000000")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is no git repository" in refused.stderr
    assert f"`ppsp recompute {run}`" in refused.stderr
    assert world.call("reproduce", run, "--commit", "--all").returncode != 0
