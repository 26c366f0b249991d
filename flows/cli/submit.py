"""Handing things in: demo submissions, region lists, a district's files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, say, store_at
from flows.settings import Settings
from flows.wiring import REGION_KIND, now
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.lineage.receipts import load_reference
from tasks.lineage.receipts import submit as keep

CODE_SYSTEMS = {"kemendagri": "kemendagri", "bps": "kode_bps", "kode_bps": "kode_bps"}
READABLE = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip"}
_NO_DOCUMENTS = {"Thumbs.db", "desktop.ini"}
regions = typer.Typer(help="Region lists.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("demo")(demo)
    app.command("submit")(submit)
    app.add_typer(regions, name="regions")


def demo(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder to write into.")],
    districts: Annotated[int, typer.Option(min=1, max=98, help="How many made-up districts.")] = 6,
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
    year: Annotated[
        int, typer.Option(help="Fiscal year of Buku Putih and SSK; MPS and report follow in the next two.")
    ] = 2013,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write made-up submissions of the made-up province 99 into OUT/<fiscal year>/<district code>/."""
    from tasks.demo.write import write_demo

    written = write_demo(out, districts=districts, seed=seed, year=year)
    answer = [{"fiscal_year": w.fiscal_year, "kode": w.kode, "path": str(w.path), "files": w.files} for w in written]
    say(answer, as_json, lambda c: c.print(f"{len(answer)} submissions of {districts} districts written to {out}"))


@regions.command("load")
def load_regions(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="List, retired codes or bridge (CSV, .gz).")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load region lists; each file is recognised by its header. Loading the same bytes again changes nothing."""
    from tasks.intake.regions import describe

    opened = store_at(store, may_be_new=True)
    answer = []
    for file in files:
        data = _read(file)
        about = describe(file.name, data)
        receipt, is_new = load_reference(opened, REGION_KIND, file.name, data, about)
        answer.append({"file": file.name, **about, "seq": receipt["seq"], "is_new": is_new})

    def human(console: Console) -> None:
        for a in answer:
            console.print(f"{a['file']}: {a['list']}, {a['rows']} rows" + ("" if a["is_new"] else " (already loaded)"))

    say(answer, as_json, human)


def submit(
    fiscal_year: Year,
    district: District,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Workbook, CSV, zip, or a folder of them.")],
    code_system: Annotated[str | None, typer.Option(help="kemendagri or bps; what the codes in the files are.")] = None,
    by: Annotated[str, typer.Option(help="Who hands it in.")] = "",
    received: Annotated[str, typer.Option(help="Day it came in, YYYY-MM-DD. [default: today]")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep a district's files for a fiscal year. Nothing is overwritten; identical files are said to be known."""
    load_rulebook(fiscal_year)
    if code_system is not None and code_system not in CODE_SYSTEMS:
        raise WrongUsage(f"--code-system {code_system!r} is not known; use kemendagri or bps")
    if not (len(district) == 5 and district[2] == "." and district.replace(".", "").isdigit()):
        raise WrongUsage(f"{district!r} is not a district code; one looks like 15.07")
    moment = now()
    receipt, is_new = keep(
        store_at(store, may_be_new=True),
        fiscal_year,
        district,
        gather(paths),
        code_system=CODE_SYSTEMS[code_system] if code_system else None,
        by=by or Settings().person(),
        received=_day(received) if received else moment.date().isoformat(),
        recorded=moment.isoformat(),
    )
    answer = {"district": district, "fiscal_year": fiscal_year, "is_new": is_new, **receipt}
    known = "" if is_new else " (the same files are already there: nothing written)"
    human = f"{district} FY{fiscal_year}: submission {receipt['seq']}, {len(receipt['files'])} files{known}"
    say(answer, as_json, lambda c: c.print(human))


def gather(paths: list[Path]) -> list[tuple[str, bytes]]:
    """The files of a submission: (name, bytes), folders opened one level and below, names relative to their folder.

    A letter or a picture in a folder is kept as in a zip; what reads the submission names it as no table.
    """
    found: list[tuple[str, bytes]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
            tables = [p for p in inside if p.suffix.lower() in READABLE]
            found += [
                (p.relative_to(path).as_posix(), _read(p)) for p in inside if tables and p.name not in _NO_DOCUMENTS
            ]
        else:
            found.append((path.name, _read(path)))
    if not found:
        raise WrongUsage(f"no workbook, CSV or zip in {', '.join(map(str, paths))}")
    twice = {name for name, _ in found if [n for n, _ in found].count(name) > 1}
    if twice:
        raise WrongUsage(f"two files with the same name: {', '.join(sorted(twice))}; rename one")
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUsage(f"cannot read {path}: {error.strerror}") from None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WrongUsage(f"--received {text!r} is not a day; write YYYY-MM-DD") from None
