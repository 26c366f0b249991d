"""A sealed run made again by the very program that made it: its commit, taken out of the repository's history."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.cycle.program import NOT_RECORDED, UNKNOWN, check_out
from flows.settings import child_environment
from schemas.errors import PpspError, WrongUsage
from tasks.lineage.records.ledger import Manifest, load_manifest
from tasks.store.ports import Store

COMMAND = "import sys; from flows.cli import main; main()"
Answer = dict[str, Any]


class NotReproducible(PpspError):
    """The program of a run cannot be had; the sentence says why, and what can be done instead."""

    exit_code = 1


def reproduce(store: Store, run_id: str, repository: Path, only: str = "", commit: str = "") -> Answer:
    """What `recompute` says of the run in the recorded commit's own program, in a child process.

    `commit` stands in for one that is not recorded. Raises NotReproducible naming the reason: commit not recorded or
    unknown, made with changes that no commit holds, no repository, a commit without `recompute`, or one whose code is
    not the recorded code.
    """
    chosen = commit or _recorded_commit(load_manifest(store, run_id))
    with TemporaryDirectory(prefix="ppsp-") as folder:
        try:
            check_out(repository, chosen, Path(folder))
        except WrongUsage as error:
            raise _not(run_id, str(error)) from None
        if not (Path(folder) / "flows/audit/recompute.py").exists():
            raise _not(run_id, f"the program of commit {chosen[:12]} has no `recompute` yet")
        answer = _in_child(Path(folder), store.url, run_id, only)
    other = answer["program"]["other_code"]
    if other:
        raise _not(run_id, f"commit {chosen[:12]} is not the program of the run: other code in {', '.join(other)}")
    return answer | {"commit": chosen}


def _recorded_commit(manifest: Manifest) -> str:
    program: Mapping[str, Any] | str = manifest.get("program", NOT_RECORDED)
    run_id = manifest["run_id"]
    if isinstance(program, str):
        raise _not(run_id, "its record names no commit (not recorded); `--commit` tries one")
    if program["commit"] == UNKNOWN:
        raise _not(run_id, "it was made outside a repository, so that its commit is unknown; `--commit` tries one")
    if program["is_dirty"]:
        raise _not(run_id, f"its program had changes that commit {program['commit'][:12]} does not hold")
    return str(program["commit"])


def _in_child(folder: Path, store_url: str, run_id: str, only: str) -> Answer:
    url = store_url if "://" in store_url else str(Path(store_url).absolute())
    words = ["recompute", run_id, "--store", url, "--json", *(["--district", only] if only else [])]
    environment = child_environment({"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"})
    child = subprocess.run(
        [sys.executable, "-c", COMMAND, *words], cwd=folder, env=environment, capture_output=True, text=True
    )
    if child.returncode not in (0, 1) or not child.stdout:
        said = child.stderr.strip().splitlines()
        raise _not(run_id, f"its program does not run with today's Python and libraries: {said[-1] if said else '-'}")
    return dict(json.loads(child.stdout))


def _not(run_id: str, why: str) -> NotReproducible:
    return NotReproducible(
        f"{run_id} cannot be reproduced: {why}; `ppsp recompute {run_id}` makes it again with today's program"
    )
