"""The nightly run: check what arrived and tell each district, cell by cell, what to mend."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.cycle.chain import CHECKING, plan
from flows.cycle.record import NIGHTLY, About, new_run_id, run_answer, seal_run
from flows.cycle.summary import run_markdown
from flows.district.inbox import take_inbox
from flows.engine import run_cycle
from flows.programme.mail import deliver
from flows.programme.privacy import overdue
from flows.programme.reminders import remind
from flows.settings import MailSettings, Settings
from flows.wiring import now, open_cycle, open_store
from schemas.rulebook import confirmed_years, load_rulebook
from tasks.lineage.acts import acts_of_year
from tasks.lineage.ledger import finish_unsealed
from tasks.lineage.receipts import districts_with_receipts, years_with_receipts
from tasks.store.ports import KeptStore, Store


@flow(name="nightly-validation", flow_run_name="pemeriksaan malam")
def nightly_validation(fiscal_year: int | None = None, store_url: str = "") -> list[dict[str, Any]]:
    """Validate every submission that was not yet validated under today's rules; one sealed run per fiscal year.

    Without a year: every confirmed year with such a submission. None is one line and success. Unchanged submissions
    are neither checked nor reported again. A named year that is not confirmed is refused (YearNotPrepared).
    """
    store = open_store(store_url or Settings().store)
    finish_unsealed(store)
    _take_inbox(store)
    _name_overdue(store, now().date())
    confirmed = confirmed_years()
    found = [year for year in years_with_receipts(store) if year in confirmed]
    years = found if fiscal_year is None else [load_rulebook(fiscal_year).fiscal_year]
    waiting = {year: _waiting(store, year) for year in years}
    if fiscal_year is None:
        _remind(store, now().date())
    answers = [_check(store, year, districts) for year, districts in waiting.items() if districts]
    if not answers:
        print("Nothing to validate: every submission is checked under today's rules.")
    return answers


def _take_inbox(store: KeptStore) -> None:
    moment = now()
    answer = take_inbox(store, moment.date().isoformat(), moment.isoformat())
    for t in answer["taken"]:
        print(f"Inbox: submission {t['seq']} of {t['district']} for {t['fiscal_year']} taken in.")
    for u in answer["unplaced"]:
        print(f"Inbox: {u['key']} not taken: {u['why']}.")


def _name_overdue(store: Store, today: date) -> None:
    """What is held of households past its day: named each night, deleted by nobody but `ppsp erase`."""
    rows = overdue(store, today)
    for r in rows:
        print(
            f"Past its day ({r['keep_until']}): submission {r['submission']} of {r['district']} for {r['fiscal_year']}."
        )
    if rows:
        lines = [f"- {r['district']} {r['fiscal_year']}, kiriman {r['submission']}: {r['keep_until']}" for r in rows]
        text = "\n".join(["Jawaban rumah tangga yang lewat masa simpannya (`ppsp erase FY KODE semua`):", "", *lines])
        create_markdown_artifact(text, key="ppsp-lewat-masa-simpan", description=f"{len(rows)} kiriman")


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


def _check(store: Store, fiscal_year: int, districts: list[str]) -> dict[str, Any]:
    started = now()
    cycle = run_cycle(open_cycle(store, fiscal_year, districts), CHECKING)
    run_id = new_run_id(fiscal_year, NIGHTLY, started)
    about = About(run_id, NIGHTLY, "nightly validation", Settings().person(), started)
    answer = run_answer(seal_run(cycle, about, now()))
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-malam-{fiscal_year}", description=f"Run {run_id}")
    return answer
