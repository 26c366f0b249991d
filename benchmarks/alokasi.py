"""Allocation: the gap on large made-up cases, and the memory of 127 districts allocated in one run.

`python -m benchmarks.alokasi` runs both and exits with 1 when a limit is exceeded; `--seeds`, `--districts` and
`--lines` change their size. The cases are seeded, limits are gap and nodes, so every machine finds the same plans.
"""

from __future__ import annotations

import argparse
import resource
import sys
from time import process_time

from schemas.rulebook import load_rulebook
from tasks.mps.alokasi.banding import allocate, comparison
from tasks.mps.alokasi.cara.aturan_polos import plain_rule
from tasks.mps.alokasi.cara.harga import shadow_prices
from tasks.mps.alokasi.cara.leksikografis import lexicographic
from tasks.mps.alokasi.cara.optimum import optimum
from tasks.mps.alokasi.lokal import limits
from tests.support.rantai import chains

FISCAL_YEAR = 2014
GAP_LIMIT_PCT = 2
MEMORY_LIMIT_MIB = 2048
BATAS = limits(load_rulebook(FISCAL_YEAR), "optimum")


def large(seeds: range) -> bool:
    """400 lines in chains of 4, six sources, five years, ceilings of 60 % of the need: gap and value by seed."""
    is_kept = True
    for seed in seeds:
        case = chains(seed)
        start = process_time()
        found, plain = optimum(case, BATAS), case.value(plain_rule(case))
        spent = process_time() - start
        is_kept &= found.gap_pct is not None and found.gap_pct <= GAP_LIMIT_PCT and found.nilai >= plain
        ended = "nodes" if found.is_cut else "gap"
        print(
            f"  seed {seed}: gap {float(found.gap_pct or 0):.2f} % (limit {GAP_LIMIT_PCT}), ended by {ended}, "
            f"{found.nilai / plain:.2f} times the plain rule's value, {spent:.0f} s of processor",
            flush=True,
        )
    return is_kept


def many(districts: int, lines: int) -> bool:
    """All ways and the shadow prices of many districts in one process: peak memory."""
    start, open_checks, is_kept = process_time(), 0, True
    for seed in range(districts):
        case = chains(seed, lines, sources=("APBD_K", "APBD_P", "APBN"))
        made = allocate(case, "optimum", BATAS)
        rows = comparison(case, made, FISCAL_YEAR)
        shadow_prices(case, FISCAL_YEAR)
        open_checks += lexicographic(case, BATAS).n_open
        value = {str(r["cara"]): int(r["nilai"] or 0) for r in rows}
        is_kept &= value["optimum"] >= value["polos"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {districts} districts of {lines} lines: peak {peak:.0f} MiB (limit {MEMORY_LIMIT_MIB}), "
        f"{open_checks} lines left open, {process_time() - start:.0f} s of processor"
    )
    return is_kept and peak < MEMORY_LIMIT_MIB


def main() -> int:
    """0 when every limit is kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--districts", type=int, default=127)
    asked.add_argument("--lines", type=int, default=40)
    given = asked.parse_args()
    return 0 if all((large(range(1, 1 + given.seeds)), many(given.districts, given.lines))) else 1


if __name__ == "__main__":
    sys.exit(main())
