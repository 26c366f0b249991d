"""What the program is built from, and whether something known is wrong with it; both offline."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import NO, JsonOption, grid, say


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("sbom")(sbom)
    app.command("advisories")(advisories)


def sbom(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write, CycloneDX JSON.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether OUT is up to date; exit 1 when not.")
    ] = False,
) -> None:
    """The libraries of the program: versions, hashes, licences, who asks for whom; from the hashed requirements."""
    from flows.supply import sbom as make

    made = make()
    if not check:
        out.write_bytes(made)
        typer.echo(f"written to {out}")
        return
    if not out.exists() or out.read_bytes() != made:
        typer.echo(f"{out} is not what the hashed requirements give; `make sbom` writes it anew")
        raise typer.Exit(NO)


def advisories(
    known: Annotated[Path | None, typer.Option("--list", help="A newer list of the same form.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Which installed libraries are in the shipped list of advisories; exit 1 when one is.

    The list is short and of a day: that nothing is found does not say that nothing is wrong.
    """
    from flows.supply import ADVISORIES, hits, installed
    from flows.supply import advisories as read

    told = read(known or ADVISORIES)
    found = hits(installed(), told["advisories"])
    answer = {"as_of": told["as_of"], "known": len(told["advisories"]), "hits": [asdict(h) for h in found]}

    def human(console: Console) -> None:
        console.print(
            f"{len(found)} of {answer['known']} advisories known on {told['as_of']} concern this installation."
        )
        console.print("The list is not complete: ask a database of vulnerabilities where there is a network.")
        if found:
            rows = [(h.package, h.version, h.fixed, h.advisory, h.says) for h in found]
            console.print(grid("Advisories", ("library", "version", "fixed in", "advisory", "what"), rows))

    say(answer, as_json, human)
    if found:
        raise typer.Exit(NO)
