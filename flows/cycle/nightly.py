"""The beginning of a nightly run: what arrived, what is to be told, what waits to be checked. No Prefect here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from logging import INFO, WARNING
from typing import Any

from flows.cycle.chain import CHECKING, plan
from flows.cycle.summary import Line, named
from flows.district.inbox import take_inbox
from flows.programme.mail import deliver
from flows.programme.privacy import overdue
from flows.programme.reminders import remind
from flows.settings import MailSettings
from flows.wiring import now, open_cycle
from schemas.rulebook import confirmed_years, load_rulebook
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.ledger import finish_unsealed
from tasks.lineage.records.receipts import districts_with_receipts, years_with_receipts
from tasks.store.ports import KeptStore, Store

NOTHING = "Nothing to validate: every submission is checked under today's rules."


@dataclass(frozen=True, slots=True)
class Night:
    """`waiting`: per fiscal year the districts with a submission that today's rules have not seen; what was done.

    `overdue`: a page on what is held of households past its day; empty where nothing is.
    """

    waiting: dict[int, list[str]]
    lines: list[Line]
    overdue: str


def open_night(store: KeptStore, fiscal_year: int | None) -> Night:
    """Take the inbox in, send what is due, and see what waits; repeated at once it does and says nothing new.

    A named year that is not confirmed is refused (YearNotPrepared).
    """
    years = confirmed_years() if fiscal_year is None else (load_rulebook(fiscal_year).fiscal_year,)
    finish_unsealed(store)
    today = now().date()
    late = overdue(store, today)
    lines = [*_inbox(store), *((WARNING, f"Past its day: {_kept(r)}") for r in late)]
    if fiscal_year is None:
        lines += _digests(store, today)
    handed_in = set(years_with_receipts(store))
    waiting = {year: some for year in years if year in handed_in and (some := _waiting(store, year))}
    lines += [
        (INFO, f"FY{year}: {len(some)} districts to validate: {named(some)}") for year, some in waiting.items()
    ] or [(INFO, NOTHING)]
    return Night(waiting, lines, _overdue_page(late))


def _kept(row: Mapping[str, Any]) -> str:
    which = f"submission {row['submission']} of {row['district']} for {row['fiscal_year']}"
    return f"{which}, to be kept until {row['keep_until']}"


def _overdue_page(late: Sequence[Mapping[str, Any]]) -> str:
    """What is held of households past its day: named each night, deleted by nobody but `ppsp erase`."""
    lines = [f"- {r['district']} {r['fiscal_year']}, kiriman {r['submission']}: {r['keep_until']}" for r in late]
    head = "Jawaban rumah tangga yang lewat masa simpannya (`ppsp erase FY KODE semua`):"
    return "\n".join([head, "", *lines]) if late else ""


def _inbox(store: KeptStore) -> Iterator[Line]:
    moment = now()
    answer = take_inbox(store, moment.date().isoformat(), moment.isoformat())
    for t in answer["taken"]:
        yield INFO, f"Inbox: submission {t['seq']} of {t['district']} for {t['fiscal_year']} taken in"
    for u in answer["unplaced"]:
        yield WARNING, f"Inbox: {u['key']} not taken: {u['why']}"


def _digests(store: Store, today: date) -> Iterator[Line]:
    """The digests of the fiscal years that are going on: evidence that ends, milestones, rules of the programme."""
    for year in (today.year, today.year + 1):
        if year in confirmed_years() and acts_of_year(store, year):
            yield INFO, f"FY{year}: {len(remind(store, year, today))} digests changed"
            for sent in deliver(store, year, today.isoformat(), MailSettings()):
                level = INFO if sent["state"] == "terkirim" else WARNING
                yield level, f"Digest of {sent['reader']} by {sent['way']}: {sent['state']}, {sent['says']}"


def _waiting(store: Store, fiscal_year: int) -> list[str]:
    cycle = open_cycle(store, fiscal_year, districts_with_receipts(store, fiscal_year))
    return sorted({p.district for p in plan(cycle, CHECKING) if p.certainty == "certain"})
