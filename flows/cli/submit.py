"""Handing things in: demo submissions, region lists, a district's files."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, JsonOption, StoreOption, Year, day_text, read_file, say, store_at
from flows.settings import Settings
from flows.wiring import BOUNDARY_KIND, REGION_KIND, now
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.lineage.records.receipts import load_reference
from tasks.store.ports import Store

CODE_SYSTEMS = {"kemendagri": "kemendagri", "bps": "kode_bps", "kode_bps": "kode_bps"}
READABLE = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip"}
_NO_DOCUMENTS = {"Thumbs.db", "desktop.ini"}
_CODE = re.compile(r"\d\d\.\d\d(?!\.?\d)")
regions = typer.Typer(help="Region lists.", no_args_is_help=True)
boundaries = typer.Typer(help="Boundaries for maps.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("demo")(demo)
    app.command("submit")(submit)
    app.command("instrument")(instrument)
    app.add_typer(regions, name="regions")
    app.add_typer(boundaries, name="boundaries")


def demo(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder to write into.")],
    districts: Annotated[int, typer.Option(min=1, max=98, help="How many made-up districts.")] = 6,
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
    year: Annotated[
        int, typer.Option(help="Fiscal year of Buku Putih and SSK; MPS and report follow in the next two.")
    ] = 2013,
    full: Annotated[
        bool, typer.Option("--full", help="A kabupaten and a kota hand in every table; boundaries for them.")
    ] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write made-up submissions of the made-up province 99 into OUT/<fiscal year>/<district code>/."""
    from tasks.demo.write import write_demo

    written = write_demo(out, districts=districts, seed=seed, year=year, full=full)
    answer = [{"fiscal_year": w.fiscal_year, "kode": w.kode, "path": str(w.path), "files": w.files} for w in written]
    say(answer, as_json, lambda c: c.print(f"{len(answer)} submissions of {districts} districts written to {out}"))


@boundaries.command("load")
def load_boundaries(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="GeoJSON with properties.code.")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load boundaries of desa; documents that are made afterwards have maps. The same bytes again change nothing."""
    from tasks.intake.regions.boundaries import describe

    def said(about: dict[str, Any]) -> str:
        return ", ".join(f"{n} {word}" for word, n in about["levels"].items())

    _load(files, BOUNDARY_KIND, describe, said, store, as_json)


def _load(
    files: list[Path],
    kind: str,
    describe: Callable[[str, bytes], dict[str, Any]],
    said: Callable[[dict[str, Any]], str],
    store: str,
    as_json: bool,
) -> None:
    """Keep reference files of a kind; every file is described before any is kept."""
    opened = store_at(store, may_be_new=True)
    read = [(file.name, read_file(file)) for file in files]
    about = [describe(name, data) for name, data in read]
    answer = []
    for (name, data), told in zip(read, about, strict=True):
        receipt, is_new = load_reference(opened, kind, name, data, told)
        answer.append({"file": name, **told, "seq": receipt["seq"], "is_new": is_new})

    def human(console: Console) -> None:
        for a in answer:
            console.print(f"{a['file']}: {said(a)}" + ("" if a["is_new"] else " (already loaded)"))

    say(answer, as_json, human)


def instrument(
    fiscal_year: Year,
    district: Annotated[str, typer.Argument(metavar="[DISTRICT]", help="Kemendagri code, e.g. 15.07.")] = "",
    out: Annotated[Path | None, typer.Argument(metavar="[OUT]", help="Workbook to write.")] = None,
    every: Annotated[Path | None, typer.Option("--all", help="A folder: one workbook per expected district.")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Without known and last year's values.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the workbook that a district fills: codes, headings, lists, last year's values, open findings."""
    from flows.cycle.known import Known
    from flows.district.instrument import instrument_of

    year = Known(store_at(store), fiscal_year)
    if every is None:
        if not _CODE.fullmatch(district) or out is None:
            raise WrongUsage("name a district and a file (`ppsp instrument 2013 15.07 OUT.xlsx`), or --all DIR")
        wanted = {district: out}
    else:
        from flows.programme.status import status_rows

        every.mkdir(parents=True, exist_ok=True)
        listed = {p.kode_kab for p in year.participants if p.fiscal_year == fiscal_year and not p.mundur}
        expected = sorted(listed | {r["kode"] for r in status_rows(year)})
        wanted = {kode: every / f"{kode}.xlsx" for kode in expected}
    for kode, path in wanted.items():
        path.write_bytes(instrument_of(year, kode, is_empty=empty))
    answer = [{"district": kode, "file": str(path)} for kode, path in wanted.items()]
    say(answer, as_json, lambda c: c.print("\n".join(str(p) for p in wanted.values()), soft_wrap=True, markup=False))


