"""The beginning and the end of a yearly run, around the work that Prefect does; without work there is no Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flows.cycle.accounts import expect
from flows.cycle.chain import Cycle
from flows.cycle.known import Known
from flows.cycle.pins import stale_districts
from flows.cycle.record import About, new_run_id, run_answer, seal_run
from flows.programme.acts import require_listed
from flows.programme.closing import is_closed, refuse_closed
from flows.settings import Settings
from flows.wiring import nothing_to_run, open_cycle
from schemas.errors import WrongUsage
from tasks.lineage.ledger import finish_unsealed
from tasks.store.ports import Store

KIND = "tahunan"


def open_year(
    store: Store,
    fiscal_year: int,
    districts: Sequence[str] | None,
    *,
    is_forced: bool,
    with_alternatives: bool,
    takes_drafts: bool,
) -> Cycle:
    """The cycle of a yearly run, after runs that a crash left unsealed got their entry.

    Raises as `open_cycle` does, and WrongUsage where there is no district to run or a named one is closed; of all
    districts those that are closed stay as they are sealed.
    """
    require_listed(store, Settings().by)
    finish_unsealed(store)
    cycle = open_cycle(
        store,
        fiscal_year,
        districts,
        is_forced=is_forced,
        with_alternatives=with_alternatives,
        takes_drafts=takes_drafts,
    )
    if not cycle.districts:
        raise WrongUsage(nothing_to_run(store, fiscal_year))
    if districts:
        for kode in cycle.districts:
            refuse_closed(store, fiscal_year, kode)
    cycle.districts = {k: d for k, d in cycle.districts.items() if not is_closed(store, fiscal_year, k)}
    if not cycle.districts:
        raise WrongUsage(f"{fiscal_year} is closed for every district; `ppsp year reopen` opens one")
    return cycle


def close_year(
    cycle: Cycle,
    started: datetime,
    finished: datetime,
    reason: str,
    by: str,
    formats: Sequence[str],
    *,
    is_draft: bool,
    is_whole: bool,
) -> dict[str, Any]:
    """Seal a cycle in which every unit is made; gives the totals as `ppsp run --json` prints them.

    `stale_mps` names the districts whose sealed MPS of the next year was derived from an SSK that has changed since,
    `withheld` those whose MPS waits for a ratification, none where drafts were taken. A run of the whole year
    (`is_whole`) also accounts for the participants of whom nothing is there, and for those that wait, as missing.
    """
    known = Known(cycle.store, cycle.fiscal_year)
    waiting = [] if is_draft else known.withheld
    if is_whole:
        taking_part = [p.kode_kab for p in known.participants if p.fiscal_year == cycle.fiscal_year and not p.mundur]
        expect(cycle, (*taking_part, *waiting))
    about = About(new_run_id(cycle.fiscal_year, KIND, started), KIND, reason, by or Settings().person(), started)
    answer = run_answer(seal_run(cycle, about, finished, formats))
    return answer | {
        "stale_mps": stale_districts(Known(cycle.store, cycle.fiscal_year + 1)),
        "withheld": waiting,
    }
