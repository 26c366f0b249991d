"""One Buku Putih with every chapter in four formats, beside the PDF compiler alone; and memory over many documents."""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from benchmarks.jambi import run_year
from benchmarks.side_by_side import in_turns, milliseconds, ratio
from flows.cli.submit import gather
from flows.cycle.chain import parent_names
from flows.cycle.documents import tree_of
from flows.cycle.renderer import FORMATS
from flows.cycle.rendering import rendered
from flows.district.hand_in import hand_in
from flows.wiring import BOUNDARY_KIND, newest_runs, open_store
from reports.blocks import Chart, ClassMap, Document, Table
from reports.typst_document import document_source
from reports.typst_glyphs import STANDARDS
from tasks.demo.write import BOUNDARIES, complete_ones, write_demo
from tasks.documents.units import STEP_BUKU_PUTIH
from tasks.intake.regions.boundaries import describe
from tasks.lineage.records.history import History
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.unit import Job, run_units

YEAR, ALL, CORES, MANY, FEW = 2013, 323, 2, 20, 5
GOAL_S = 3.0
LIMIT_RATIO, LIMIT_MEMORY, LIMIT_MIB = 3.5, 1.4, 300


def main() -> int:
    """Print ratios, seconds and MiB; 1 when a ratio exceeds its limit."""
    with TemporaryDirectory() as folder:
        document, name = _tree(Path(folder))
        (_, early), (each, late) = _many(document, name, Path(folder))
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
    print(f"  peak over {MANY} documents / over {FEW}            {late / early:>8.2f}   (limit {LIMIT_MEMORY})")
    print(f"  peak of a process over {FEW} and {MANY}, MiB         {early:>6.0f} {late:>6.0f}   (limit {LIMIT_MIB})")
    print(f"  a document in the processes of a run, seconds {each:>7.2f}; {ALL} on {CORES} cores, extrapolated: "
          f"{ALL * each / CORES / 60:.1f} min (goal 5)")  # fmt: skip
    return int(above > LIMIT_RATIO or late / early > LIMIT_MEMORY or late > LIMIT_MIB)


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


def _many(document: Document, name: str, folder: Path) -> list[tuple[float, float]]:
    """Seconds of processor a document in four formats, and MiB at the worst moment, over few documents and over many.

    A process of its own asks for them: what a process started is told together with its own peak.
    """
    asked = folder / "asked.pickle"
    asked.write_bytes(pickle.dumps((document, name)))
    command = [sys.executable, "-c", f"from benchmarks.naskah import told; told({str(asked)!r})"]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [(seconds, mib) for seconds, mib in map(json.loads, made.splitlines())]


def told(asked: str) -> None:
    """A line for few documents and one for many: [seconds of processor a document, MiB at the worst moment]."""
    document, name = pickle.loads(Path(asked).read_bytes())
    for n in (FEW, MANY):
        before = _spent()
        others = ((str(i), "naskah", kind, replace(document, place=f"{document.place} {i}"), name)
                  for i in range(n) for kind in FORMATS)  # fmt: skip
        deque(rendered(others), maxlen=0)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(json.dumps([(_spent() - before) / n, peak]), flush=True)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
