"""Running a year: run, plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, JsonOption, StoreOption, Year, grid, say, store_at, store_url
from flows.settings import choose, log_file
from flows.wiring import open_store
from schemas.findings import SEVERITIES

SHORT = ("blk", "err", "warn", "adv")
VERDICTS = {"accepted": "accepted", "accepted_with_warnings": "warnings", "held": "HELD"}


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("run")(run)
    app.command("plan")(plan)
    app.command("documents")(documents)


def run(
    fiscal_year: Year,
    district: Annotated[list[str] | None, typer.Option(help="Only this district; may be repeated.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for the run record.")] = "yearly run",
    force: Annotated[bool, typer.Option(help="Run every unit again, also known ones.")] = False,
    with_alternatives: Annotated[
        bool, typer.Option("--with-alternatives", help="Also other ways of allocating and shadow prices.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Make the MPS from the newest sealed SSK, ratified or not.")
    ] = False,
    formats: Annotated[str, typer.Option("--formats", help="Of the documents: html,pdf,docx,xlsx.")] = "html",
    engine: Annotated[str, typer.Option(help="Where districts are walked: processes, threads, dask.")] = "",
    scheduler: Annotated[str, typer.Option(help="Address of the Dask scheduler, for --engine dask.")] = "",
    metrics: Annotated[str, typer.Option(help="Text file for Prometheus to write at the end.")] = "",
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait while another run of the year goes on.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Run a fiscal year through Prefect and seal it; at once where no unit is to be made.

    Exit 1 when a district is held or failed, or when another run of the year is going on, here or on another machine.
    """
    from flows.cli.running import carry_out
    from flows.cycle.documents import formats_of
    from flows.cycle.yearly import Asked

    asked = Asked(
        fiscal_year,
        tuple(district or ()),
        reason,
        "",
        force,
        with_alternatives,
        takes_drafts=draft,
        formats=formats_of(formats),
    )
    url = store_url(store)
    choose(engine=engine, scheduler=scheduler, metrics=metrics)
    answer = carry_out(open_store(url), asked, url, waits=wait)
    say(answer, as_json, lambda c: print_run(c, answer, url))
    if answer["counts"]["held"] or answer["counts"]["failed"]:
        raise typer.Exit(NO)


def print_run(console: Console, answer: dict[str, Any], url: str) -> None:
    """The table at the end of a run, and where to open the pages."""
    rows = [
        (
            d["kode"],
            d["nama"],
            d["tables"] or None,
            *(d["findings"].get(s) for s in SEVERITIES),
            "FAILED" if d["state"] == "failed" else VERDICTS.get(d["verdict"]) or d["state"],
            ", ".join(key.rsplit("/", 1)[-1].split(".")[0] for key in d["documents"]) or None,
        )
        for d in answer["districts"]
    ]
    title = f"Fiscal year {answer['fiscal_year']} (submitted: number of tables)"
    console.print(grid(title, ("code", "district", "subm.", *SHORT, "verdict", "documents"), rows))
    counts, units = answer["counts"], answer["units"]
    console.print(
        f"{counts['districts']} districts: {counts['used']} used, {counts['late']} late, {counts['held']} held, "
        f"{counts['failed']} failed, {counts['missing']} without a document. "
        f"{units['run']} units run, {units['reused']} reused."
    )
    console.print(f"Sealed as {answer['run_id']}.", soft_wrap=True)
    for d in (d for d in answer["districts"] if d["state"] == "failed"):
        console.print(f"{d['kode']} failed at {d['error']}. The log is {log_file()}.", soft_wrap=True, markup=False)
    if answer["stale_mps"]:
        year = answer["fiscal_year"] + 1
        console.print(
            f"MPS of {year} now stale: {', '.join(answer['stale_mps'])}. `ppsp pins {year} {answer['stale_mps'][0]}` "
            f"names the lines, `ppsp run {year}` derives them anew."
        )
    if answer["withheld"]:
        console.print(
            f"No MPS yet of {', '.join(answer['withheld'])}: the SSK of {answer['fiscal_year'] - 1} is handed in and "
            "not ratified; `ppsp document ratify` opens it, `--draft` takes the newest sealed one.",
            soft_wrap=True,
        )
    console.print(f"Open {url}/{answer['index']}", soft_wrap=True)


def plan(
    fiscal_year: Year,
    district: Annotated[list[str] | None, typer.Option(help="Only this district; may be repeated.")] = None,
    force: Annotated[bool, typer.Option(help="As `run --force` would.")] = False,
    with_alternatives: Annotated[
        bool, typer.Option("--with-alternatives", help="As `run --with-alternatives` would.")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="As `run --draft` would.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """What a run would do: units that are certain to run, and those that run only if something really changes."""
    from dataclasses import asdict

    from flows.cycle.chain import plan as make_plan
    from flows.cycle.yearly import Asked, cycle_of

    asked = Asked(
        fiscal_year,
        tuple(district or ()),
        is_forced=force,
        with_alternatives=with_alternatives,
        takes_drafts=draft,
    )
    cycle = cycle_of(store_at(store), asked)
    planned = make_plan(cycle)
    rows = [(p.district, p.step, p.certainty, p.reason) for p in planned]

    def human(console: Console) -> None:
        console.print(grid(f"Plan of fiscal year {fiscal_year}", ("district", "step", "certainty", "reason"), rows))
        console.print(f"{len(rows)} units to run at most; {len(cycle.done)} are known.")

    say({"units": [asdict(p) for p in planned], "known": len(cycle.done)}, as_json, human)


def documents(
    fiscal_year: Year,
    district: Annotated[str, typer.Argument(metavar="[DISTRICT]", help="Only this district.")] = "",
    formats: Annotated[str, typer.Option("--formats", help="html,pdf,docx,xlsx.")] = "pdf",
    out: Annotated[Path, typer.Option("--out", help="Folder to write into.")] = Path("documents"),
    part: Annotated[str, typer.Option("--part", help="A short version: ringkasan, kecamatan.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Language of the edition: id, en.")] = "id",
    with_annexes: Annotated[bool, typer.Option("--with-annexes", help="Print the long annexes too.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The sealed documents in other formats or in English, made later from the same units: same run, same bytes."""
    from flows.cycle.documents import formats_of, language_of, newest_documents, part_of

    written = []
    wanted = formats_of(formats), part_of(part)
    made = newest_documents(
        store_at(store), fiscal_year, district, *wanted, in_full=with_annexes, language=language_of(lang)
    )
    for kode, stem, kind, data in made:
        path = out / str(fiscal_year) / kode / f"{stem}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(str(path))
    say(written, as_json, lambda c: c.print("\n".join(written), soft_wrap=True, markup=False))