@regions.command("load")
def load_regions(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="List, retired codes or bridge (CSV, .gz).")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load region lists; each file is recognised by its header. Loading the same bytes again changes nothing."""
    from tasks.intake.regions.regions import describe

    _load(files, REGION_KIND, describe, lambda a: f"{a['list']}, {a['rows']} rows", store, as_json)


def submit(
    fiscal_year: Year,
    district: Annotated[str, typer.Argument(metavar="DISTRICT|DIR|FILE", help="Code, folder of districts, or file.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="Workbook, CSV, zip, or a folder of them.")
    ] = None,
    code_system: Annotated[str | None, typer.Option(help="kemendagri or bps; what the codes in the files are.")] = None,
    by: Annotated[str, typer.Option(help="Who hands it in.")] = "",
    received: Annotated[str, typer.Option(help="Day it came in, YYYY-MM-DD. [default: today]")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep the files of a district, or of every district in DIR, for a fiscal year.

    In DIR each folder, workbook or zip whose name begins with a district code is that district's; what else lies there
    is named. Nothing is overwritten; identical files are said to be known. Exit 1 when a district of DIR was refused.
    """
    load_rulebook(fiscal_year)
    if code_system is not None and code_system not in CODE_SYSTEMS:
        raise WrongUsage(f"--code-system {code_system!r} is not known; use kemendagri or bps")
    moment = now()
    hand_in = partial(
        _hand_in,
        fiscal_year=fiscal_year,
        code_system=CODE_SYSTEMS[code_system] if code_system else None,
        by=by or Settings().person(),
        received=day_text(received, "--received") if received else moment.date().isoformat(),
        recorded=moment.isoformat(),
    )
    if paths:
        if not _CODE.fullmatch(district):
            raise WrongUsage(f"{district!r} is not a district code; one looks like 15.07")
        answer = hand_in(store_at(store, may_be_new=True), district, paths)
        say(answer, as_json, lambda c: c.print(_said(answer)))
        return
    folder = Path(district)
    if folder.is_file():
        from flows.district.findings import guess_district
        from tasks.intake.grids.limits import Limits

        kode = guess_district(gather([folder]), Limits.of(load_rulebook(fiscal_year)))
        answer = hand_in(store_at(store, may_be_new=True), kode, [folder]) | {"read_from_file": True}
        say(answer, as_json, lambda c: c.print(f"{_said(answer)}; the district was read from the file's desa codes"))
        return
    if not folder.is_dir():
        raise WrongUsage(f"{district!r} is no folder of districts; `ppsp submit FY DISTRICT PATH` hands one in")
    _submit_all(folder, lambda opened, kode, path: hand_in(opened, kode, [path]), store, as_json)


def _hand_in(opened: Store, district: str, paths: list[Path], *, fiscal_year: int, **about: Any) -> dict[str, Any]:
    from flows.district.hand_in import hand_in as keep
    from flows.programme.acts import require_person

    require_person(opened, about["by"], district, about["received"])
    receipt, is_new = keep(opened, fiscal_year, district, gather(paths), **about)
    return {"district": district, "fiscal_year": fiscal_year, "is_new": is_new, **receipt}


def _said(answer: dict[str, Any]) -> str:
    known = "" if answer["is_new"] else " (the same files are already there: nothing written)"
    counted = f"submission {answer['seq']}, {len(answer['files'])} files{known}"
    return f"{answer['district']} FY{answer['fiscal_year']}: {counted}"


def _submit_all(folder: Path, hand_in: Callable[[Store, str, Path], dict[str, Any]], store: str, as_json: bool) -> None:
    """Every district of the folder in one process; one that cannot be read does not hold up the others."""
    named = [(_CODE.match(p.name), p) for p in sorted(folder.iterdir()) if p.name not in _NO_DOCUMENTS]
    districts = [(found[0], p) for found, p in named if found]
    twice = {kode for kode, _ in districts if [k for k, _ in districts].count(kode) > 1}
    if not districts or twice:
        what = f"two entries for {', '.join(sorted(twice))}" if twice else "nothing there begins with a district code"
        raise WrongUsage(f"{folder}: {what}; name each folder, workbook or zip by its code, e.g. 15.07")
    opened = store_at(store, may_be_new=True)
    answers, refused = [], []
    for kode, path in districts:
        try:
            answers.append(hand_in(opened, kode, path))
        except WrongUsage as error:
            refused.append({"district": kode, "path": str(path), "error": str(error)})
    skipped = [p.name for found, p in named if not found]
    result = {"submissions": answers, "refused": refused, "skipped": skipped}

    def human(console: Console) -> None:
        for answer in answers:
            console.print(_said(answer))
        for r in refused:
            console.print(f"{r['district']} refused: {r['error']}", soft_wrap=True, markup=False)
        if skipped:
            console.print(f"no district code, left alone: {', '.join(skipped)}", soft_wrap=True, markup=False)
        console.print(f"{sum(a['is_new'] for a in answers)} new of {len(districts)} submissions")

    say(result, as_json, human)
    if refused:
        raise typer.Exit(NO)


def _is_file(path: Path) -> bool:
    if path.is_symlink():
        raise WrongUsage(f"{path} is a link, which may lead out of the folder; put the file itself there")
    return path.is_file()


def gather(paths: list[Path]) -> list[tuple[str, bytes]]:
    """The files of a submission: (name, bytes), folders opened one level and below, names relative to their folder.

    A letter or a picture in a folder is kept as in a zip; what reads the submission names it as no table.
    """
    found: list[tuple[str, bytes]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _is_file(p) and not p.name.startswith((".", "~$")))
            tables = [p for p in inside if p.suffix.lower() in READABLE]
            found += [
                (p.relative_to(path).as_posix(), read_file(p)) for p in inside if tables and p.name not in _NO_DOCUMENTS
            ]
        else:
            found.append((path.name, read_file(path)))
    if not found:
        raise WrongUsage(f"no workbook, CSV or zip in {', '.join(map(str, paths))}")
    twice = {name for name, _ in found if [n for n, _ in found].count(name) > 1}
    if twice:
        raise WrongUsage(f"two files with the same name: {', '.join(sorted(twice))}; rename one")
    return found
