"""`ppsp verify` beside `sha256sum` over the same files, and the space of edges beside the tables that they explain.

The store holds one sealed made-up district and, beside it, objects with the sizes of that district's own objects until
it has the wanted size: what a store of many districts looks like on disk.
"""

from __future__ import annotations

import argparse
import bz2
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from benchmarks.jambi import FIRST, SECOND, run_year
from flows.cli.submit import gather
from flows.district.hand_in import hand_in
from schemas.canonical import digest
from tasks.demo.write import write_demo
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.units.unit import load_memo, run_units
from tasks.store.keys import object_key
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

LEAST = 0.9
ROUNDS = 5


def main() -> int:
    """Print throughput and shares; 1 when one of the limits is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=400)
    wanted = parser.parse_args().megabytes * 2**20
    with TemporaryDirectory() as folder:
        store = sealed_demo(Path(folder))
        shares = edge_shares(store)
        size = fill(store, Path(folder), wanted)
        files = sorted(str(p) for p in Path(folder).rglob("*") if p.is_file())
        assert audit(store).problems == []
        rounds = [(_spent(lambda: audit(store)), _spent(lambda: _sums(files))) for _ in range(ROUNDS + 1)][1:]
    print(f"  {len(files)} files, {size / 2**20:.0f} MB")
    speed = median(sums.cpu / ours.cpu for ours, sums in rounds)
    wall = median(sums.wall / ours.wall for ours, sums in rounds)
    print(f"  {'throughput of verify / sha256sum, processor':<46}{speed:>8.2f}   (at least {LEAST})")
    print(f"  {'the same by the clock, which others slow':<46}{wall:>8.2f}")
    for name, share in shares.items():
        print(f"  {f'bytes of edges / of {name}':<46}{share:>8.2f}   (goal 1.0)")
    return int(speed < LEAST)


def sealed_demo(folder: Path) -> RestrictedStore:
    """A made-up district through the years of its Buku Putih, SSK and MPS."""
    store = folder_store(folder)
    with TemporaryDirectory() as files:
        write_demo(Path(files), districts=1, seed=1, year=FIRST)
        for year in (FIRST, SECOND):
            for handed_in in sorted((Path(files) / str(year)).iterdir()):
                day = f"{year}-05-20"
                named = gather([handed_in])
                hand_in(store, year, handed_in.name, named, code_system=None, by="bench", received=day, recorded=day)
            run_year(store, year, lambda step, jobs: run_units(store, step, jobs))
    return store


def fill(store: RestrictedStore, folder: Path, wanted: int) -> int:
    """Add objects until all files together have the wanted size; gives the size."""
    rng, size = Random(1), sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    for length in cycle([len(store.get(key)) for key in store.list("objects/")]):
        if size >= wanted:
            return size
        data = rng.randbytes(length)
        path = folder / object_key(digest(data))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += length
    return size


def edge_shares(store: RestrictedStore) -> dict[str, float]:
    """Bytes of the edges of all units over those of the tables, and of tables and pages, that they explain."""
    edges = tables = pages = packed = 0
    for manifest in sealed_runs(store):
        for unit in manifest["units"]:
            memo = load_memo(store, unit["memo"])
            data = store.get(object_key(memo.edges))
            if len(data) > len("{}"):
                edges += len(data)
                packed += len(bz2.compress(data))
                tables += sum(len(store.get(object_key(t.digest))) for t in memo.tables.values())
                pages += sum(len(store.get(object_key(d))) for name, d in memo.blobs.items() if name.endswith(".html"))
    shares = {"the tables they explain": edges / tables, "those tables and pages": edges / (tables + pages)}
    return shares | {"the tables, if bz2 packed them": packed / tables}


class _Spent(NamedTuple):
    wall: float
    cpu: float


def _spent(run: Callable[[], object]) -> _Spent:
    """Seconds by the clock, and of processor with those of the processes that it started."""
    began, before = perf_counter(), sum(os.times()[:4])
    run()
    return _Spent(perf_counter() - began, sum(os.times()[:4]) - before)


def _sums(files: list[str]) -> None:
    subprocess.run(["xargs", "-0", "sha256sum"], input="\0".join(files).encode(), capture_output=True, check=True)


if __name__ == "__main__":
    sys.exit(main())
