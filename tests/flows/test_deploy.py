"""`ppsp deploy` on a Prefect server that is kept, and a worker that serves what it put there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
import yaml

from flows.cli.deploy import FILE
from schemas.canonical import digest
from tasks.store.keys import object_key
from tests.support.programs import free_ports
from tests.support.stores import folder_store
from tests.support.world import World

PREFECT = Path(sys.executable).with_name("prefect")
START_SECONDS = 180


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A folder with a store that holds one object, which is all that a deployment asks for."""
    folder_store(tmp_path / "store").put_new(object_key(digest(b"one")), b"one")
    return World(tmp_path)


@pytest.fixture
def server(world: World, tmp_path: Path) -> Iterator[str]:
    """Address of a server of its own; the commands of the world use it."""
    (port,) = free_ports(1)
    quiet = {"PREFECT_HOME": str(tmp_path / "home"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_"))}
    words = [str(PREFECT), "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(words, env={**plain, **quiet}, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/api"
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            break
        except URLError:
            assert time.monotonic() < ends, (tmp_path / "server.log").read_text()
            time.sleep(0.3)
    world.environment.update(quiet, PREFECT_API_URL=url)
    yield url
    process.terminate()
    process.wait()


def prefect(world: World, *words: str) -> str:
    done = subprocess.run(
        [str(PREFECT), *words], cwd=world.folder, env=world.environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_deployments_come_and_go_with_the_file_and_a_worker_serves_them(world: World, server: str) -> None:
    first = world.json("deploy")
    assert any("work pool ppsp made" in line for line in first)
    assert sum("applied for the store" in line for line in first) == 3
    assert not any("removed" in line or "made" in line for line in world.json("deploy"))

    prefect(world, "deployment", "run", "ledger-audit/weekly-audit")
    prefect(world, "worker", "start", "--pool", "ppsp", "--run-once")
    assert "COMPLETED" in prefect(world, "flow-run", "ls", "--state", "COMPLETED", "-o", "json")

    fewer = yaml.safe_load(FILE.read_text())
    yearly, nightly, _ = fewer["deployments"]
    fewer["deployments"] = [yearly, {k: v for k, v in nightly.items() if k != "schedules"}]
    (world.folder / "fewer.yaml").write_text(yaml.safe_dump(fewer))
    said = "\n".join(world.json("deploy", "--file", "fewer.yaml"))
    assert "nightly: schedule nightly is gone and was removed" in said
    assert "deployment weekly-audit is no longer in the file and was removed" in said


def test_without_a_server_or_a_store_nothing_is_deployed(world: World) -> None:
    refused = world.call("deploy")
    assert (refused.returncode, "no Prefect server is kept" in refused.stderr) == (2, True)
    world.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    assert "there is no store at mistyped" in world.call("deploy", "--store", "mistyped").stderr
    assert world.call("deploy").returncode == 3
