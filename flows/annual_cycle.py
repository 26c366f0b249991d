"""The yearly run: intake -> validation -> Buku Putih -> SSK -> MPS -> realisasi -> documents -> seal."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.accounts import expect
from flows.documents import formats_of
from flows.engine import run_cycle
from flows.pins import stale_districts
from flows.record import About, new_run_id, run_answer, seal_run
from flows.settings import Settings
from flows.summary import run_markdown
from flows.wiring import nothing_to_run, now, open_cycle, open_store, withheld
from flows.year import participants_of
from schemas.errors import WrongUsage
from tasks.lineage.ledger import finish_unsealed


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

    `stale_mps` names the districts whose sealed MPS of the next year was derived from an SSK that has changed since.

    Every district with a submission for the year or a sealed SSK of the year before is taken, unless `districts`
    names some; participants of whom nothing is there, and those whose MPS waits, are accounted for as missing. A unit
    whose inputs, rules and code are known is not run again unless `is_forced`. The other ways of allocating and the
    shadow prices are made `with_alternatives`; else the MPS prints those that were made before.
    Documents are published as HTML and in the other `formats` (pdf,docx,xlsx).
    An MPS is made from the ratified SSK where acts on it are on record, from the newest sealed one with `takes_drafts`;
    `withheld` names the districts whose MPS waits for the ratification.
    """
    started, settings, kinds = now(), Settings(), formats_of(formats)
    store = open_store(store_url or settings.store)
    finish_unsealed(store)
    opened = open_cycle(
        store,
        fiscal_year,
        districts,
        is_forced=is_forced,
        with_alternatives=with_alternatives,
        takes_drafts=takes_drafts,
    )
    if not opened.districts:
        raise WrongUsage(nothing_to_run(store, fiscal_year))
    waiting = [] if takes_drafts else withheld(store, fiscal_year)
    taking_part = [p.kode_kab for p in participants_of(store) if p.fiscal_year == fiscal_year and not p.mundur]
    cycle = expect(run_cycle(opened), () if districts else (*taking_part, *waiting))
    run_id = new_run_id(fiscal_year, "tahunan", started)
    manifest = seal_run(cycle, About(run_id, "tahunan", reason, by or settings.person(), started), now(), kinds)
    answer = run_answer(manifest) | {
        "stale_mps": stale_districts(store, fiscal_year + 1),
        "withheld": waiting,
    }
    create_markdown_artifact(run_markdown(answer), key=f"ppsp-{fiscal_year}", description=f"Run {run_id}")
    return answer
