"""The command line `ppsp`. Commands that do not start Prefect do not import it."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

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
    nightly,
    operate,
    pack,
    pins,
    privacy,
    programme,
    quality,
    reproduce,
    running,
    scenario,
    serve,
    server,
    site,
    store,
    submit,
    supply,
    versions,
    why,
    year,
)
from flows.cli.common import printable, take_store
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
    running,
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
    server,
    site,
    allocation,
    national,
    nightly,
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
    supply,
)
for module in COMMANDS:
    module.add_to(app)


def main() -> None:
    """Entry point. Exit codes: 0 good, 1 the answer is no, 2 wrong usage, 3 broken environment."""
    try:
        app()
    except PpspError as error:
        print(f"ppsp: {printable(str(error))}", file=sys.stderr)
        sys.exit(error.exit_code)
    except ValidationError as error:
        told = ((e["loc"], e["msg"]) for e in error.errors(include_input=False, include_url=False))
        wrong = "; ".join(f"{'_'.join(map(str, loc))}: {msg}" for loc, msg in told)
        print(f"ppsp: a setting is wrong (PPSP_ and its name): {wrong}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
