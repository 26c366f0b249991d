"""A store that version 0.2.0 wrote is read, explained and continued by this version.

`store-0.2.0.tar.xz` was made by the code of 0.2.0 (commit 65ce45b) with the libraries pinned then: the made-up district
99.42, its workbooks of 2013 and 2014 handed in, both years run. It is never made anew.
"""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.cycle.chain import CHAIN, plan, walk
from flows.cycle.record import About, run_answer, seal_run
from flows.wiring import open_cycle
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import load_manifest, sealed_runs
from tests.support.cycle import direct
from tests.support.stores import folder_store
from tests.support.world import World

PACKED = Path(__file__).with_name("store-0.2.0.tar.xz")
SPELLED_THEN = "angka_mps/2014/99.42/prasarana.AL.Pembangunan IPAL dan jaringan.KK.rp"
LINE = "mps/2014/99.42/AL-IND-01-99.42.01.2002~APBD_K"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The store as it was written, in a folder of its own. Read only."""
    folder = tmp_path_factory.mktemp("old")
    with tarfile.open(PACKED) as archive:
        archive.extractall(folder / "store", filter="data")
    return World(folder)


def test_it_verifies_and_shows_what_it_says(old: World) -> None:
    store = folder_store(old.folder / "store")
    report = audit(store)
    assert (report.problems, report.runs) == ([], 2)
    newest, first = sealed_runs(store)
    assert (newest["fiscal_year"], first["fiscal_year"]) == (2014, 2013)
    shown = old.json("show", newest["run_id"])
    assert (shown["reason"], shown["counts"]["used"]) == ("written by 0.2.0", 1)
    (district,) = old.json("status", "2013")
    assert (district["kode"], district["stage"]) == ("99.42", "s1")
    for key in (*newest["published"], *first["published"]):
        assert store.get(key)


def test_its_lines_lead_to_the_cells_also_by_the_spelling_of_then(old: World) -> None:
    told = old.call("why", LINE).stdout
    assert "Rp 5.000.000" in told
    assert "99.42.xlsx!2. Wilayah!E5 '184.9'" in told
    assert old.call("why", SPELLED_THEN).stdout.startswith(SPELLED_THEN.replace(" ", "%20"))


def test_documents_of_another_layout_are_refused_with_what_to_do(old: World) -> None:
    refused = old.call("documents", "2014", "99.42", "--formats", "html")
    assert refused.returncode == 2
    assert "run it again first: `ppsp run 2014 --district 99.42`" in refused.stderr


def test_the_next_run_makes_new_units_beside_the_old_from_the_ssk_of_then(old: World, tmp_path: Path) -> None:
    store = folder_store(tmp_path / "store")
    with tarfile.open(PACKED) as archive:
        archive.extractall(tmp_path / "store", filter="data")
    cycle = open_cycle(store, 2014)
    assert ("99.42", "intake", "certain") in {(p.district, p.step, p.certainty) for p in plan(cycle)}
    walk(cycle, direct(store), CHAIN)
    moment, run_id = datetime(2027, 1, 5, tzinfo=UTC), "2014-tahunan-20270105T000000000000Z"
    answer = run_answer(seal_run(cycle, About(run_id, "tahunan", "next", "tester", moment), moment, ("html",)))
    (district,) = answer["districts"]
    assert (district["state"], answer["units"]["reused"]) == ("used", 0)

    first = sealed_runs(store)
    newest, before = next(first), next(first)
    assert newest["pins"]["99.42"]["run"].startswith("2013-tahunan-")
    assert load_manifest(store, run_id)["units"] != before["units"]
    assert audit(store).problems == []
    world = World(tmp_path)
    assert "99.42.xlsx!2. Wilayah!E5 '184.9'" in world.call("why", LINE).stdout
