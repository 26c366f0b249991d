"""Where the programme stands: the six stages of a district, and the board of a year."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.programme import On, day_of, seen_of
from tasks.programme.keadaan import DOKUMEN


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("stage")(stage)
    app.command("board")(board)
    app.command("participants")(participants)


def stage(
    fiscal_year: Year, district: District, on: On = "", store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """The six stages of a district: which are entered and by which evidence, and what holds the next one."""
    from flows.board import district_page

    page = district_page(seen_of(store_at(store), fiscal_year, district, day_of(on)))

    def human(console: Console) -> None:
        shown = [(s["id"], "yes" if s["entered"] else "no", s["since"], ", ".join(s["by"])) for s in page["stages"]]
        console.print(grid(f"Stages of {district}, {fiscal_year}", ("stage", "entered", "since", "evidence"), shown))
        waiting = next((s for s in page["stages"] if not s["entered"]), None)
        for held in waiting["held_by"] if waiting else ():
            console.print(f"{held['id']} {held['rule']} {held['pesan']}", soft_wrap=True, markup=False)
        days = [(m["id"], m["due"], m["met"], m["status"].replace("_", " ")) for m in page["calendar"]]
        console.print(grid("Calendar", ("id", "due", "met", "status"), days))
        for f in (*page["program_errors"], *page["program_warnings"]):
            console.print(f"{f['id']} {f['rule']} {f['pesan']}", soft_wrap=True, markup=False)

    say(page, as_json, human)


def board(
    fiscal_year: Year,
    province: Annotated[str, typer.Option(help="Only this province, e.g. 15.")] = "",
    late: Annotated[bool, typer.Option("--late", help="Only districts with a milestone past its day.")] = False,
    at_stage: Annotated[str, typer.Option("--stage", help="Only districts at this stage: belum, s1 to s6.")] = "",
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """One row a district: stage, documents, open errors, milestone, CF; what needs a person stands first.

    Exit 1 when a rule of the programme is broken somewhere among the rows shown.
    """
    from flows.board import board as rows_of

    rows = [
        r
        for r in rows_of(store_at(store), fiscal_year, date.fromisoformat(day_of(on)))
        if (not province or r["provinsi"] == province)
        and (not late or r["late"])
        and (not at_stage or r["tahap"] == at_stage)
    ]
    headings = ("code", "district", "at", "BP", "SSK", "MPS", "err", "late", "next", "CF", "rule")
    title = f"Board of fiscal year {fiscal_year}: {len(rows)} districts"
    say(rows, as_json, lambda c: c.print(grid(title, headings, map(_row, rows))))
    if any(r["program_errors"] for r in rows):
        raise typer.Exit(NO)


def _row(r: dict[str, Any]) -> tuple[object, ...]:
    return (
        r["kode"],
        r["nama"] and r["nama"].replace("Kabupaten ", "Kab. "),
        r["tahap"],
        *(r["dokumen"].get(name) for name in DOKUMEN),
        r["open_errors"],
        len(r["late"]),
        r["tonggak"]["id"] if r["tonggak"] else None,
        ", ".join(r["cf"]) or None,
        ", ".join(dict.fromkeys(f["rule"] for f in r["program_errors"])) or None,
    )


def participants(fiscal_year: Year, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """The published figures of the programme, each with what it counts and where it is from, beside what is listed.

    Figures that count different things are never added, nor is one replaced by another.
    """
    from flows.board import figures

    found = figures(store_at(store), fiscal_year)
    rows = [(f["figure"], f["definition"], f["as_of"], f["status"], f["source"]) for f in found]
    headings = ("districts", "what is counted", "as of", "status", "source")
    say(found, as_json, lambda c: c.print(grid(f"Participants, fiscal year {fiscal_year}", headings, rows)))
