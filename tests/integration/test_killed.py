"""A run that is ended with SIGKILL, again and again, is finished by the next one, as if nothing had been."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from benchmarks.kacau import faults_of, forked
from tasks.lineage.records.ledger import sealed_runs
from tests.support.cycle import hand_in
from tests.support.stores import folder_store

MOMENTS = ("units/2013/*/intake/*.json", "units/2013/*/validation/*.json", "units/2013/*/ssk/*.json")


def killed_when(folder: Path, pattern: str) -> None:
    """Start a run of the year and kill it as soon as something like this is there."""
    pid = forked(str(folder))
    while not list(folder.glob(pattern)):
        assert os.waitpid(pid, os.WNOHANG)[0] == 0, "the run ended before it could be killed"
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_three_kills_leave_nothing_and_change_nothing(demo_files: Path, demo_sealed: Path, tmp_path: Path) -> None:
    store = folder_store(tmp_path / "store")
    submission = min((demo_files / "2013").iterdir())
    hand_in(store, 2013, submission.name, submission)
    for pattern in MOMENTS:
        killed_when(tmp_path / "store", pattern)
    assert list(sealed_runs(store)) == []
    os.waitpid(forked(str(tmp_path / "store")), 0)
    whole = next(m for m in sealed_runs(folder_store(demo_sealed)) if m["fiscal_year"] == 2013)
    expected = {k: v for k, v in whole["outputs"].items() if k.startswith(f"2013/{submission.name}/")}
    assert expected
    assert faults_of(store, expected) == []
    assert next(iter(sealed_runs(store)))["lease"]["taken_from"]["why"] == "its process ended"
