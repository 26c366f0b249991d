"""A made-up national household table, and how long it takes from parquet to indicators, IRS and classes.

Measured beside a bare DuckDB group-by of the same columns of the same file: one process, the same threads, imports
excluded, best of three of each, in turns. `python -m benchmarks.nasional --rows 3300000` measures the full size.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.ehra import Item, load_questionnaire
from schemas.rulebook import load_rulebook
from tasks.buku_putih.jawaban.aturan import answers_read
from tasks.buku_putih.jawaban.nasional import national_index
from tasks.buku_putih.units import RULES

FULL_ROWS, PER_DESA, DESA_PER_DISTRICT, COLUMNS = 3_300_000, 40, 161, 100
ROW_GROUP, THREADS, SEED, YEAR = 122_880, 2, 20, 2021
LIMIT_RATIO, LIMIT_GIB = 3.0, 1.5


def household_file(rows: int, folder: Path) -> Path:
    """The table as parquet, made once per size: about 40 households a desa, 100 columns, every seventh cell blank."""
    path = folder / f"ppsp-responden-{rows}.parquet"
    if not path.exists():
        part = path.with_suffix(".part")
        rng, start = np.random.default_rng(SEED), 0
        writer: pq.ParquetWriter | None = None
        while start < rows:
            batch = _batch(rng, start, min(ROW_GROUP, rows - start))
            writer = writer or pq.ParquetWriter(part, batch.schema)
            writer.write_table(batch)
            start += len(batch)
        if writer:
            writer.close()
        part.rename(path)
    return path


def _batch(rng: np.random.Generator, start: int, n: int) -> pa.Table:
    place = np.arange(start, start + n)
    desa = place // PER_DESA - (place % 1777 == 0)
    codes = [_kode(max(int(d), 0)) for d in np.unique(desa)]
    kode = pa.array(codes, pa.string()).take(pa.array(np.searchsorted(np.unique(desa), desa)))
    columns: dict[str, pa.Array] = {
        "no_responden": pa.array([f"{p:013d}" for p in place]),
        "kode_desa": kode,
        "strata": pa.array((desa % 5).astype(np.int8)),
        "rt": pa.array((place % 8).astype(np.int8)),
        "umur": pa.array(rng.integers(18, 61, n, dtype=np.int8)),
        "tanggal": pa.array(["2021-04-01"] * n),
    }
    for item in load_questionnaire().items.values():
        for column in item.columns:
            columns[column] = _answers(rng, item, n, bias=0.25 + 0.5 * ((desa * 7 + len(columns)) % 11) / 11)
    for i in range(COLUMNS - len(columns)):
        columns[f"lain.{i + 1}"] = pa.array(rng.integers(1, 5, n, dtype=np.int8))
    return pa.table(columns)


def _kode(desa: int) -> str:
    district, n = divmod(desa, DESA_PER_DISTRICT)
    return f"{11 + district // 40:02d}.{1 + district % 40:02d}.{1 + n // 20:02d}.{2001 + n % 20}"


def _answers(rng: np.random.Generator, item: Item, n: int, bias: np.ndarray) -> pa.Array:
    is_blank = rng.random(n, dtype=np.float32) < 1 / 7
    if item.kind == "multi":
        return pa.array((rng.random(n, dtype=np.float32) < bias).astype(np.int8), mask=is_blank)
    risky = rng.random(n, dtype=np.float32) < bias
    risk = np.array(item.risk or item.codes)
    safe = np.array([c for c in item.codes if c not in item.risk] or item.codes)
    drawn = np.where(risky, risk[rng.integers(0, len(risk), n)], safe[rng.integers(0, len(safe), n)])
    return pa.array(drawn if item.kind == "letters" else drawn.astype(np.int8), mask=is_blank)


def bare_group_by(path: Path) -> str:
    """Sums and counts of the columns that the indicators read, by desa."""
    columns = [c for c in answers_read() if c not in ("kode_desa", "rt")]
    sums = ", ".join(f'count("{c}")' if c.startswith("F.1.1.") else f'sum("{c}")' for c in columns)
    return f"SELECT kode_desa, {sums} FROM read_parquet('{path}') GROUP BY kode_desa"


def measure(rows: int, folder: Path) -> dict[str, float]:
    """Seconds of both, their ratio, and the peak memory of the process in GiB."""
    path, rules = household_file(rows, folder), load_rulebook(YEAR).only(RULES)
    bare, ours = [], []
    for _ in range(3):
        with duckdb.connect(config={"threads": THREADS}) as connection:
            start = time.perf_counter()
            connection.execute(bare_group_by(path)).fetchnumpy()
            bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        national_index(path, rules, THREADS)
        ours.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"rows": rows, "bare_s": min(bare), "ours_s": min(ours), "ratio": min(ours) / min(bare), "peak_gib": peak}


def main() -> None:
    """Print the measurement; exit 1 when the full size misses a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=FULL_ROWS // 10)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    found = measure(given.rows, given.folder)
    print("  ".join(f"{name} {value:.3g}" for name, value in found.items()))
    is_missed = found["ratio"] > LIMIT_RATIO or found["peak_gib"] > LIMIT_GIB
    if is_missed and given.rows >= FULL_ROWS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
