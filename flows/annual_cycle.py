"""The yearly run: intake -> validation -> Buku Putih -> SSK -> MPS -> realisasi -> documents -> seal."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.documents import formats_of
from flows.engine import run_cycle
from flows.settings import Settings
from flows.summary import run_markdown
from flows.wiring import now, open_store
from flows.yearly import close_year, open_year


@flow(name="annual-cycle", flow_run_name="annual-cycle-{fiscal_year}")
def annual_cycle(
    fiscal_year: int,
    districts: list[str] | None = None,
    reason: str = "yearly run",
    by: str = "",
    is_forced: bool = False,
    store_url: str = "",
    with_alternatives: bool = False,
    takes_drafts: bool = False,
    formats: str = "html",
) -> dict[str, Any]:
    """Run a fiscal year, or some of its districts, and seal it; gives the totals as `ppsp run --json` prints them.

    `stale_mps` and `withheld`: see `flows.yearly.close_year`.

    Every district with a submission for the year or a sealed SSK of the year before is taken, unless `districts`
    names some; participants of whom nothing is there, and those whose MPS waits, are accounted for as missing. A unit
    whose inputs, rules and code are known is not run again unless `is_forced`. The other ways of allocating and the
    shadow prices are made `with_alternatives`; else the MPS prints those that were made before.
    Documents are published as HTML and in the other `formats` (pdf,docx,xlsx).
    An MPS is made from the ratified SSK where acts on it are on record, from the newest sealed one with `takes_drafts`.
    """
    started, kinds = now(), formats_of(formats)
    opened = open_year(
        open_store(store_url or Settings().store),
        fiscal_year,
        districts,
        is_forced=is_forced,
        with_alternatives=with_alternatives,
        takes_drafts=takes_drafts,
    )
    cycle = run_cycle(opened)
    answer = close_year(cycle, started, now(), reason, by, kinds, is_draft=takes_drafts, is_whole=not districts)
    told = f"Run {answer['run_id']}"
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-{fiscal_year}", description=told)
    return answer
