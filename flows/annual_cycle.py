"""The yearly run: intake -> validation -> Buku Putih -> SSK -> MPS -> realisasi -> documents -> seal."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Failed

from flows.cycle.documents import DEFAULT, formats_of
from flows.cycle.metrics import measured
from flows.cycle.summary import district_rows, named, run_lines, run_markdown, verdict
from flows.cycle.yearly import KIND, Asked, close_year, holding_year, open_year
from flows.engine import log_lines, run_cycle
from flows.history import stand_in
from flows.parameters import (
    Alternatives,
    Districts,
    Drafts,
    FiscalYear,
    Forced,
    Formats,
    Person,
    Reason,
    StoreUrl,
)
from flows.settings import Settings
from flows.wiring import now, open_store
from tasks.store.lease import Occupied
from tasks.store.ports import KeptStore


@flow(name="annual-cycle", flow_run_name="FY{fiscal_year} tahunan")
def annual_cycle(
    fiscal_year: FiscalYear,
    districts: Districts = (),
    reason: Reason = "yearly run",
    by: Person = "",
    formats: Formats = DEFAULT,
    with_alternatives: Alternatives = False,
    takes_drafts: Drafts = False,
    is_forced: Forced = False,
    store_url: StoreUrl = "",
) -> State[dict[str, Any]]:
    """Run a fiscal year, or some of its districts, and seal it; gives the totals as `ppsp run --json` prints them.

    The flow run is Failed where a district failed, else Completed; its message names who is held or failed.

    `stale_mps` and `withheld`: see `flows.cycle.yearly.close_year`.

    Every district with a submission for the year or a sealed SSK of the year before is taken, unless `districts`
    names some; participants of whom nothing is there, and those whose MPS waits, are accounted for as missing. A unit
    whose inputs, rules and code are known is not run again unless `is_forced`. The other ways of allocating and the
    shadow prices are made `with_alternatives`; else the MPS prints those that were made before.
    Documents are published as HTML and in the other `formats` (pdf, docx, xlsx).
    The year is held by a lease of the store meanwhile; the flow run is Cancelled, saying who, where another holds it.
    An MPS is made from the ratified SSK where acts on it are on record, from the newest sealed one with `takes_drafts`.
    """
    asked = Asked(
        fiscal_year,
        tuple(districts),
        reason,
        by,
        is_forced,
        with_alternatives,
        takes_drafts=takes_drafts,
        formats=formats_of(",".join(formats)),
    )
    try:
        answer = _sealed(open_store(store_url or Settings().store), asked)
    except Occupied as occupied:
        return Cancelled(message=str(occupied))
    state = Failed if answer["counts"]["failed"] else Completed
    return state(message=verdict(answer), data=answer)


def _sealed(store: KeptStore, asked: Asked) -> dict[str, Any]:
    started, year = now(), asked.fiscal_year
    with holding_year(store, asked) as lease, measured(year, KIND):
        opened = lease.opened or open_year(store, asked)
        stand_in(store, lease, f"FY{year} tahunan, {len(opened.districts)} kabupaten/kota")
        get_run_logger().info("Store %s: FY%d, %s", store.url, year, named(list(opened.districts)))
        answer = close_year(run_cycle(opened), asked, started, now(), lease)
        log_lines(run_lines(answer))
        told = f"Run {answer['run_id']}"
        create_markdown_artifact(run_markdown(answer), key=f"ppsp-{year}", description=told)
        create_table_artifact(district_rows(answer), key=f"ppsp-{year}-kabupaten", description=told)
    return answer


def run_annual_cycle(*words: Any, **more: Any) -> dict[str, Any]:
    """The same for a program that wants the totals also when districts failed; raises what the flow raised."""
    answer: Any = annual_cycle(*words, **more, return_state=True).result(raise_on_failure=False)
    if isinstance(answer, BaseException):
        raise answer
    return dict(answer)
