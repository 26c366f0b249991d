"""The audit room: a static site of everything in the store, and a plain server for those who want one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import JsonOption, StoreOption, say, store_at, store_url
from flows.cli.programme import On, day_of
from flows.settings import Settings
from schemas.errors import WrongUsage

site = typer.Typer(help="The audit room: a static site that opens without a server.", no_args_is_help=True)
Out = Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the site.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(site, name="site")


@site.command("build")
def build(
    out: Out,
    compact: Annotated[
        bool, typer.Option("--compact", help="Pack the documents: a fifth of the size, read with JavaScript only.")
    ] = False,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make the site of the store in OUT, or bring the one there up to date: only what changed is made again.

    The pages ask nothing of any network and open from a folder or a stick (OUT/index.html).
    """
    from flows.site.build import build as make

    store_at(store)  # a store that is not there is refused before anything is written
    day = date.fromisoformat(day_of(on))
    made = make(store_url(store), out, day, workers=Settings().worker_count(), is_compact=compact)
    answer = {"out": str(out), "pages": made.pages, "written": len(made.written), "removed": len(made.removed)}

    def human(console: Console) -> None:
        console.print(f"{made.pages} files, {len(made.written)} written, {len(made.removed)} removed.")
        console.print(f"Open {out / 'index.html'}", soft_wrap=True, markup=False)

    say(answer, as_json, human)


@site.command("serve")
def serve(
    out: Out,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8090,
) -> None:
    """Serve a site that was built, on this machine alone; the pages need no server, some browsers on tablets do."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    if not (out / "index.html").exists():
        raise WrongUsage(f"there is no site in {out}; `ppsp site build {out}` makes one")
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        typer.echo(f"Audit room: http://127.0.0.1:{port}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("ended")
