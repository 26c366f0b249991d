"""The Prefect server that an operator keeps on this machine."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from flows import server
from flows.cli.common import NO, JsonOption, StoreOption, say, store_url

commands = typer.Typer(help="A Prefect server that is kept on this machine and reused by runs.", no_args_is_help=True)
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of loopback to listen on.")]
KeepDays = Annotated[int, typer.Option("--keep-days", min=1, help="Days after which it forgets a flow run.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(commands, name="server")


@commands.command("start")
def start(
    port: Port = server.PORT,
    keep_days: KeepDays = server.KEEP_DAYS,
    foreground: Annotated[
        bool, typer.Option("--foreground", help="Become the server, for systemd or a container.")
    ] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Start a Prefect server on loopback and wait until it answers; runs of the same folder then use it.

    Its database is SQLite beside Prefect's files (PREFECT_HOME, else .prefect beside the store), or the PostgreSQL that
    PREFECT_SERVER_DATABASE_CONNECTION_URL names.
    """
    store_url(store)
    if foreground:
        server.run_in_front(port, keep_days)
    said = server.start(port, keep_days)
    say(said, as_json, lambda c: _print(c, said))


@commands.command("stop")
def stop(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """End the server that `ppsp server start` started; exit 1 where none runs."""
    store_url(store)
    has_ended = server.stop()
    say(
        {"stopped": has_ended},
        as_json,
        lambda c: c.print("The Prefect server has ended." if has_ended else "No Prefect server was started here."),
    )
    if not has_ended:
        raise typer.Exit(NO)


@commands.command("status")
def status(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Which server runs use and whether it answers; exit 1 where there is none or it does not."""
    store_url(store)
    said = server.status()
    say(said, as_json, lambda c: _print(c, said))
    if not said["answers"]:
        raise typer.Exit(NO)


def _print(console: Console, said: dict[str, Any]) -> None:
    if not said["url"]:
        console.print("No Prefect server is kept; each run starts its own. `ppsp server start` keeps one.")
        return
    state = "answers" if said["answers"] else "does NOT answer"
    lines = [f"Prefect server {said['url']} {state}."]
    if said["pid"]:
        lines += [f"Process {said['pid']}, database {said['database']}, log {said['log']}."]
    if said["answers"]:
        lines += [
            f"Pages: {said['url'].removesuffix('/api')}",
            f"For other programs, such as a worker: export PREFECT_API_URL={said['url']}",
        ]
    console.print("\n".join(lines), soft_wrap=True, markup=False)
