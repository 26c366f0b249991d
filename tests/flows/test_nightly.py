"""The nightly run checks what is new and is silent about what is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tasks.demo.write import write_demo
from tasks.lineage.ledger import sealed_runs
from tests.support.cycle import hand_in
from tests.support.stores import folder_store

NIGHT = """
import sys
from flows.settings import prepare_environment
prepare_environment(sys.argv[1])
from flows.nightly_validation import nightly_validation
for _ in range(2):
    answers = nightly_validation(store_url=sys.argv[1])
    print([(a["fiscal_year"], a["units"]["run"], a["counts"]["districts"]) for a in answers])
"""


def test_only_what_is_new_is_checked(tmp_path: Path) -> None:
    store = folder_store(tmp_path / "store")
    write_demo(tmp_path / "files", districts=2, seed=1, year=2013)
    for folder in sorted((tmp_path / "files/2013").iterdir()):
        hand_in(store, 2013, folder.name, folder)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_"))}
    answer = subprocess.run(
        [sys.executable, "-c", NIGHT, str(tmp_path / "store")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    lines = answer.stdout.splitlines()
    assert lines[0] == "[(2013, 4, 2)]"
    assert lines[1].startswith("Nothing to validate")
    assert lines[2] == "[]"
    (manifest,) = sealed_runs(store)
    assert manifest["kind"] == "malam"
    assert all(d["findings_pages"] and d["workbooks"] and not d["documents"] for d in manifest["districts"])
