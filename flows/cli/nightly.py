"""The nightly run for those who keep no Prefect server: a timer calls it."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, JsonOption, StoreOption, say, store_url
from flows.settings import Settings
from flows.wiring import open_store


def add_to(app: typer.Typer) -> None:
    """Register the command of this module."""
    app.command("nightly")(nightly)


def nightly(
    fy: Annotated[int | None, typer.Option("--fy", help="Only this fiscal year. [default: all]")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take the inbox in, send what is due, validate what is new; at once where nothing is.

    Exit 1 when a district failed; a held district is not a failure of the night.
    """
    from flows.cycle.lease import NIGHT, holding
    from flows.cycle.nightly import open_night
    from flows.cycle.summary import run_lines

    url = store_url(store)
    opened = open_store(url)
    answers: list[dict[str, Any]] = []
    with holding(opened, NIGHT, Settings().person(), {}) as lease:
        night = lease.opened = open_night(opened, fy)
        if night.waiting:  # else there is no work for Prefect, so that it need not start
            from flows.server import require_answer

            require_answer()
            from flows.nightly_validation import run_nightly

            answers = run_nightly(fy, url)
    lines = [*night.lines, *(line for answer in answers for line in run_lines(answer))]

    def human(console: Console) -> None:
        console.print("\n".join(says for _, says in lines), soft_wrap=True, markup=False)

    say({"said": [says for _, says in lines], "runs": answers}, as_json, human)
    if any(answer["counts"]["failed"] for answer in answers):
        raise typer.Exit(NO)
