"""Folders that cost much, filled once per session by the worker that first needs them and read by all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """The folder `name` after `fill` was called with it once; the other workers wait meanwhile. Read only."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, is_filled = root / "shared" / name, root / "shared" / f"{name}.filled"
    folder.parent.mkdir(exist_ok=True)
    with folder.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_filled.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what another worker failed to fill
            folder.mkdir()
            fill(folder)
            is_filled.touch()
    return folder
