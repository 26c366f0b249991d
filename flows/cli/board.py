"""Where the programme stands: the six stages of a district, and the board of a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.programme import On, day_of, seen_of
from flows.settings import MailSettings
from schemas.errors import WrongUsage
from tasks.programme.tahap import BELUM, TAHAP

SHORT = {"buku_putih": "BP", "ssk": "SSK", "mps": "MPS"}


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("stage")(stage)
    app.command("status")(status)
    app.command("remind")(remind)
    app.command("participants")(participants)


def stage(
    fiscal_year: Year, district: District, on: On = "", store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """The six stages of a district: which are entered and by which evidence, and what holds the next one."""
    from flows.programme.board import district_page

    page = district_page(seen_of(store_at(store), fiscal_year, district, day_of(on)))

    def human(console: Console) -> None:
        shown = [(s["id"], "yes" if s["entered"] else "no", s["since"], ", ".join(s["by"])) for s in page["gates"]]
        console.print(grid(f"Stages of {district}, {fiscal_year}", ("stage", "entered", "since", "evidence"), shown))
        waiting = next((s for s in page["gates"] if not s["entered"]), None)
        for held in waiting["held_by"] if waiting else ():
            console.print(f"{held['id']} {held['rule']} {held['pesan']}", soft_wrap=True, markup=False)
        days = [(m["id"], m["due"], m["met"], m["status"].replace("_", " ")) for m in page["calendar"]]
        console.print(grid("Calendar", ("id", "due", "met", "status"), days))
        for f in (*page["program_errors"], *page["program_warnings"]):
            console.print(f"{f['id']} {f['rule']} {f['pesan']}", soft_wrap=True, markup=False)

    say(page, as_json, human)


def status(
    fiscal_year: Year,
    province: Annotated[str, typer.Option(help="Only this province, e.g. 15.")] = "",
    late: Annotated[bool, typer.Option("--late", help="Only districts with a milestone past its day.")] = False,
    at_stage: Annotated[str, typer.Option("--stage", help="Only districts at this stage: belum, s1 to s6.")] = "",
    pages: Annotated[Path | None, typer.Option("--pages", help="Also write the board and a page a district.")] = None,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Where every district stands, one row each; what needs a person stands first.

    Data: submitted tables in percent of those expected. State: belum (nothing yet), diterima (not run since), ditahan,
    gagal, selesai. Late: milestones past their day.
    """
    from flows.cycle.known import Known
    from flows.cycle.lease import line_of
    from flows.programme.board import board_rows, totals
    from flows.programme.year import states_of

    if at_stage and at_stage not in (BELUM, *TAHAP):
        raise WrongUsage(f"--stage {at_stage!r} is none of {', '.join((BELUM, *TAHAP))}")
    opened = store_at(store)
    year, day = Known(opened, fiscal_year), date.fromisoformat(day_of(on))
    seen = states_of(year, day)
    every = board_rows(year, seen)
    rows = [
        r
        for r in every
        if (not province or r["provinsi"] == province)
        and (not late or r["milestones_late"])
        and (not at_stage or r["stage"] == at_stage)
    ]
    if pages is not None:
        from flows.programme.board_pages import write_pages

        write_pages(year, seen, day, every, pages)

    def human(console: Console) -> None:
        headings = ("code", "district", "at", "data", "documents", "err", "late", "next", "CF")
        console.print(grid(f"Fiscal year {fiscal_year} on {day}: {len(rows)} districts", headings, map(_row, rows)))
        said = ", ".join(f"{n} {word}" for word, n in totals(rows).items())
        console.print(f"Expected {len(rows)}: {said}.", soft_wrap=True)
        _print_rules(console, rows)
        line = line_of(opened, str(fiscal_year))
        if line:
            console.print(line, soft_wrap=True, markup=False)

    say(rows, as_json, human)


def _row(r: dict[str, Any]) -> tuple[object, ...]:
    pct = "–" if r["complete_pct"] is None else f"{r['complete_pct']} %"
    notes = [word for word in ("late", "stale") if r[word]]
    notes += [r["state"]] if r["state"] in ("ditahan", "gagal", "diterima") else []
    documents = [f"{SHORT[name]} {state}" for name, state in r["dokumen"].items()]
    return (
        r["kode"],
        r["nama"] and r["nama"].replace("Kabupaten ", "Kab. "),
        r["stage"],
        pct,
        ", ".join([*documents, *notes]) or None,
        r["open_errors"],
        len(r["milestones_late"]),
        f"{r['tonggak']['id']} {r['tonggak']['due'][5:]}" if r["tonggak"] else None,
        ", ".join(r["cf"]) or None,
    )


def _print_rules(console: Console, rows: list[dict[str, Any]]) -> None:
    """What breaks a rule of the programme, each sentence once with the districts it concerns."""
    said: dict[tuple[str, str], list[str]] = {}
    for r in rows:
        for f in r["program_errors"]:
            said.setdefault((f["rule"], f["pesan"]), []).append(r["kode"])
    for (rule, text), codes in sorted(said.items()):
        console.print(f"{rule} {', '.join(codes)}: {text}", soft_wrap=True, markup=False)


def remind(
    fiscal_year: Year,
    on: On = "",
    is_sent: Annotated[bool, typer.Option("--send", help="Also send what was not sent yet.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the digests of the day into the store: one per reader, none for a reader for whom nothing changed."""
    from flows.programme.mail import deliver
    from flows.programme.reminders import remind as write

    opened, day = store_at(store), date.fromisoformat(day_of(on))
    written = write(opened, fiscal_year, day)
    sent = deliver(opened, fiscal_year, day.isoformat(), MailSettings()) if is_sent else []

    def human(console: Console) -> None:
        for digest in written:
            counts = f"{len(digest['baru'])} new, {len(digest['selesai'])} settled"
            console.print(f"{digest['reader']}: {counts}", style="bold")
            for item in digest["baru"]:
                console.print(f"  {item['kode']} {item['kalimat']}", soft_wrap=True, markup=False)
        if not written:
            console.print("Nothing changed for any reader: no digest was written.")
        for row in sent:
            console.print(
                f"{row['reader']} by {row['way']}: {row['state']}, {row['says']}", soft_wrap=True, markup=False
            )

    say({"written": written, "sent": sent} if is_sent else written, as_json, human)
    if any(row["state"] == "gagal" for row in sent):
        raise typer.Exit(NO)


def participants(fiscal_year: Year, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """The published figures of the programme, each with what it counts and where it is from, beside what is listed.

    Figures that count different things are never added, nor is one replaced by another.
    """
    from flows.programme.board import figures

    found = figures(store_at(store), fiscal_year)
    rows = [(f["figure"], f["definition"], f["as_of"], f["status"], f["source"]) for f in found]
    headings = ("districts", "what is counted", "as of", "status", "source")
    say(found, as_json, lambda c: c.print(grid(f"Participants, fiscal year {fiscal_year}", headings, rows)))
