"""`why` and `impact` of random lines of a sealed MPS, beside reading the records and edges that they open."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import jambi
from benchmarks.side_by_side import in_turns, milliseconds, ratio
from schemas import refs
from schemas.outputs.mps import BARIS
from tasks.demo.write import write_demo
from tasks.lineage.answers.find import Newest, newest
from tasks.lineage.answers.impact import impact
from tasks.lineage.answers.why import why
from tasks.lineage.units.unit import run_units
from tasks.store.ports import Store
from tests.support.stores import folder_store

LINES, ROUNDS = 5, 5
DEPTH = 3
LIMITS = {"why": 4.0, "impact": 12.0}


def main() -> int:
    """Print the times of five lines each and their ratios to reading; 1 when a ratio exceeds its limit."""
    with TemporaryDirectory() as folder:
        store = folder_store(Path(folder) / "store")
        made = write_demo(Path(folder) / "files", districts=1, seed=1, year=jambi.FIRST)
        first = tuple(w.path for w in made if w.fiscal_year == jambi.FIRST)
        jambi.hand_in(store, jambi.Source("demo", first, ()))
        for year in (jambi.FIRST, jambi.SECOND):
            jambi.run_year(store, year, lambda step, jobs: run_units(store, step, jobs))
        return int(not _is_kept(store))


def _is_kept(store: Store) -> bool:
    (plan,) = newest(store, jambi.SECOND, steps=("mps",))
    keys = random.Random(1).sample(sorted(plan.unit.rows(BARIS)), LINES)
    lines = [refs.value("baris", True, jambi.SECOND, plan.district, key, "") for key in keys]
    cells = [_a_cell(store, line) for line in lines]
    times = in_turns(
        {
            "reading": lambda: [_read(store) for _ in lines],
            "why": lambda: [why(store, line, depth=DEPTH) for line in lines],
            "impact": lambda: [impact(store, cell) for cell in cells],
        },
        ROUNDS,
        warm=1,
    )
    for name, took in milliseconds(times):
        print(f"  {name:<10}{took / LINES:>8.1f} ms a line")
    ratios = {name: ratio(times, name, "reading") for name in LIMITS}
    for name, value in ratios.items():
        print(f"  {f'{name} / reading records and edges':<46}{value:>8.1f}   (limit {LIMITS[name]})")
    return all(ratios[name] <= limit for name, limit in LIMITS.items())


def _read(store: Store) -> int:
    """The edges of both years, found by the ledger and read by themselves."""
    units: list[Newest] = [made for year in (jambi.FIRST, jambi.SECOND) for made in newest(store, year)]
    return sum(len(made.unit.edges) for made in units)


def _a_cell(store: Store, line: str) -> refs.Ref:
    todo = [why(store, line)]
    while todo:
        node = todo.pop(0)
        if node["ref"].startswith("tabel/") and "/*" not in node["ref"]:
            return refs.parse(node["ref"])
        todo += [child for child in node["from"] if "ref" in child]
    raise AssertionError(f"{line} leads to no cell")


if __name__ == "__main__":
    sys.exit(main())
