"""The audit room of made-up districts and three years, beside making their documents; in one process, on a folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.jambi import run_year
from flows.cli.submit import gather
from flows.district.hand_in import hand_in
from flows.site.build import Built, build
from tasks.demo.write import write_demo
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Job, run_units
from tasks.store.ports import Store
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

DISTRICTS, YEAR, ALL, CORES = 4, 2013, 514, 2
LIMIT_MADE, LIMIT_AGAIN, LIMIT_MB = 1.5, 0.25, 500
DAY = date(YEAR + 1, 6, 1)


class Clock:
    """Seconds of this process spent on documents."""

    def __init__(self) -> None:
        self.documents = 0.0

    def runner(self, store: Store, step: Step, jobs: list[Job]) -> list[Done]:
        """Run the units of a step in this process."""
        began = process_time()
        done = run_units(store, step, jobs)
        self.documents += (process_time() - began) * step.name.startswith("dokumen_")
        return done


def main() -> int:
    """Print what a site costs beside the documents in it; 1 when a ratio or the size exceeds its limit."""
    with TemporaryDirectory() as folder:
        store, clock = folder_store(Path(folder) / "store"), Clock()
        _fill(store, Path(folder) / "files", clock)
        out = Path(folder) / "site"
        _, warm = _built(store, Path(folder) / "warm")
        made, first = _built(store, out)
        again, second = _built(store, out)
        shared, own = _megabytes(out)
    assert (len(made.written), len(again.written)) == (made.pages, 0)
    whole = shared + own * ALL
    ratio, rest = min(first, warm) / clock.documents, second / first
    print(f"  site / making its documents ({clock.documents:.1f} s)      {ratio:>8.2f}   (limit {LIMIT_MADE})")
    print(f"  site when nothing changed / site             {rest:>8.2f}   (limit {LIMIT_AGAIN})")
    print(f"  a district, {first / DISTRICTS:.2f} s and {own:.2f} MB; {ALL} of them and {CORES} cores: "
          f"{first / DISTRICTS * ALL / CORES / 60:.1f} min, {whole:.0f} MB (limit {LIMIT_MB})")  # fmt: skip
    return int(ratio > LIMIT_MADE or rest > LIMIT_AGAIN or whole > LIMIT_MB)


def _fill(store: RestrictedStore, files: Path, clock: Clock) -> None:
    """Hand the demo in and run its three years."""
    write_demo(files, districts=DISTRICTS, seed=1, year=YEAR)
    for folder in sorted(files.iterdir()):
        year = int(folder.name)
        for district in sorted(folder.iterdir()):
            day, given = f"{year}-05-20", gather([district])
            hand_in(store, year, district.name, given, code_system=None, by="bench", received=day, recorded=day)
        run_year(store, year, lambda step, jobs: clock.runner(store, step, jobs))


def _megabytes(out: Path) -> tuple[float, float]:
    """What all districts share, and one district on average."""
    sizes = {path.relative_to(out): path.stat().st_size / 1e6 for path in out.rglob("*") if path.is_file()}
    own = sum(size for path, size in sizes.items() if len(path.parts) > 2 or path.parts[0] == "cari")
    return sum(sizes.values()) - own, own / DISTRICTS


def _built(store: RestrictedStore, out: Path) -> tuple[Built, float]:
    began = process_time()
    made = build(store.url, out, DAY, is_compact=True)
    return made, process_time() - began


if __name__ == "__main__":
    sys.exit(main())
