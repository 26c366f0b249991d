"""Personal data of households: register, what is held of one respondent, erasure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.programme import By, On, day_of, seen_of
from flows.wiring import now

privacy = typer.Typer(help="Personal data of households: register, subject, overdue.", no_args_is_help=True)
Respondent = Annotated[str, typer.Argument(metavar="RESPONDENT", help="Number of the respondent, 13 digits.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(privacy, name="privacy")
    app.command("erase")(erase)


@privacy.command("register")
def register(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """The register of processing: what is kept of households, why, until when, and whether its key is here."""
    from flows.programme.privacy import register as listed

    rows = listed(store_at(store))
    say(rows, as_json, lambda c: c.print(_table("Register of processing", rows)))


@privacy.command("overdue")
def overdue(on: On = "", store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Submissions that hold answers of households past their day. Exit 1 when there are any; nothing is deleted."""
    from flows.programme.privacy import overdue as late

    rows = late(store_at(store), date.fromisoformat(day_of(on)))
    say(rows, as_json, lambda c: c.print(_table("Held past their day", rows)))
    if rows:
        raise typer.Exit(NO)


def _table(title: str, rows: list[dict[str, Any]]) -> Any:
    headings = ("FY", "district", "submission", "files", "received", "keep until", "held", "erased", "key")
    return grid(
        title,
        headings,
        [
            (r["fiscal_year"], r["district"], r["submission"], ", ".join(r["files"]), r["received"],
             r["keep_until"], len(r["held"]), ", ".join(r["erased"]), "here" if r["key_here"] else "elsewhere")
            for r in rows
        ],
    )  # fmt: skip


@privacy.command("subject")
def subject(
    fiscal_year: Year, district: District, respondent: Respondent, store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """What is held of one respondent, each answer with its cell, and until when an answer is due. Needs the key."""
    from flows.programme.privacy import due
    from flows.programme.privacy import subject as held

    answer = held(store_at(store), fiscal_year, district, respondent) | {"due": due(now())}

    def human(console: Console) -> None:
        console.print(f"{respondent} of {district}, {fiscal_year}; asked now, due {answer['due'] or 'without a term'}")
        console.print(f"files: {', '.join(answer['files']) or 'none'}; {answer['purpose']}; {answer['ground']}",
                      soft_wrap=True, markup=False)  # fmt: skip
        if answer["unreadable"]:
            console.print(f"cannot be read, and may hold more: {', '.join(answer['unreadable'])}",
                          soft_wrap=True, markup=False)  # fmt: skip
        rows = [(a["column"], a["value"], a["meaning"], ", ".join(a["cells"])) for a in answer["answers"]]
        console.print(grid("Answers", ("column", "value", "meaning", "cells"), rows))

    say(answer, as_json, human)


def erase(
    fiscal_year: Year,
    district: District,
    respondent: Annotated[str, typer.Argument(metavar="RESPONDENT", help="Number, or `semua` for the whole survey.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, e.g. the request of the respondent.")],
    by: By,
    out: Annotated[Path | None, typer.Option("--rest", help="Write the rows of all others to this CSV file.")] = None,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Destroy what is kept of a respondent, for good, by destroying its key; recorded as an act.

    Ledger, records and aggregates stay valid. What cannot be made again is named. Copies of the keyring made before
    hold the old key: destroy them too.
    """
    from flows.cycle.lease import NIGHT, holding
    from flows.programme.erasure import erase as destroy
    from flows.programme.recorded import may_erase

    opened, day = store_at(store), day_of(on)
    may_erase(seen_of(opened, fiscal_year, district, day), by, reason, day)
    said = {"alasan": reason, "oleh": by, "tanggal_catat": day}
    # A run that has read the survey would put it back.
    with holding(opened, NIGHT, by, {}), holding(opened, str(fiscal_year), by, {}):
        act = destroy(opened, fiscal_year, district, respondent, said)
    if out is not None and act["sisa"]:
        out.write_bytes(opened.get(act["sisa"]))
        out.chmod(0o600)

    def human(console: Console) -> None:
        number = f"act {act['seq']}" if act["seq"] else "an erasure begun before, now finished"
        lost = f"{len(act['dimusnahkan'])} objects destroyed, {len(act['tidak_dapat_dibuat_ulang'])} units cannot be"
        console.print(f"{respondent} of {district}, {fiscal_year} erased ({number}): {lost} made again", soft_wrap=True)
        if act["sisa"]:
            rest = out or f"`ppsp get {act['sisa']} ehra_responden.csv`"
            console.print(f"the rows of all others: {rest}; `ppsp submit {fiscal_year} {district} FILE` hands them in; "
                          "what is published then can be compared with what was: see docs/threats.md",
                          soft_wrap=True, markup=False)  # fmt: skip

    say(act, as_json, human)
