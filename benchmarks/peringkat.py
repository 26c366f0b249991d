"""The national view over several hundred made-up districts, against parsing the tables that it reads with csv alone.

The districts are copies of two sealed demo districts under other codes, each with its own risk classes. One process,
imports excluded, best of three, in turns. `python -m benchmarks.peringkat --districts 500`.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.planning.national import NationalView, national_view
from schemas.canonical import dump_json
from schemas.outputs.buku_putih import AREA
from tasks.demo.write import write_demo
from tasks.lineage.records.ledger import Manifest, run_name, seal, sealed_runs
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_memo, load_table, save_table
from tasks.store.keys import memo_key, object_key
from tasks.store.memory import MemoryStore
from tests.support.cycle import hand_in, run_year

DISTRICTS, LIMIT_RATIO, LIMIT_GIB = 500, 4.0, 1.0
YEARS = (2013, 2014)
READ = {
    "buku_putih": ("area",),
    "ssk": ("layanan", "kegiatan"),
    "mps": ("baris",),
    "validation": ("penduduk", "kesiapan"),
}


def nation(n: int) -> MemoryStore:
    """A store with n made-up districts sealed in both years."""
    source = MemoryStore()
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), districts=2, seed=1, year=YEARS[0])
        for year in YEARS:
            for submission in sorted((Path(folder) / str(year)).iterdir()):
                hand_in(source, year, submission.name, submission)
            run_year(source, year)
    store = MemoryStore()
    for key in source.list("objects/"):
        store.put_new(key, source.get(key))
    pinned: dict[str, Any] = {}
    for year in YEARS:
        manifest = _copied(source, store, next(sealed_runs(source, year)), n, pinned)
        seal(store, manifest["run_id"], dump_json(manifest))
        pinned = {d["kode"]: {"run": manifest["run_id"]} for d in manifest["districts"]}
    return store


def _copied(source: MemoryStore, store: MemoryStore, run: Manifest, n: int, pins: dict[str, Any]) -> Manifest:
    originals = [d["kode"] for d in run["districts"]]
    units: list[dict[str, Any]] = []
    outputs: dict[str, str] = {}
    for i in range(n):
        for unit in (u for u in run["units"] if u["district"] == originals[i % len(originals)]):
            memo = _moved(store, load_memo(source, unit["memo"]), kode_of(i), i)
            key = memo_key(memo.fiscal_year, memo.district, memo.step, memo.unit_key)
            store.put_new(key, memo.dump())
            units.append({**unit, "district": memo.district, "memo": key})
            outputs |= memo.outputs()
    districts = [{**run["districts"][i % len(originals)], "kode": kode_of(i)} for i in range(n)]
    name = run_name(run["fiscal_year"], "tahunan", "bench")
    changed = {"run_id": name, "districts": districts, "units": units, "outputs": outputs, "pins": pins}
    return Manifest({**run, **changed})


def _moved(store: MemoryStore, memo: Memo, kode: str, i: int) -> Memo:
    moved = replace(memo, district=kode)
    if memo.step != "buku_putih":
        return moved
    rows = load_table(store, memo, AREA)
    drawn = random.Random(i)
    highest = drawn.randint(1, 4)
    for row in rows:
        row["skor_akhir"] = drawn.randint(1, highest)
    return replace(moved, tables={**memo.tables, AREA.name: save_table(store, AREA, rows)})


def kode_of(i: int) -> str:
    """The code of the i-th made-up district."""
    return f"{11 + i // 40:02d}.{1 + i % 40:02d}"


def bare(store: MemoryStore, view: NationalView) -> int:
    """Parse the tables that the view reads, with nothing else; gives the number of cells."""
    cells = 0
    for keys in view.record["memos"].values():
        for key in keys:
            memo = load_memo(store, key)
            for name in READ[memo.step]:
                if name in memo.tables:
                    text = store.get(object_key(memo.tables[name].digest)).decode()
                    cells += sum(len(line) for line in csv.reader(io.StringIO(text)))
    return cells


def measure(n: int) -> dict[str, float]:
    """Seconds of both, their ratio, the peak memory of the process in GiB, and the size of the page in KB."""
    store = nation(n)
    view = national_view(store, YEARS[1])
    ours, plain = [], []
    for _ in range(3):
        start = time.perf_counter()
        national_view(store, YEARS[1])
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        bare(store, view)
        plain.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "districts": n,
        "bare_s": min(plain),
        "ours_s": min(ours),
        "ratio": min(ours) / min(plain),
        "peak_gib": peak,
        "page_kb": len(store.get(view.page)) / 1024,
    }


def main() -> None:
    """Print the measurement; exit 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--districts", type=int, default=DISTRICTS)
    found = measure(parser.parse_args().districts)
    print("  ".join(f"{name} {value:.3g}" for name, value in found.items()))
    if found["ratio"] > LIMIT_RATIO or found["peak_gib"] > LIMIT_GIB:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
