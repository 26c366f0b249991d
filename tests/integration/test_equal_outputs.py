"""The same submissions give the same outputs anywhere, alone or among others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tasks.lineage.records.ledger import sealed_runs
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, run_year
from tests.support.stores import folder_store

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = """
import json, sys
from pathlib import Path
from tests.support.stores import folder_store
from tests.support.cycle import hand_in, run_year
store = folder_store(sys.argv[2])
for year in (2013, 2014):
    for folder in sorted((Path(sys.argv[1]) / str(year)).iterdir(), reverse=True):
        hand_in(store, year, folder.name, folder)
    manifest = run_year(store, year)
    print(json.dumps(manifest["outputs"]))
"""


def outputs_of(store: RestrictedStore, year: int) -> dict[str, str]:
    return next(m for m in sealed_runs(store) if m["fiscal_year"] == year)["outputs"]


def unit_keys(manifest: dict[str, Any]) -> set[str]:
    return {u["memo"] for u in manifest["units"]}


def test_another_folder_locale_time_zone_and_hash_seed(demo: RestrictedStore, demo_files: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "12345",
        "PYTHONPATH": str(ROOT),
    }
    folder = tmp_path / "another folder"
    answer = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(demo_files), str(folder)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    for year, line in zip((2013, 2014), answer.stdout.splitlines(), strict=True):
        there, here = json.loads(line), outputs_of(demo, year)
        assert set(there) == set(here)
        assert [name for name in here if there[name] != here[name]] == []


def test_a_district_alone_equals_itself_among_others(demo: RestrictedStore, demo_files: Path, tmp_path: Path) -> None:
    for folder in sorted((demo_files / "2013").iterdir()):
        alone = folder_store(tmp_path / folder.name)
        hand_in(alone, 2013, folder.name, folder)
        outputs = run_year(alone, 2013)["outputs"]
        assert outputs
        assert outputs.items() <= outputs_of(demo, 2013).items()


def test_a_forced_run_gives_the_same_bytes(demo: RestrictedStore) -> None:
    from flows.cycle.chain import walk
    from flows.wiring import open_cycle
    from tests.support.cycle import direct

    cycle = walk(open_cycle(demo, 2013, is_forced=True), direct(demo))
    assert all(done.is_new for done in cycle.done.values())
    known = next(m for m in sealed_runs(demo) if m["fiscal_year"] == 2013)
    assert {done.memo for done in cycle.done.values()} == unit_keys(known)
