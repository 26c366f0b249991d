"""Which program is running, for the run record, and an older one from the repository's history."""

from __future__ import annotations

import io
import json
import platform
import re
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

from schemas.canonical import digest, dump_json
from schemas.errors import NotFound, WrongUsage
from schemas.rulebook import Rulebook, load_rulebook, read_rulebook
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.units.unit import put_object
from tasks.store.keys import object_key
from tasks.store.ports import Store

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN = "unknown"
NOT_RECORDED = "not recorded"
COUNTS = ("flows", "schemas", "tasks", "reports", "requirements", "pyproject.toml")
"""What makes the program; a change in anything else leaves a commit the same program."""
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_PINNED = "requirements/runtime.txt"


@cache
def program_of(root: Path = ROOT) -> dict[str, Any]:
    """Commit, whether files differ from it, digest of the pinned requirements, and Python.

    `commit` and `requirements` are "unknown" and `is_dirty` is None where the program does not run from a repository
    (an installed copy, no git).
    """
    commit = _git(root, "rev-parse", "--verify", "HEAD") if (root / ".git").exists() else None
    pinned = root / _PINNED
    return {
        "commit": commit.decode().strip() if commit else UNKNOWN,
        "is_dirty": bool(_git(root, "status", "--porcelain", "--", *COUNTS)) if commit else None,
        "requirements": digest(pinned.read_bytes()) if pinned.exists() else UNKNOWN,
        "python": platform.python_version(),
    }


def kept_rules(store: Store, fiscal_year: int) -> dict[str, str]:
    """Keep the rules in force as an object, so that a later program can make a run again under them: key and digest."""
    name = put_object(store, load_rulebook(fiscal_year).dump())
    return {object_key(name): name}


def rules_of(store: Store, manifest: Manifest) -> Rulebook:
    """The rules of a run: those in force where they are the same, else those that it kept.

    Raises NotFound where it kept none, and YearNotPrepared where this program does not carry one of them out.
    """
    year, name = int(manifest["fiscal_year"]), str(manifest["rules"])
    today = load_rulebook(year)
    if name in (today.digest, digest(dump_json(json.loads(today.dump())))):  # before the order of members counted
        return today
    if object_key(name) not in manifest["inputs"]:
        raise NotFound(
            f"the rules of {year} were others when {manifest['run_id']} was sealed ({name[:12]}, today "
            f"{today.digest[:12]}), and it did not keep them"
        )
    return read_rulebook(year, store.get(object_key(name)))


def check_out(repository: Path, commit: str, folder: Path) -> None:
    """Write the files of a commit into an empty folder; the repository stays as it is.

    Raises WrongUsage naming what is missing: git, the repository, the commit.
    """
    if _COMMIT.fullmatch(commit) is None:
        raise WrongUsage(f"{commit!r} is no commit; write at least 7 of its 40 hexadecimal digits")
    if shutil.which("git") is None:
        raise WrongUsage("git is not installed, so that no older version of the program can be taken out")
    if _git(repository, "rev-parse", "--git-dir") is None:
        raise WrongUsage(f"{repository} is no git repository; name the one of this program with --repository DIR")
    packed = _git(repository, "archive", "--format=tar", commit)
    if packed is None:
        raise WrongUsage(f"{repository} does not know commit {commit}; fetch its whole history or name another")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says in the folder; None where it refuses or is not there."""
    try:
        answer = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(folder), *words], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout
