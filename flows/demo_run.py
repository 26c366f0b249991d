"""The demo behind `make run`: hand in every made-up submission, run the years in order, say where to open them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from flows.cli.operate import print_run
from flows.cli.submit import gather
from flows.demo_programme import live
from flows.district.hand_in import hand_in
from flows.settings import Settings, prepare_environment
from flows.wiring import BOUNDARY_KIND, newest_runs, now, open_store
from schemas.errors import WrongUsage
from tasks.demo.write import BOUNDARIES, complete_ones
from tasks.intake.regions.boundaries import describe
from tasks.lineage.records.receipts import load_reference, receipts
from tasks.store.ports import Store


def main(submissions: Path, store_url: str) -> None:
    """Submissions lie in `<submissions>/<fiscal year>/<district>/`; each year is run in order. Can be repeated."""
    prepare_environment(store_url)
    store, console = open_store(store_url, may_be_new=True), Console(highlight=False)
    file = submissions / BOUNDARIES
    if file.exists():
        load_reference(store, BOUNDARY_KIND, file.name, data := file.read_bytes(), describe(file.name, data))
    years = sorted(int(folder.name) for folder in submissions.iterdir() if folder.name.isdigit())
    for year in years:
        for folder in sorted((submissions / str(year)).iterdir()):
            day, moment = f"{year}-05-20", now().isoformat()
            files = gather([folder])
            by = Settings().person()
            hand_in(store, year, folder.name, files, code_system=None, by=by, received=day, recorded=moment)
    from flows.annual_cycle import run_annual_cycle

    for year in years:
        print_run(console, run_annual_cycle(year, reason="demo", store_url=store_url), store_url)
        if year == years[0]:
            for sentence in live(store, year, sorted(f.name for f in (submissions / str(year)).iterdir())):
                console.print(sentence, soft_wrap=True, markup=False)
    if years and (corrected := _correct(store, years[0], submissions)):
        answer = run_annual_cycle(years[0], (corrected,), reason="demo: a correction", store_url=store_url)
        console.print(f"{corrected} corrected its data; MPS now stale: {', '.join(answer['stale_mps']) or 'none'}.")
    if file.exists():
        for key in _complete_pages(store, years, submissions):
            console.print(f"Open first, every chapter and map is filled: {store_url}/{key}", soft_wrap=True)
    console.print(f"Next: .venv/bin/ppsp runs --store {store_url}", soft_wrap=True)


def _complete_pages(store: Store, years: Sequence[int], submissions: Path) -> Iterator[str]:
    """The documents of the two districts that handed in every table, in the order of the chain."""
    listed = sorted(folder.name for folder in (submissions / str(years[0])).iterdir())
    for kode in complete_ones(listed):
        for year in years:
            manifest = newest_runs(store, year).get(kode)
            yield from manifest.told[kode]["documents"] if manifest else ()


def _correct(store: Store, year: int, submissions: Path) -> str:
    """Hand in one changed cell of the second district, whose SSK is ratified; "" where it was done or cannot be."""
    folders = sorted((submissions / str(year)).iterdir())
    file = folders[1] / "air_limbah.csv" if len(folders) > 1 else None
    if file is None or not file.exists() or len(list(receipts(store, year, folders[1].name))) > 1:
        return ""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    column = lines[0].split(";").index("Jamban (unit)")
    cells = lines[5].split(";")
    lines[5] = ";".join((*cells[:column], "1", *cells[column + 1 :]))
    data = ("\n".join(lines) + "\n").encode("utf-8-sig")
    files, by = [(file.name, data)], Settings().person()
    day, moment = f"{year + 2}-02-03", now().isoformat()
    hand_in(store, year, folders[1].name, files, code_system=None, by=by, received=day, recorded=moment)
    return folders[1].name


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise WrongUsage("usage: python -m flows.demo_run SUBMISSIONS STORE")
    main(Path(sys.argv[1]), sys.argv[2])
