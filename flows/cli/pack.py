"""The auditor's pack of a district."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, say, store_at
from schemas.errors import WrongUsage


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("pack")(pack)


def pack(
    fiscal_year: Year,
    district: District,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Zip file to write.")],
    seed: Annotated[str, typer.Option(help="Draws the sample. [default: newest run and district]")] = "",
    materiality: Annotated[str, typer.Option(help="Percent of the total of the lines. [default: the rule]")] = "",
    confidence: Annotated[int | None, typer.Option(help="80, 90, 95 or 99. [default: the rule]")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Everything sealed about a district for an auditor: documents, records, edges, a verifier, work papers, a sample.

    The same store and options give the same bytes. Answers of single households are left out and named.
    """
    from flows.audit.pack import make_pack
    from schemas.canonical import digest
    from tasks.lineage.proof.pack import HOUSEHOLD
    from tasks.lineage.proof.sampling import MUS

    made = make_pack(store_at(store), fiscal_year, district, seed=seed, materiality=materiality, confidence=confidence)
    try:
        out.write_bytes(made.data)
    except OSError as error:
        raise WrongUsage(f"cannot write {out}: {error.strerror}") from None
    households = sorted(said["name"] for said in made.pack.left_out.values() if said["why"] == HOUSEHOLD)
    answer = {
        "file": str(out),
        "digest": digest(made.data),
        "bytes": len(made.data),
        "runs": made.pack.runs,
        "lines": made.plan.n_lines,
        "sample": len(made.sample),
        "by_monetary_unit": sum(MUS in d.ways for d in made.sample),
        "seed": made.plan.seed,
        "households_left_out": households,
    }

    def human(console: Console) -> None:
        console.print(f"{out}: {answer['bytes']} bytes, SHA-256 {answer['digest']}", soft_wrap=True, markup=False)
        console.print(
            f"{len(made.pack.runs)} runs; {answer['sample']} of {answer['lines']} lines to test, "
            f"{answer['by_monetary_unit']} of them by monetary unit; seed {answer['seed']} (sizes assumed)",
            soft_wrap=True,
            markup=False,
        )
        for name in households:
            console.print(f"left out, answers of households: {name}", soft_wrap=True, markup=False)

    say(answer, as_json, human)
