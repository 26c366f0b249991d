"""The year of a district: closed by one person, opened again by two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import District, JsonOption, StoreOption, Year, say, store_at
from flows.cli.programme import By, On, day_of, seen_of

year = typer.Typer(help="The year of a district: close, reopen.", no_args_is_help=True)
Reason = Annotated[str, typer.Option("--reason", help="Why.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(year, name="year")


@year.command("close")
def close(
    fiscal_year: Year, district: District, reason: Reason, by: By, on: On = "", store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Close the year of a district: no submission is taken and no run sealed for it until it is opened again."""
    _turn("tutup_tahun", fiscal_year, district, {"alasan": reason, "oleh": by}, None, on, store, as_json)


@year.command("reopen")
def reopen(
    fiscal_year: Year,
    district: District,
    reason: Reason,
    by: By,
    second: Annotated[str, typer.Option("--second", help="Id of a second person, of another role.")],
    second_key: Annotated[Path | None, typer.Option("--second-key", help="Private key of the second person.")] = None,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Open a closed year again: two persons of different roles, a reason, and two signatures where keys are known."""
    said = {"alasan": reason, "oleh": by, "oleh_kedua": second}
    _turn("buka_tahun", fiscal_year, district, said, second_key, on, store, as_json)


def _turn(
    kind: str, fiscal_year: int, district: str, said: dict[str, str], key: Path | None, on: str, store: str,
    as_json: bool,
) -> None:  # fmt: skip
    from flows.audit.keys import key_at_hand
    from flows.programme.closing import turn

    opened, day = store_at(store), day_of(on)
    body = {"kind": kind, **said, "tanggal_catat": day}
    act = turn(opened, seen_of(opened, fiscal_year, district, day), body, key_at_hand(key) if key else None)
    word = {"tutup_tahun": "closed", "buka_tahun": "open again"}[kind]
    say(act, as_json, lambda c: c.print(f"{fiscal_year} of {district} is {word} (act {act['seq']})"))
