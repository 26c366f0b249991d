"""What installs the program elsewhere names things that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from flows.cli import app
from tests.support.programs import program

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "packaging" / "systemd"
INSTALLED = "/opt/ppsp/.venv/bin"


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """The programs of the units are looked for where these tests have them."""
    for unit in UNITS.iterdir():
        text = unit.read_text()
        assert INSTALLED in text or unit.suffix == ".timer"
        (tmp_path / unit.name).write_text(text.replace(INSTALLED, str(Path(sys.executable).parent)))
    names = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run([program("systemd-analyze"), "verify", *names], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_unit_calls_a_command_that_there_is() -> None:
    known = set(get_command(app).commands)
    called = {m[1] for unit in UNITS.glob("*.service") for m in re.finditer(r"bin/ppsp (\w+)", unit.read_text())}
    assert called == {"server", "nightly", "verify", "run"}
    assert called <= known


def test_the_image_is_made_of_hashed_requirements_and_runs_as_nobody_in_particular() -> None:
    text = (ROOT / "packaging" / "Dockerfile").read_text()
    steps = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert "--require-hashes" in text
    assert "://" not in text
    users = [line for line in steps if line.startswith("USER ")]
    assert users == ["USER 10001"]
    assert steps.index(users[0]) < steps.index('ENTRYPOINT ["ppsp"]')
    for line in steps:
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (ROOT / name).exists()
    rooms = {
        line.removeprefix("!") for line in (ROOT / "packaging" / "Dockerfile.dockerignore").read_text().split("\n")
    }
    assert {"flows", "tasks", "schemas", "reports", "prefect.yaml"} <= rooms
