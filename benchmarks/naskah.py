"""One Buku Putih with every chapter in four formats, beside the PDF compiler alone; and memory over many documents."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from benchmarks.jambi import run_year
from benchmarks.side_by_side import in_turns, milliseconds, ratio
from flows.cli.submit import gather
from flows.cycle.chain import parent_names
from flows.cycle.documents import FORMATS, tree_of
from flows.district.hand_in import hand_in
from flows.wiring import BOUNDARY_KIND, newest_runs, open_store
from reports.blocks import Chart, ClassMap, Document, Table
from reports.typst_document import document_source
from reports.typst_glyphs import STANDARDS
from tasks.demo.write import BOUNDARIES, complete_ones, write_demo
from tasks.documents.units import STEP_BUKU_PUTIH
from tasks.intake.boundaries import describe
from tasks.lineage.history import History
from tasks.lineage.receipts import load_reference
from tasks.lineage.unit import Job, run_units

YEAR, ALL, CORES, MANY, FEW = 2013, 323, 2, 20, 5
GOAL_S, GOAL_MIB = 3.0, 300
LIMIT_RATIO, LIMIT_MEMORY = 3.5, 1.4


def main() -> int:
    """Print ratios, seconds and MiB; 1 when a ratio exceeds its limit."""
    with TemporaryDirectory() as folder:
        document, name = _tree(Path(folder))
    source = document_source(document, name).encode()
    ways: dict[str, Callable[[], object]] = {kind: partial(make, document, name) for kind, make in FORMATS.items()}
    ways["compiler"] = lambda: typst.compile(source, pdf_standards=[*STANDARDS], ignore_system_fonts=True, timestamp=0)
    ways["four"] = lambda: [make(document, name) for make in FORMATS.values()]
    times = in_turns(ways, rounds=5, warm=1)
    above, seconds = ratio(times, "four", "compiler"), dict(milliseconds(times))["four"] / 1000
    blocks = document.blocks
    print(f"  one Buku Putih: {sum(isinstance(b, Table) for b in blocks)} tables, "
          f"{sum(isinstance(b, Chart) and not isinstance(b, ClassMap) for b in blocks)} charts, "
          f"{sum(isinstance(b, ClassMap) for b in blocks)} maps")  # fmt: skip
    print("  " + ", ".join(f"{way} {ms:.0f} ms" for way, ms in milliseconds(times)))
    print(f"  four formats / the compiler alone            {above:>8.2f}   (limit {LIMIT_RATIO})")
    print(f"  four formats, seconds of one core            {seconds:>8.2f}   (goal {GOAL_S})")
    early, late = _peaks(document, name)
    print(f"  peak after {MANY} documents / after {FEW}, one worker {late / early:>6.2f}   (limit {LIMIT_MEMORY})")
    print(f"  peak after {FEW} and {MANY}, MiB                     {early:>6.0f} {late:>6.0f}   (goal {GOAL_MIB})")
    print(f"  {ALL} documents on {CORES} cores, extrapolated from the seconds above: "
          f"{ALL * seconds / CORES / 60:.1f} min (goal 5)")  # fmt: skip
    return int(above > LIMIT_RATIO or late / early > LIMIT_MEMORY)


def _tree(folder: Path) -> tuple[Document, str]:
    """The Buku Putih of a made-up district that hands in every table, and the digest of its page."""
    files, store = folder / "files", open_store(str(folder / "store"), may_be_new=True)
    write_demo(files, districts=2, seed=1, year=YEAR, full=True)
    data = (files / BOUNDARIES).read_bytes()
    load_reference(store, BOUNDARY_KIND, BOUNDARIES, data, describe(BOUNDARIES, data))
    kode = complete_ones(sorted(p.name for p in (files / str(YEAR)).iterdir()))[0]
    given = gather([files / str(YEAR) / kode])
    hand_in(store, YEAR, kode, given, code_system=None, by="bench", received=f"{YEAR}-05-20", recorded="bench")
    run_year(store, YEAR, lambda step, jobs: run_units(store, step, jobs))
    history = History(store, newest_runs(store, YEAR)[kode])
    unit = history.unit(YEAR, kode, STEP_BUKU_PUTIH.name)
    assert unit is not None
    parents = history.parents(parent_names(STEP_BUKU_PUTIH), kode)
    return tree_of(store, STEP_BUKU_PUTIH, Job(YEAR, kode, parents=parents), unit.memo)


def _peaks(document: Document, name: str) -> tuple[float, float]:
    """MiB at the worst moment of a worker after few and after many documents in four formats."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        peaks = list(pool.map(_made, _others(document, name)))
    return peaks[FEW - 1], peaks[MANY - 1]


def _others(document: Document, name: str) -> Iterator[tuple[Document, str]]:
    """The same document under other names, so that nothing is taken from a cache."""
    return ((replace(document, place=f"{document.place} {i}"), name) for i in range(MANY))


def _made(asked: tuple[Document, str]) -> float:
    for make in FORMATS.values():
        make(*asked)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
