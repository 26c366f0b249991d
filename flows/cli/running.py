"""Carrying a yearly run out under its lease, and taking up one that was interrupted."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated, Any

import typer

from flows.cli.common import NO, JsonOption, StoreOption, say, store_url
from flows.cli.operate import print_run
from flows.cycle.yearly import Asked
from flows.settings import prefect_server
from flows.wiring import now, open_store
from tasks.store.lease import Occupied, Seen, refusal
from tasks.store.ports import KeptStore


def add_to(app: typer.Typer) -> None:
    """Register the command of this module."""
    app.command("resume")(resume)


def carry_out(store: KeptStore, asked: Asked, url: str, *, waits: bool = False) -> dict[str, Any]:
    """Run and seal what was asked for, with Prefect where a unit is to be made; gives the totals.

    Raises Occupied where another run of the year is going on, unless it `waits`.
    """
    from flows.cycle.chain import plan
    from flows.cycle.metrics import measured
    from flows.cycle.yearly import KIND, close_year, holding_year, open_year

    with holding_year(store, asked, waits=waits) as lease:
        started = now()
        cycle = open_year(store, asked)
        if plan(cycle):
            lease.opened = cycle
            return _by_prefect(asked, url)
        with measured(asked.fiscal_year, KIND):  # there is no work for Prefect, so that it need not start
            return close_year(cycle, asked, started, now(), lease)


def _by_prefect(asked: Asked, url: str) -> dict[str, Any]:
    if sys.stderr.isatty():
        _show_progress()
    from flows.server import require_answer

    require_answer()
    from flows.annual_cycle import run_annual_cycle

    return run_annual_cycle(**asdict(asked), store_url=url)


def _show_progress() -> None:
    from flows.cycle.progress import Progress, watch

    def show(progress: Progress) -> None:
        end = "\n" if progress.left_seconds == 0 else ""
        with suppress(OSError):  # a terminal that was closed must not end the run
            sys.stderr.write(f"\r\x1b[K{progress.line()}{end}")
            sys.stderr.flush()

    watch(show)


def resume(
    fiscal_year: Annotated[int, typer.Argument(metavar="[FY]", help="Only this fiscal year.")] = 0,
    is_asked_only: Annotated[bool, typer.Option("--show", help="Only say what is unfinished.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say which yearly runs were interrupted, what they have and what waits, and finish them as they were asked for.

    Exit 1 when such a run is going on, or ends with a district held or failed.
    """
    url = store_url(store)
    opened = open_store(url)
    found = _interrupted(opened, fiscal_year)
    said = [] if is_asked_only or not prefect_server() else _crashed(opened)
    answers = []
    for seen in found:
        asked = Asked(**seen.unfinished)
        state = _unfinished(opened, seen, asked)
        typer.echo(state["says"], err=True)
        answers.append(state if is_asked_only else state | {"run": carry_out(opened, asked, url)})
    answer = {"unfinished": answers, "prefect": said}

    def human(console: Any) -> None:
        for line in said:
            console.print(line, soft_wrap=True, markup=False)
        for a in answers:
            if "run" in a:
                print_run(console, a["run"], url)
        if not answers:
            console.print("Nothing to resume: no run was interrupted.")

    say(answer, as_json, human)
    if any(a["run"]["counts"][state] for a in answers if "run" in a for state in ("held", "failed")):
        raise typer.Exit(NO)


def _interrupted(store: KeptStore, fiscal_year: int) -> list[Seen]:
    """Yearly runs whose lease tells of an end before its time; raises Occupied for a named year that is being run."""
    from flows.cycle.lease import seen_all

    years = [s for s in seen_all(store) if s.lease.name.isdecimal() and fiscal_year in (0, int(s.lease.name))]
    for seen in years:
        if fiscal_year and seen.is_alive:
            raise Occupied(refusal(seen))
    return [s for s in years if s.unfinished]


def _crashed(store: KeptStore) -> list[str]:
    from flows.server import require_answer

    require_answer()
    from flows.history import crashed_now

    return crashed_now(store)


def _unfinished(store: KeptStore, seen: Seen, asked: Asked) -> dict[str, Any]:
    """What an interrupted run has and what waits, in numbers and in a sentence."""
    from flows.cycle.chain import plan
    from flows.cycle.yearly import cycle_of

    cycle = cycle_of(store, asked)
    waiting, lease = plan(cycle), seen.lease
    why = lease.says or seen.gone
    return {
        "fiscal_year": asked.fiscal_year,
        "by": lease.by,
        "host": lease.host,
        "since": lease.since,
        "why": why,
        "units_known": len(cycle.done),
        "units_waiting": len(waiting),
        "districts_waiting": len({p.district for p in waiting}),
        "says": f"Fiscal year {asked.fiscal_year}: the run of {lease.by} on {lease.host} since {lease.since} was "
        f"interrupted ({why}). {len(cycle.done)} units are made, {len(waiting)} at most wait in "
        f"{len({p.district for p in waiting})} of {len(cycle.districts)} districts.",
    }
