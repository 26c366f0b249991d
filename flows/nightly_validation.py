"""The nightly run: check what arrived and tell each district, cell by cell, what to mend."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Cancelled

from flows.cycle.chain import CHECKING, plan
from flows.cycle.lease import NIGHT, Held, holding
from flows.cycle.metrics import measured
from flows.cycle.record import NIGHTLY, About, new_run_id, run_answer, seal_run
from flows.cycle.summary import run_markdown
from flows.district.inbox import take_inbox
from flows.engine import run_cycle
from flows.history import stand_in
from flows.programme.mail import deliver
from flows.programme.reminders import remind
from flows.settings import MailSettings, Settings
from flows.wiring import now, open_cycle, open_store
from schemas.rulebook import confirmed_years, load_rulebook
from tasks.lineage.acts import acts_of_year
from tasks.lineage.ledger import finish_unsealed
from tasks.lineage.receipts import districts_with_receipts, years_with_receipts
from tasks.store.lease import Occupied
from tasks.store.ports import KeptStore, Store


@flow(name="nightly-validation", flow_run_name="pemeriksaan malam")
def nightly_validation(fiscal_year: int | None = None, store_url: str = "") -> list[dict[str, Any]] | State[Any]:
    """Validate every submission that was not yet validated under today's rules; one sealed run per fiscal year.

    Without a year: every confirmed year with such a submission. None is one line and success. Unchanged submissions
    are neither checked nor reported again. A year of which a run is going on is left for the next night; two nights at
    once are one, the other is Cancelled. A named year that is not confirmed is refused (YearNotPrepared).
    """
    store = open_store(store_url or Settings().store)
    try:
        with holding(store, NIGHT, Settings().person(), {}) as night:
            stand_in(store, night, f"pemeriksaan malam {now():%Y-%m-%d}")
            return _night(store, fiscal_year)
    except Occupied as occupied:
        return Cancelled(message=str(occupied))


def _night(store: KeptStore, fiscal_year: int | None) -> list[dict[str, Any]]:
    finish_unsealed(store)
    _take_inbox(store)
    confirmed = confirmed_years()
    found = [year for year in years_with_receipts(store) if year in confirmed]
    years = found if fiscal_year is None else [load_rulebook(fiscal_year).fiscal_year]
    waiting = {year: _waiting(store, year) for year in years}
    if fiscal_year is None:
        _remind(store, now().date())
    answers = [a for year, some in waiting.items() if some for a in _check_if_free(store, year, some)]
    if not any(waiting.values()):
        print("Nothing to validate: every submission is checked under today's rules.")
    return answers


def _take_inbox(store: Store) -> None:
    moment = now()
    answer = take_inbox(store, moment.date().isoformat(), moment.isoformat())
    for t in answer["taken"]:
        print(f"Inbox: submission {t['seq']} of {t['district']} for {t['fiscal_year']} taken in.")
    for u in answer["unplaced"]:
        print(f"Inbox: {u['key']} not taken: {u['why']}.")


def _remind(store: Store, today: date) -> None:
    """The digests of the fiscal years that are going on: evidence that ends, milestones, rules of the programme."""
    for year in (today.year, today.year + 1):
        if year in confirmed_years() and acts_of_year(store, year):
            print(f"{len(remind(store, year, today))} digests of {year} changed.")
            for sent in deliver(store, year, today.isoformat(), MailSettings()):
                print(f"Digest of {sent['reader']} by {sent['way']}: {sent['state']}, {sent['says']}.")


def _waiting(store: Store, fiscal_year: int) -> list[str]:
    handed_in = districts_with_receipts(store, fiscal_year)
    if not handed_in:
        return []
    cycle = open_cycle(store, fiscal_year, handed_in)
    names = {step.name for step in CHECKING}
    return sorted({p.district for p in plan(cycle) if p.step in names and p.certainty == "certain"})


def _check_if_free(store: KeptStore, fiscal_year: int, districts: list[str]) -> list[dict[str, Any]]:
    """The answer of the year's run; none, said in one line, where a yearly run is at work on the same data."""
    try:
        held = holding(store, str(fiscal_year), Settings().person(), {})
        with held as lease, measured(fiscal_year, NIGHTLY):
            return [_check(store, fiscal_year, districts, lease)]
    except Occupied as occupied:
        print(f"FY{fiscal_year} not checked this time: {occupied}")
        return []


def _check(store: Store, fiscal_year: int, districts: list[str], lease: Held) -> dict[str, Any]:
    started = now()
    cycle = run_cycle(open_cycle(store, fiscal_year, districts), CHECKING)
    run_id = new_run_id(fiscal_year, NIGHTLY, started)
    lease.check()
    about = About(run_id, NIGHTLY, "nightly validation", Settings().person(), started, lease.told())
    answer = run_answer(seal_run(cycle, about, now()))
    lease.run_id = run_id
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-malam-{fiscal_year}", description=f"Run {run_id}")
    return answer
