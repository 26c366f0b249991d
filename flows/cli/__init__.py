"""The command line `ppsp`. Commands that do not start Prefect do not import it."""

from __future__ import annotations

import sys

import typer

from flows.cli import (
    allocation,
    audit,
    board,
    check,
    deploy,
    diff,
    explain,
    impact,
    keys,
    lineage,
    national,
    operate,
    pack,
    pins,
    privacy,
    programme,
    quality,
    reproduce,
    scenario,
    serve,
    site,
    store,
    submit,
    versions,
    why,
    year,
)
from flows.cli.common import take_store
from schemas.errors import PpspError

app = typer.Typer(
    name="ppsp",
    help="Planning cycle of Indonesia's sanitation programme: Buku Putih, SSK and MPS with lineage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.callback()(take_store)
COMMANDS = (
    submit,
    operate,
    pack,
    check,
    audit,
    explain,
    impact,
    keys,
    lineage,
    pins,
    scenario,
    serve,
    site,
    allocation,
    national,
    programme,
    privacy,
    year,
    quality,
    board,
    versions,
    store,
    deploy,
    why,
    reproduce,
    diff,
)
for module in COMMANDS:
    module.add_to(app)


def main() -> None:
    """Entry point. Exit codes: 0 good, 1 the answer is no, 2 wrong usage, 3 broken environment."""
    try:
        app()
    except PpspError as error:
        print(f"ppsp: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
