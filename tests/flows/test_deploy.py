"""A Prefect server that is kept on PostgreSQL: deployments, runs of a worker, back-up, retention, the end."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from flows.cli.deploy import FILE
from schemas.canonical import digest
from tasks.demo.write import write_demo
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.keys import object_key
from tests.support.cycle import hand_in
from tests.support.postgres import Postgres, postgres
from tests.support.programs import free_ports
from tests.support.stores import folder_store
from tests.support.world import World

PREFECT = Path(sys.executable).with_name("prefect")
YEARLY = "annual-cycle/yearly"
FORGET_SECONDS = 60


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A folder with a store into which one district handed in."""
    write_demo(tmp_path / "files", districts=1, seed=1, year=2013)
    (handed_in,) = (tmp_path / "files/2013").iterdir()
    hand_in(folder_store(tmp_path / "store"), 2013, handed_in.name, handed_in)
    return World(tmp_path)


@pytest.fixture
def database() -> Iterator[Postgres]:
    with postgres() as server:
        server.call("createdb", "prefect")
        yield server


@pytest.fixture
def api(world: World, database: Postgres) -> Iterator[httpx.Client]:
    """The server as `ppsp server start` starts it; the commands of the world find it by themselves."""
    (port,) = free_ports(1)
    world.environment |= {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database.url("prefect"),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "1",
        "PREFECT_HOME": str(world.folder / "home"),
    }
    said = world.json("server", "start", "--port", str(port))
    assert said["answers"]
    assert said["database"] == f"PostgreSQL 127.0.0.1:{database.port}/prefect"
    with httpx.Client(base_url=said["url"], timeout=60) as client:
        yield client
    assert world.json("server", "stop") == {"stopped": True}
    assert world.json("server", "status", code=1)["url"] == ""


def worker(world: World, api: httpx.Client) -> None:
    """A worker that serves what waits, and ends."""
    subprocess.run(
        [str(PREFECT), "worker", "start", "--pool", "ppsp", "--run-once"],
        cwd="/",
        env=world.environment | {"PREFECT_API_URL": str(api.base_url).rstrip("/")},
        capture_output=True,
        check=True,
        timeout=300,
    )


def ask_for(api: httpx.Client, name: str, **parameters: object) -> httpx.Response:
    deployment = api.get(f"/deployments/name/{name}").raise_for_status().json()["id"]
    return api.post(f"/deployments/{deployment}/create_flow_run", json={"parameters": parameters})


def runs_of(api: httpx.Client) -> dict[str, str]:
    """Flow runs that ended: name and state."""
    found = api.post("/flow_runs/filter", json={"sort": "START_TIME_ASC"}).raise_for_status().json()
    return {run["name"]: run["state_type"] for run in found if run["end_time"]}


def test_a_kept_server_from_deploying_to_forgetting(world: World, api: httpx.Client, database: Postgres) -> None:
    first = world.json("deploy")
    assert any("work pool ppsp made" in line for line in first)
    assert sum("applied for the store" in line for line in first) == 3
    assert world.json("server", "start")["url"] == world.json("server", "status")["url"]

    refused = ask_for(api, YEARLY, fiscal_year=2030)
    assert (refused.status_code, "fiscal_year" in refused.text) == (409, True)
    ask_for(api, YEARLY, fiscal_year=2013, reason="from the form", by="U7").raise_for_status()
    ask_for(api, "ledger-audit/weekly-audit").raise_for_status()
    worker(world, api)
    name = "FY2013 tahunan, 1 kabupaten/kota"
    assert runs_of(api) == {name: "COMPLETED", "ledger-audit": "COMPLETED"}
    (sealed,) = sealed_runs(folder_store(world.folder / "store"))
    assert (sealed["reason"], sealed["by"]) == ("from the form", "U7")

    logged = api.post("/logs/filter", json={}).raise_for_status().json()
    assert any("1 districts sealed as" in line["message"] for line in logged)
    assert not any("Downloading" in line["message"] for line in logged), "a run copies the folder with the store"
    assert any("objects looked at" in line["message"] for line in logged)

    copy = world.folder / "prefect.dump"
    database.call("pg_dump", "-Fc", "-d", "prefect", "-f", str(copy))
    database.call("createdb", "restored")
    database.call("pg_restore", "--exit-on-error", "-d", "restored", str(copy))
    asked = "select name, state_type from flow_run where end_time is not null order by name"
    assert database.ask("restored", asked) == [f"{name}|COMPLETED", "ledger-audit|COMPLETED"]

    database.ask("prefect", "update flow_run set end_time = now() - interval '399 days' where name = 'ledger-audit'")
    database.ask("prefect", f"update flow_run set end_time = now() - interval '401 days' where name = '{name}'")
    ends = time.monotonic() + FORGET_SECONDS
    while name in (known := runs_of(api)):
        assert time.monotonic() < ends
        time.sleep(0.2)
    assert known == {"ledger-audit": "COMPLETED"}

    fewer = yaml.safe_load(FILE.read_text())
    yearly, nightly, _ = fewer["deployments"]
    fewer["deployments"] = [yearly, {k: v for k, v in nightly.items() if k != "schedules"}]
    (world.folder / "fewer.yaml").write_text(yaml.safe_dump(fewer))
    night = api.get("/deployments/name/nightly-validation/nightly").json()["id"]
    api.post(f"/deployments/{night}/schedules", json=[{"schedule": {"interval": 9000}}]).raise_for_status()
    said = "\n".join(world.json("deploy", "--file", "fewer.yaml"))
    assert "made" not in said
    assert "nightly: schedule nightly is gone and was removed" in said
    assert "nightly: schedule without a name" in said
    assert "deployment weekly-audit is no longer in the file and was removed" in said


@pytest.fixture
def alone(tmp_path: Path) -> World:
    """A folder with a store and without a server."""
    folder_store(tmp_path / "store").put_new(object_key(digest(b"one")), b"one")
    return World(tmp_path)


def test_without_a_server_or_a_store_nothing_is_deployed(alone: World) -> None:
    refused = alone.call("deploy")
    assert (refused.returncode, "no Prefect server is kept" in refused.stderr) == (2, True)
    alone.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    assert "there is no store at mistyped" in alone.call("deploy", "--store", "mistyped").stderr
    assert alone.call("deploy").returncode == 3
