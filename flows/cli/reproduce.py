"""Making a sealed run again: with today's program, and with its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.audit import RunArgument
from flows.cli.common import NO, JsonOption, StoreOption, say, store_at

Only = Annotated[str, typer.Option("--district", help="One district of the run.")]
_WORDS = {
    "bytes": "same bytes",
    "content": "same content, written otherwise",
    "differs": "differs",
    "impossible": "not possible",
}


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("recompute")(recompute)
    app.command("reproduce")(reproduce)


def recompute(run: RunArgument, district: Only = "", store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Make a sealed run again with today's program and compare each artefact. Writes nothing; exit 1 when one differs.

    Units are made from what the run record names: submissions, region lists, boundaries, pins, and the rules of then.
    """
    from flows.audit.recompute import recompute as make_again

    _tell(make_again(store_at(store), run, district), as_json)


def reproduce(
    run: RunArgument,
    repository: Annotated[
        Path | None, typer.Option("--repository", help="Git repository of this program. [default: where it runs from]")
    ] = None,
    commit: Annotated[str, typer.Option("--commit", help="Commit to try where the record names none.")] = "",
    district: Only = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a sealed run again with the program that made it, taken from its commit. Exit 1 when one artefact differs.

    Where the commit cannot be had the reason is named; `recompute` then still makes the run again with today's program.
    """
    from flows.audit.reproduce import reproduce as make_again
    from flows.cycle.program import ROOT

    _tell(make_again(store_at(store), run, repository or ROOT, district, commit), as_json)


def _tell(answer: dict[str, Any], as_json: bool) -> None:
    say(answer, as_json, lambda console: _print(console, answer))
    if not answer["is_same"]:
        raise typer.Exit(NO)


def _print(console: Console, answer: dict[str, Any]) -> None:
    def line(text: str, style: str = "") -> None:
        console.print(text, soft_wrap=True, markup=False, style=style)

    line(f"{answer['run_id']}{' ' + answer['district'] if answer['district'] else ''}", "bold")
    for sentence in _program(answer):
        line(sentence)
    for artefact in answer["artefacts"]:
        if artefact["kind"] != "bytes":
            line(f"  {_WORDS[artefact['kind']]}: {artefact['name']}{_because(artefact['where'])}")
    counted = ", ".join(f"{n} {_WORDS[kind]}" for kind, n in answer["counts"].items() if n)
    line(f"{len(answer['artefacts'])} artefacts: {counted}")


def _because(where: str) -> str:
    return f": {where}" if where else ""


def _program(answer: dict[str, Any]) -> list[str]:
    program = answer["program"]
    other, libraries = program["other_code"], program["other_libraries"]
    said = [
        f"sealed by commit: {_commit(program['recorded'])}",
        f"made again by commit: {answer.get('commit') or _commit(program['running'])}",
        f"other code than then: {', '.join(other)}" if other else "the code is that of then",
    ]
    if libraries:
        said.append("other libraries: " + ", ".join(f"{n} {a} -> {b}" for n, (a, b) in libraries.items()))
    return said


def _commit(program: dict[str, Any] | str) -> str:
    if isinstance(program, str):
        return program
    return f"{program['commit']}{' with changes beside it' if program['is_dirty'] else ''}"
