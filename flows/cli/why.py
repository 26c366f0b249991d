"""Where a value comes from: `ppsp why`. Takes a reference, part of one, a name, a printed number or a cell."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from flows.cli.common import JsonOption, StoreOption, say, store_at
from flows.cli.tree import LINES, Line, fit_line, tree_lines
from schemas.errors import NotFound
from tasks.store.ports import Store

DEPTH = 3
LEAST = 20
Lang = Literal["id", "en"]
LangOption = Annotated[Lang, typer.Option("--lang", help="Words of the tree: id as the documents say them, or en.")]
YearOption = Annotated[int | None, typer.Option("--year", help="Look only in this fiscal year.")]
DistrictOption = Annotated[str | None, typer.Option("--district", help="Look only in this district.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("why")(why)


def why(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="mps/2014/15.07/<line>, part of it, a name, a printed number, or FILE!SHEET!CELL."
        ),
    ],
    depth: Annotated[int | None, typer.Option("--depth", min=1, help=f"Levels of the tree. [default: {DEPTH}]")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every level, and every cell behind an aggregate.")] = False,
    lang: LangOption = "id",
    year: YearOption = None,
    district: DistrictOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Where a value comes from, down to the cells of the submitted files.

    What is no whole reference is looked up: the only thing that fits is answered, several are listed.
    """
    from tasks.lineage.answers.why import why as explain

    opened = store_at(store)
    found = look_up(opened, ref, year, district)
    if len(found) != 1:
        fits = [_as_json(fit) for fit in found]
        say({"asked": ref, "fits": fits}, as_json, lambda c: _list(c, ref, fits))
        return
    levels = None if everything or (as_json and depth is None) else depth or DEPTH
    answer = explain(opened, found[0].ref, with_members=everything, depth=levels)
    say(answer, as_json, lambda c: write(c, tree_lines(answer, levels or 0, lang)))


def look_up(store: Store, text: str, year: int | None = None, district: str | None = None) -> list[Any]:
    """What fits a text that a person gave; raises NotFound when nothing does, naming what is near."""
    from tasks.lineage.answers.ask import ask

    found = ask(store, text, year, district)
    if not found:
        raise NotFound(
            f"nothing sealed in {store.url} fits {text!r}: a reference (mps/2014/15.07/<line>), words of a name, a "
            "number as a document prints it (1.234.567) or a cell (FILE!SHEET!CELL) is understood"
        )
    return found


def write(console: Console, lines: Iterable[Line]) -> None:
    """Whole lines into a file or pipe; on a terminal they wrap, between words where they can. Nothing is cropped."""
    for line in lines:
        if console.is_terminal:
            width = max(console.width - max(len(line.first), len(line.rest)), LEAST)
            parts = wrap(line.text, width, break_on_hyphens=False) or [""]
            typer.echo(line.first + f"\n{line.rest}".join(parts))
        else:
            typer.echo(line.first + line.text)


def _as_json(fit: Any) -> dict[str, Any]:
    return {"ref": fit.ref, "name": fit.name, "value": fit.value, "unit": fit.unit, "place": fit.place}


def _list(console: Console, text: str, fits: list[dict[str, Any]]) -> None:
    lines = [f"{len(fits)} references fit {text!r}:", *(f"  {fit_line(fit)}" for fit in fits[:LINES])]
    if len(fits) > LINES:
        lines.append(f"  … {len(fits) - LINES} more; add words, --year or --district, or see all with --json")
    write(console, map(Line, lines))
