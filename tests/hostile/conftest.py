"""One small store for all of them: a district that hands in every table, with hostile texts, through two years."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tasks.store.restricted import RestrictedStore
from tests.hostile.planted import KODE, write_hostile
from tests.support.cycle import hand_in, run_year
from tests.support.shared import shared
from tests.support.stores import folder_store


@pytest.fixture(scope="session")
def planted_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its submissions. Read only."""

    def fill(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            write_hostile(folder, patch)

    return shared(tmp_path_factory, "planted-files", fill)


@pytest.fixture(scope="session")
def run(planted_files: Path, tmp_path_factory: pytest.TempPathFactory) -> RestrictedStore:
    """A store in which the planted submission went through both years. Read only."""

    def fill(folder: Path) -> None:
        store = folder_store(folder / "store")
        for year in (2013, 2014):
            hand_in(store, year, KODE, planted_files / str(year) / KODE)
            (district,) = run_year(store, year)["districts"]
            assert district["state"] == "used"

    return folder_store(shared(tmp_path_factory, "planted", fill) / "store")


PPSP = Path(sys.executable).with_name("ppsp")
SECRETS = {
    "AWS_ACCESS_KEY_ID": "AKIAPLANTED0000SECRET",
    "AWS_SECRET_ACCESS_KEY": "planted/secret+access/key",
    "AWS_SESSION_TOKEN": "planted-session-token",
    "PPSP_SMTP_PASSWORD": "planted-smtp-password",
    "PPSP_WEBHOOK": "http://planted-user:planted-pass@127.0.0.1:9/hooks/planted-hook-token",
    "PPSP_KEY_PASSPHRASE": "planted-key-passphrase",
    "PPSP_SMTP_HOST": "127.0.0.1",
    "PPSP_SMTP_PORT": "9",
    "PPSP_SMTP_USER": "planted-smtp-user",
}
_TEXTS = [v for v in SECRETS.values() if "planted" in v.lower() and "://" not in v]
PLANTED = ["planted-pass", "planted-hook-token", *_TEXTS]


@dataclass(frozen=True)
class Traced:
    """A run through Prefect in a folder of its own, with secrets in its environment, and the system calls it made."""

    folder: Path
    said: str
    calls: str

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([PPSP, *words], cwd=self.folder, env=environment(), capture_output=True, text=True)


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_", "AWS_"))}
    return kept | SECRETS


@pytest.fixture(scope="session")
def traced(planted_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Traced:
    place = shared(tmp_path_factory, "traced", lambda folder: _trace(folder, planted_files))
    calls = place / "calls"
    return Traced(place / "work", (place / "said").read_text(), calls.read_text() if calls.exists() else "")


def _trace(place: Path, planted_files: Path) -> None:
    folder = place / "work"
    folder.mkdir()
    quiet = Traced(folder, "", "")
    assert quiet.call("submit", "2013", KODE, str(planted_files / "2014" / KODE)).returncode == 0
    watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,bind,sendto", "-o", str(place / "calls")]
    command = [*(watch if shutil.which("strace") else ()), str(PPSP), "run", "2013"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    (place / "said").write_text(done.stdout + done.stderr)
