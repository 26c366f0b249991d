"""The nightly run: check what arrived and tell each district, cell by cell, what to mend."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Failed

from flows.cycle.chain import CHECKING
from flows.cycle.lease import NIGHT, Held, holding
from flows.cycle.metrics import measured
from flows.cycle.nightly import NOTHING, Night, open_night
from flows.cycle.record import NIGHTLY, About, new_run_id, run_answer, seal_run
from flows.cycle.summary import run_lines, run_markdown, verdict
from flows.engine import log_lines, run_cycle
from flows.history import stand_in
from flows.parameters import AnyFiscalYear, StoreUrl
from flows.settings import Settings
from flows.wiring import now, open_cycle, open_store
from tasks.store.lease import Occupied
from tasks.store.ports import KeptStore, Store

LEFT = "Left for the next night: another run of the year is going on."


@flow(name="nightly-validation", flow_run_name="pemeriksaan malam")
def nightly_validation(fiscal_year: AnyFiscalYear = None, store_url: StoreUrl = "") -> State[list[dict[str, Any]]]:
    """Validate every submission that was not yet validated under today's rules; one sealed run per fiscal year.

    Without a year: every confirmed year with such a submission. None is one line and success. Unchanged submissions
    are neither checked nor reported again. A year of which a run is going on is left for the next night; two nights at
    once are one, the other is Cancelled. A named year that is not confirmed is refused (YearNotPrepared).
    The flow run is Failed where a district failed, else Completed; its message says what was sealed and who is held.
    """
    store = open_store(store_url or Settings().store)
    get_run_logger().info("Store %s", store.url)
    try:
        with holding(store, NIGHT, Settings().person(), {}) as lease:
            stand_in(store, lease, f"pemeriksaan malam {now():%Y-%m-%d}")
            return _night(store, lease.opened or open_night(store, fiscal_year))
    except Occupied as occupied:
        return Cancelled(message=str(occupied))


def _night(store: KeptStore, night: Night) -> State[list[dict[str, Any]]]:
    log_lines(night.lines)
    if night.overdue:
        create_markdown_artifact(night.overdue, key="ppsp-lewat-masa-simpan", description="Lewat masa simpan")
    answers = [answer for year, some in night.waiting.items() for answer in _check_if_free(store, year, some)]
    state = Failed if any(answer["counts"]["failed"] for answer in answers) else Completed
    said = "; ".join(map(verdict, answers)) or (LEFT if night.waiting else NOTHING)
    return state(message=said, data=answers)


def _check_if_free(store: KeptStore, fiscal_year: int, districts: list[str]) -> list[dict[str, Any]]:
    """The answer of the year's run; none, said in one line, where a yearly run is at work on the same data."""
    try:
        held = holding(store, str(fiscal_year), Settings().person(), {})
        with held as lease, measured(fiscal_year, NIGHTLY):
            return [_check(store, fiscal_year, districts, lease)]
    except Occupied as occupied:
        get_run_logger().warning("FY%d not checked this time: %s", fiscal_year, occupied)
        return []


def _check(store: Store, fiscal_year: int, districts: list[str], lease: Held) -> dict[str, Any]:
    started = now()
    cycle = run_cycle(open_cycle(store, fiscal_year, districts), CHECKING)
    run_id = new_run_id(fiscal_year, NIGHTLY, started)
    lease.check()
    about = About(run_id, NIGHTLY, "nightly validation", Settings().person(), started, lease.told())
    answer = run_answer(seal_run(cycle, about, now()))
    lease.run_id = run_id
    log_lines(run_lines(answer))
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-malam-{fiscal_year}", description=f"Run {run_id}")
    return answer


def run_nightly(fiscal_year: int | None, store_url: str) -> list[dict[str, Any]]:
    """The same for a program that wants the answers also when districts failed; raises what the flow raised."""
    answer: Any = nightly_validation(fiscal_year, store_url, return_state=True).result(raise_on_failure=False)
    if isinstance(answer, BaseException):
        raise answer
    return list(answer)
