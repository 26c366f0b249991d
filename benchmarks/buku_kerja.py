"""Workbooks for districts: notes beside openpyxl's own load and save, and the instrument of a district; in one run."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from flows.district.annotate import annotate_files
from flows.district.findings import check_files
from flows.district.instrument import make_instrument
from tasks.demo.write import write_demo
from tests.support.stores import folder_store

DISTRICTS, YEAR = 10, 2013
ANNOTATION_LIMIT, INSTRUMENT_LIMIT_SECONDS = 1.5, 0.25


def main() -> int:
    """Print the ratio and the seconds of a core per instrument; 1 when one exceeds its limit."""
    with TemporaryDirectory() as folder:
        written = write_demo(Path(folder) / "files", districts=DISTRICTS, seed=1, year=YEAR)
        store = folder_store(f"{folder}/store")
        mine = [w for w in written if w.fiscal_year == YEAR]
        books = [(w.kode, next(w.path.glob("*.xlsx"))) for w in mine if any(w.path.glob("*.xlsx"))]
        files = [(kode, path.name, path.read_bytes()) for kode, path in books]
        found = [(f, check_files(store, YEAR, f[0], [f[1:]], None)[1]) for f in files]
        bare = _seconds(lambda: [_roundtrip(data) for _, _, data in files])
        noted = _seconds(lambda: [annotate_files([f[1:]], rows, YEAR, f[0]) for f, rows in found])
        each = _seconds(lambda: [make_instrument(store, YEAR, w.kode) for w in mine]) / len(mine)
    print(f"  annotation / openpyxl's load and save {noted / bare:>14.2f}   (limit {ANNOTATION_LIMIT})")
    print(f"  instrument, seconds of a core each {each:>17.2f}   (limit {INSTRUMENT_LIMIT_SECONDS})")
    return int(noted / bare > ANNOTATION_LIMIT or each > INSTRUMENT_LIMIT_SECONDS)


def _roundtrip(data: bytes) -> bool:
    load_workbook(io.BytesIO(data)).save(io.BytesIO())
    return True


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
