"""Deployments on a Prefect server that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import JsonOption, StoreOption, say, store_url
from flows.settings import prefect_server
from flows.wiring import open_store
from schemas.errors import WrongUsage

FILE = Path(__file__).resolve().parents[1] / "prefect.yaml"


def add_to(app: typer.Typer) -> None:
    """Register the command of this module."""
    app.command("deploy")(deploy)


def deploy(
    file: Annotated[Path, typer.Option("--file", help="Another prefect.yaml.", show_default=False)] = FILE,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put the yearly, the nightly and the weekly deployment on the Prefect server, for one store.

    Says what it did; run again it changes nothing. Schedules and deployments that are gone from the file are removed.
    """
    url = store_url(store)
    if not prefect_server():
        raise WrongUsage("no Prefect server is kept: `ppsp server start`, or name one in PREFECT_API_URL")
    open_store(url)  # a store that is not there is refused before anything is deployed
    where = url if url.startswith("s3://") else str(Path(url).absolute())
    from flows.deploy import deploy as apply

    said = apply(file, where)
    say(said, as_json, lambda c: c.print("\n".join(said), soft_wrap=True, markup=False))
