"""The nightly run: check what arrived and tell each district, cell by cell, what to mend."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.cycle.chain import CHECKING
from flows.cycle.nightly import NOTHING, open_night
from flows.cycle.record import NIGHTLY, About, new_run_id, run_answer, seal_run
from flows.cycle.summary import run_lines, run_markdown, verdict
from flows.engine import log_lines, run_cycle
from flows.parameters import AnyFiscalYear, StoreUrl
from flows.settings import Settings
from flows.wiring import now, open_cycle, open_store
from tasks.store.ports import Store


@flow(name="nightly-validation", flow_run_name="pemeriksaan malam")
def nightly_validation(fiscal_year: AnyFiscalYear = None, store_url: StoreUrl = "") -> State[list[dict[str, Any]]]:
    """Validate every submission that was not yet validated under today's rules; one sealed run per fiscal year.

    Without a year: every confirmed year with such a submission. None is one line and success. Unchanged submissions
    are neither checked nor reported again. A named year that is not confirmed is refused (YearNotPrepared).
    The flow run is Failed where a district failed, else Completed; its message says what was sealed and who is held.
    """
    store = open_store(store_url or Settings().store)
    get_run_logger().info("Store %s", store.url)
    night = open_night(store, fiscal_year)
    log_lines(night.lines)
    if night.overdue:
        create_markdown_artifact(night.overdue, key="ppsp-lewat-masa-simpan", description="Lewat masa simpan")
    answers = [_check(store, year, districts) for year, districts in night.waiting.items()]
    state = Failed if any(answer["counts"]["failed"] for answer in answers) else Completed
    return state(message="; ".join(map(verdict, answers)) or NOTHING, data=answers)


def _check(store: Store, fiscal_year: int, districts: list[str]) -> dict[str, Any]:
    started = now()
    cycle = run_cycle(open_cycle(store, fiscal_year, districts), CHECKING)
    run_id = new_run_id(fiscal_year, NIGHTLY, started)
    about = About(run_id, NIGHTLY, "nightly validation", Settings().person(), started)
    answer = run_answer(seal_run(cycle, about, now()))
    log_lines(run_lines(answer))
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-malam-{fiscal_year}", description=f"Run {run_id}")
    return answer


def run_nightly(fiscal_year: int | None, store_url: str) -> list[dict[str, Any]]:
    """The same for a program that wants the answers also when districts failed; raises what the flow raised."""
    answer: Any = nightly_validation(fiscal_year, store_url, return_state=True).result(raise_on_failure=False)
    if isinstance(answer, BaseException):
        raise answer
    return list(answer)
