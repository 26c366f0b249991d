"""The demo behind `make run`: hand in every made-up submission, run the years in order, say where to open them."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from flows.cli.operate import print_run
from flows.cli.submit import gather
from flows.settings import Settings, prepare_environment
from flows.wiring import now, open_store
from schemas.errors import WrongUsage
from tasks.lineage.receipts import submit


def main(submissions: Path, store_url: str) -> None:
    """Submissions lie in `<submissions>/<fiscal year>/<district>/`; each year is run in order. Can be repeated."""
    prepare_environment(store_url)
    store, console = open_store(store_url, may_be_new=True), Console(highlight=False)
    years = sorted(int(folder.name) for folder in submissions.iterdir() if folder.name.isdigit())
    for year in years:
        for folder in sorted((submissions / str(year)).iterdir()):
            day, moment = f"{year}-05-20", now().isoformat()
            files = gather([folder])
            by = Settings().person()
            submit(store, year, folder.name, files, code_system=None, by=by, received=day, recorded=moment)
    from flows.annual_cycle import annual_cycle

    for year in years:
        print_run(console, annual_cycle(year, reason="demo", store_url=store_url), store_url)
    console.print(f"Next: .venv/bin/ppsp runs --store {store_url}", soft_wrap=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise WrongUsage("usage: python -m flows.demo_run SUBMISSIONS STORE")
    main(Path(sys.argv[1]), sys.argv[2])
