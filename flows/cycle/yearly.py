"""The beginning and the end of a yearly run, around the work that Prefect does; without work there is no Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flows.cycle.accounts import expect
from flows.cycle.chain import Cycle
from flows.cycle.known import Known
from flows.cycle.lease import Held, holding
from flows.cycle.pins import stale_districts
from flows.cycle.record import About, new_run_id, run_answer, seal_run
from flows.programme.acts import require_listed
from flows.programme.closing import closed_districts, refuse_closed
from flows.settings import Settings
from flows.wiring import nothing_to_run, open_cycle
from schemas.errors import WrongUsage
from tasks.lineage.records.ledger import finish_unsealed
from tasks.store.ports import KeptStore, Store

KIND = "tahunan"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a yearly run was asked for, in the names of the flow's parameters; `ppsp resume` asks the same again."""

    fiscal_year: int
    districts: Sequence[str] = ()
    reason: str = "yearly run"
    by: str = ""
    is_forced: bool = False
    with_alternatives: bool = False
    takes_drafts: bool = False
    formats: Sequence[str] = ("html",)


def holding_year(store: KeptStore, asked: Asked, *, waits: bool = False) -> AbstractContextManager[Held]:
    """The lease of the fiscal year while a block runs; see `flows.cycle.lease.holding`."""
    return holding(store, str(asked.fiscal_year), asked.by or Settings().person(), asdict(asked), waits=waits)


def open_year(store: Store, asked: Asked) -> Cycle:
    """The cycle of a yearly run, after runs that a crash left unsealed got their entry.

    Raises as `cycle_of` does, and WrongUsage where there is no district to run.
    """
    require_listed(store, Settings().by)
    finish_unsealed(store)
    cycle = cycle_of(store, asked)
    if not cycle.districts:
        raise WrongUsage(nothing_to_run(store, asked.fiscal_year))
    return cycle


def cycle_of(store: Store, asked: Asked) -> Cycle:
    """What a run would walk; of all districts those that are closed stay as they are sealed.

    Raises as `open_cycle` does, and WrongUsage where a named district, or every one, is closed.
    """
    year = asked.fiscal_year
    cycle = open_cycle(
        store,
        year,
        asked.districts,
        is_forced=asked.is_forced,
        with_alternatives=asked.with_alternatives,
        takes_drafts=asked.takes_drafts,
    )
    closed = closed_districts(store, year)
    for kode in sorted(closed & set(asked.districts)):
        refuse_closed(store, year, kode)
    if cycle.districts and closed >= set(cycle.districts):
        raise WrongUsage(f"{year} is closed for every district; `ppsp year reopen` opens one")
    cycle.districts = {k: d for k, d in cycle.districts.items() if k not in closed}
    return cycle


def close_year(cycle: Cycle, asked: Asked, started: datetime, finished: datetime, lease: Held) -> dict[str, Any]:
    """Seal a cycle in which every unit is made; gives the totals as `ppsp run --json` prints them.

    `stale_mps` names the districts whose sealed MPS of the next year was derived from an SSK that has changed since,
    `withheld` those whose MPS waits for a ratification, none where drafts were taken. A run of the whole year also
    accounts for the participants of whom nothing is there, and for those that wait, as missing.
    Raises LeaseLost, and seals nothing, where another process took the year over.
    """
    known = Known(cycle.store, cycle.fiscal_year)
    waiting = [] if asked.takes_drafts else known.withheld
    if not asked.districts:
        taking_part = [p.kode_kab for p in known.participants if p.fiscal_year == cycle.fiscal_year and not p.mundur]
        expect(cycle, (*taking_part, *waiting))
    lease.check()
    run_id, person = new_run_id(cycle.fiscal_year, KIND, started), asked.by or Settings().person()
    about = About(run_id, KIND, asked.reason, person, started, lease.told())
    answer = run_answer(seal_run(cycle, about, finished, tuple(asked.formats)))
    lease.run_id = run_id
    return answer | {
        "stale_mps": stale_districts(Known(cycle.store, cycle.fiscal_year + 1)),
        "withheld": waiting,
    }
