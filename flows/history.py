"""Prefect's history of our runs: named and tagged while they go on, and Crashed where their process is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows.cycle.lease import Held, seen_all
from flows.own_server import end_it_with_us
from flows.wiring import now
from tasks.store.lease import Seen
from tasks.store.ports import KeptStore

UNSEEN = {
    "annual-cycle": timedelta(minutes=10),
    "nightly-validation": timedelta(minutes=10),
    "ledger-audit": timedelta(days=1),
}
"""Our flows, and after how long a run that never told which lease it holds is given up."""
_TAG = "store:"
_CLOSING_SECONDS = 60.0


def stand_in(store: KeptStore, lease: Held, name: str) -> None:
    """Say of the flow run that is going on which lease it holds, and give it the name by which operators find it.

    Runs of before whose process is gone are set to Crashed on the way.
    """
    end_it_with_us()
    lease.check(flow_run=str(flow_run.id))
    with get_client(sync_client=True) as client:
        mark_crashed(client, store)
        client.update_flow_run(flow_run.id, name=name, tags={*flow_run.tags, tag_of(store)})


def crashed_now(store: KeptStore) -> list[str]:
    """Set runs of the kept server whose process is gone to Crashed; what was done, one sentence each."""
    with get_client(sync_client=True) as client:
        return mark_crashed(client, store)


def mark_crashed(client: SyncPrefectClient, store: KeptStore) -> list[str]:
    """Set flow runs that are Running to Crashed where no process holds their lease; one sentence each.

    A run whose lease was given up a moment ago is about to tell its end itself. A run that never told its lease is
    given up after the time in `UNSEEN`.
    """
    leases = seen_all(store)
    busy = {s.lease.flow_run for s in leases if s.is_alive or (not s.gone and s.age_seconds < _CLOSING_SECONDS)}
    said = []
    for run in _running(client):
        if str(run.id) in busy or not _is_ours(client, run, store):
            continue
        why = _why(run, leases)
        for task in client.read_task_runs(
            flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])),
            task_run_filter=TaskRunFilter(state=TaskRunFilterState(type=_RUNNING_TASK)),
        ):
            client.set_task_run_state(task.id, Crashed(message=why), force=True)
        client.set_flow_run_state(run.id, Crashed(message=why), force=True)
        said.append(f"Prefect run {run.name}: {why}")
    return said


def tag_of(store: KeptStore) -> str:
    """The tag of runs of a store."""
    return _TAG + (store.url if store.url.startswith("s3://") else str(Path(store.url).absolute()))


_RUNNING_TASK = TaskRunFilterStateType(any_=[StateType.RUNNING])
_RUNNING_FLOW = FlowRunFilterStateType(any_=[StateType.RUNNING])


def _running(client: SyncPrefectClient) -> Iterator[FlowRun]:
    yield from client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=list(UNSEEN))),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=_RUNNING_FLOW)),
    )


def _is_ours(client: SyncPrefectClient, run: FlowRun, store: KeptStore) -> bool:
    """Whether the run is one of this store, or one that never told of which and has had the time to."""
    tags = [tag for tag in run.tags if tag.startswith(_TAG)]
    if tags:
        return tag_of(store) in tags
    unseen = next((UNSEEN[f.name] for f in [client.read_flow(run.flow_id)] if f.name in UNSEEN), None)
    return unseen is not None and run.start_time is not None and now() - run.start_time > unseen


def _why(run: FlowRun, leases: list[Seen]) -> str:
    year = run.parameters.get("fiscal_year")
    goes_on = f"`ppsp resume {year}` goes on" if year else "the next night takes it up again"
    found = next((s for s in leases if s.lease.flow_run == str(run.id)), None)
    if found:
        return f"the process on {found.lease.host} is gone ({found.gone}); {goes_on}"
    return f"its process is gone and nobody holds its lease; {goes_on}"
