"""The deployments of prefect.yaml on a Prefect server that somebody keeps: applied, and what is gone taken away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.runner.storage import LocalStorage

from flows.server import ServerUnavailable
from flows.settings import prefect_server
from schemas.errors import WrongUsage

Said = list[str]
RUN_FOLDER = "/"
"""Where flow runs start. Named, so that none copies the folder of `ppsp deploy`; nobody can put a module there."""


def deploy(path: Path, store_url: str) -> Said:
    """Apply every deployment of the file for one store; gives what was done, one sentence each.

    The work pool is made where it is absent. A schedule or deployment of the pool that the file no longer has is
    removed. Flow runs get the store by PPSP_STORE. Raises WrongUsage for a file that cannot be read.
    """
    wanted = _read(path)
    try:
        return _deployed(wanted, store_url)
    except httpx.TransportError as error:
        raise ServerUnavailable(f"the Prefect server at {prefect_server()} does not answer: {error}") from None


def _deployed(wanted: list[dict[str, Any]], store_url: str) -> Said:
    with get_client(sync_client=True) as client:
        said = [done for name in sorted({d["work_pool"]["name"] for d in wanted}) for done in _pool(client, name)]
        for entry in wanted:
            said += _apply(client, entry, store_url)
        said += _remove_others(client, wanted)
    return said


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        return list(yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise WrongUsage(
            f"{path} has no deployments: {error}; name the prefect.yaml of the project with --file"
        ) from None


def _pool(client: SyncPrefectClient, name: str) -> Said:
    try:
        client.read_work_pool(name)
    except ObjectNotFound:
        with suppress(ObjectAlreadyExists):  # a slow server did what a request that was sent again asked for
            client.create_work_pool(WorkPoolCreate(name=name, type="process"))
        return [f"work pool {name} made; `prefect worker start --pool {name}` serves it"]
    return []


def _apply(client: SyncPrefectClient, entry: Mapping[str, Any], store_url: str) -> Said:
    pool, schedules = entry["work_pool"]["name"], entry.get("schedules", [])
    made = RunnerDeployment.from_entrypoint(
        entry["entrypoint"],
        entry["name"],
        description=entry["description"],
        tags=list(entry.get("tags", [])),
        enforce_parameter_schema=entry["enforce_parameter_schema"],
        concurrency_limit=ConcurrencyLimitConfig.model_validate(entry["concurrency_limit"]),
        schedules=[_schedule(s) for s in schedules],
        work_pool_name=pool,
        job_variables={"env": {"PPSP_STORE": store_url}},
    )
    made.storage = LocalStorage(RUN_FOLDER)
    gone = _remove_schedules(client, f"{made.flow_name}/{entry['name']}", {s["slug"] for s in schedules})
    made.apply()
    return [
        f"{entry['name']} applied for the store {store_url}",
        *(f"{entry['name']}: schedule {name} is gone and was removed" for name in gone),
        *(f"{entry['name']}: {s['cron']} {s['timezone']}" for s in schedules),
    ]


def _remove_schedules(client: SyncPrefectClient, name: str, kept: set[str]) -> list[str]:
    """Take away the schedules that the file does not have; before the file is applied, which would do so silently."""
    try:
        known = client.read_deployment_by_name(name)
    except ObjectNotFound:
        return []
    gone = [schedule for schedule in known.schedules if schedule.slug not in kept]
    for schedule in gone:
        client.delete_deployment_schedule(known.id, schedule.id)
    return [schedule.slug or f"without a name ({schedule.id})" for schedule in gone]


def _schedule(entry: Mapping[str, Any]) -> DeploymentScheduleCreate:
    cron = CronSchedule(cron=entry["cron"], timezone=entry["timezone"])
    return DeploymentScheduleCreate(schedule=cron, active=entry["active"], slug=entry["slug"])


def _remove_others(client: SyncPrefectClient, wanted: list[dict[str, Any]]) -> Said:
    pools = sorted({d["work_pool"]["name"] for d in wanted})
    names = {d["name"] for d in wanted}
    found = client.read_deployments(work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=pools)))
    gone = [d for d in found if d.name not in names]
    for deployment in gone:
        client.delete_deployment(deployment.id)
    return [f"deployment {d.name} is no longer in the file and was removed" for d in gone]
