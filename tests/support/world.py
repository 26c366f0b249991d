"""Two demo districts on the command line, for every test of commands."""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.wiring import KEYRING
from tests.support.shared import shared

PPSP = Path(sys.executable).with_name("ppsp")
STARTS_PREFECT = {"run", "nightly", "resume", "server", "deploy"}
Answer = subprocess.CompletedProcess[str]


class World:
    """A folder with demo submissions and a store, and the command line in it, with `more` in its environment."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_"))} | more

    def call(self, *words: str) -> Answer:
        """What a command answers: one that may start Prefect in a process of its own, the others in this one."""
        return self.apart(*words) if STARTS_PREFECT & set(words[:3]) else self._here(*words)

    def apart(self, *words: str) -> Answer:
        """What a command answers in a process of its own."""
        return subprocess.run(
            [str(PPSP), *words], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300
        )

    def _here(self, *words: str) -> Answer:
        out, err = _stream(), _stream()
        with self._as_if_started(*words), redirect_stdout(out), redirect_stderr(err):
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Answer(words, code, _text(out), _text(err))

    @contextmanager
    def _as_if_started(self, *words: str) -> Iterator[None]:
        """Folder, environment, words and log of this process are those of the command meanwhile."""
        log, before = logging.getLogger("ppsp"), dict(os.environ)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["ppsp", *words])
            patch.setattr(log, "handlers", [])
            patch.setattr(log, "propagate", log.propagate)
            os.environ.clear()
            os.environ.update(self.environment)
            try:
                yield
            finally:
                os.environ.clear()
                os.environ.update(before)

    def json(self, *words: str, code: int = 0) -> Any:
        answer = self.call(*words, "--json")
        assert answer.returncode == code, answer.stderr
        return json.loads(answer.stdout)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    data = stream.buffer.getvalue() if isinstance(stream.buffer, io.BytesIO) else b""
    return data.decode()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two demo districts, handed in and run through 2013 and 2014. Read only."""
    return shared(tmp_path_factory, "world", _make)


def _make(folder: Path) -> None:
    world = World(folder)
    (world.folder / "answers").mkdir()
    written = world.json("demo", "--districts", "2", "--seed", "3", "--year", "2013", "files")
    assert {w["fiscal_year"] for w in written} == {2013, 2014, 2015}
    for year in ("2013", "2014"):
        for folder in sorted((world.folder / "files" / year).iterdir()):
            world.json("submit", year, folder.name, str(folder), "--by", "Pokja", "--received", f"{year}-05-02")
        answer = world.json("run", year, "--reason", "test")
        (world.folder / "answers" / year).write_text(json.dumps(answer))


@pytest.fixture
def empty_world(made: Path, tmp_path: Path) -> World:
    """A folder in which Prefect ran before, so that it need not make its database."""
    shutil.copytree(made / ".prefect", tmp_path / "world/.prefect")
    return World(tmp_path / "world")


@pytest.fixture
def world(made: Path, tmp_path: Path) -> World:
    """A copy of what was made that a test may change."""
    for name in ("store", ".prefect"):
        shutil.copytree(made / name, tmp_path / name)
    if (keys := made / f"store{KEYRING}").exists():
        shutil.copy2(keys, tmp_path / keys.name)
    return World(tmp_path)
