"""Two demo districts on the command line, for every test of commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.wiring import KEYRING

PPSP = Path(sys.executable).with_name("ppsp")


class World:
    """A folder with demo submissions and a store, and the command line in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_"))}

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PPSP), *words], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300
        )

    def json(self, *words: str, code: int = 0) -> Any:
        answer = self.call(*words, "--json")
        assert answer.returncode == code, answer.stderr
        return json.loads(answer.stdout)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two demo districts, handed in and run through 2013 and 2014. Read only."""
    world = World(tmp_path_factory.mktemp("world"))
    (world.folder / "answers").mkdir()
    written = world.json("demo", "--districts", "2", "--seed", "4", "--year", "2013", "files")
    assert {w["fiscal_year"] for w in written} == {2013, 2014, 2015}
    for year in ("2013", "2014"):
        for folder in sorted((world.folder / "files" / year).iterdir()):
            world.json("submit", year, folder.name, str(folder), "--by", "Pokja", "--received", f"{year}-05-02")
        answer = world.json("run", year, "--reason", "test")
        (world.folder / "answers" / year).write_text(json.dumps(answer))
    return world.folder


@pytest.fixture
def world(made: Path, tmp_path: Path) -> World:
    shutil.copytree(made / "store", tmp_path / "store")
    if (keys := made / f"store{KEYRING}").exists():
        shutil.copy2(keys, tmp_path / keys.name)
    return World(tmp_path)
