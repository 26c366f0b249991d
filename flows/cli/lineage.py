"""Lineage of a sealed run in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import JsonOption, StoreOption, say, store_at
from schemas.errors import WrongUsage

lineage = typer.Typer(help="Lineage of a sealed run for other programs.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(lineage, name="lineage")
    lineage.callback()(_lineage)


def _lineage() -> None:
    """Lineage of a sealed run for other programs."""


@lineage.command("export")
def export(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Run id, as `ppsp runs` lists them.")],
    openlineage: Annotated[Path | None, typer.Option(help="File for OpenLineage run events, one a line.")] = None,
    prov: Annotated[Path | None, typer.Option(help="File for W3C PROV-JSON.")] = None,
    in_toto: Annotated[Path | None, typer.Option("--in-toto", help="File for in-toto statements, one a line.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the lineage of a run: which unit read and wrote which version, column by column, and what checks found."""
    from flows.audit.lineage import exported

    wanted = {"openlineage": openlineage, "prov": prov, "in-toto": in_toto}
    asked = {kind: path for kind, path in wanted.items() if path is not None}
    if not asked:
        raise WrongUsage("say what to write: --openlineage OUT, --prov OUT or --in-toto OUT")
    made = exported(store_at(store), run, tuple(asked))
    for kind, path in asked.items():
        try:
            path.write_bytes(made[kind].data)
        except OSError as error:
            raise WrongUsage(f"cannot write {path}: {error.strerror}") from None
    answer = [{"format": k, "file": str(p), "bytes": len(made[k].data), "note": made[k].note} for k, p in asked.items()]

    def human(console: Console) -> None:
        for a in answer:
            note = f" ({a['note']})" if a["note"] else ""
            console.print(f"{a['format']}: {a['file']}, {a['bytes']} bytes{note}", soft_wrap=True, markup=False)

    say(answer, as_json, human)
