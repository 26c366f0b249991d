"""Runs benchmarks, each in a process of its own, and writes what they print into docs/benchmarks.md.

`python -m benchmarks` runs all, `python -m benchmarks steps papan` some. Exit code 1 when a limit is exceeded.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module

from benchmarks.page import PAGE, page_of, part, parts_of

TITLES = {
    "steps": "Steps against a plain pandas script",
    "stages": "A whole run, stage by stage",
    "penjadwal": "What Prefect costs",
    "per_langkah": "A task for each unit",
    "seluruh": "A year on all cores, at doubling numbers of districts",
    "ketidakpastian": "Redraws of a survey",
    "nasional": "A national household table",
    "peringkat": "The national view",
    "papan": "The board",
    "buku_kerja": "Workbooks for districts",
    "pertanyaan": "Questions",
    "alokasi": "Allocation of the MPS",
    "asal_usul": "Why and impact",
    "verifikasi": "Verification, and the space of edges",
    "naskah": "Documents in four formats",
    "situs": "The audit room",
    "gerbang": "An object gateway",
    "kacau": "Runs killed at random",
}
OPTIONS = {"nasional": ["--rows", "3300000"], "seluruh": ["--sizes", "16,32,64", "--counts"]}


def main() -> int:
    """1 when a benchmark that ran exceeded a limit."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", choices=[[], *TITLES], help=", ".join(TITLES))
    asked.add_argument("--options", default="", help="words for the benchmarks themselves")
    given = asked.parse_args()
    names = given.names or list(TITLES)
    kept = {name: _run(name, given.options.split() or OPTIONS.get(name, [])) for name in names}
    return 0 if all(kept.values()) else 1


def _run(name: str, options: list[str]) -> bool:
    print(f"\n{TITLES[name]}\n", flush=True)
    module = f"benchmarks.{name}"
    quiet = {**os.environ, "DO_NOT_TRACK": "1", "GX_ANALYTICS_ENABLED": "false", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", module, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quiet) as run:
        printed = ""
        for line in run.stdout or ():
            print(line, end="", flush=True)
            printed += line
    if run.returncode in (0, 1) and printed:
        known = parts_of(PAGE.read_text(encoding="utf-8"))
        known[TITLES[name]] = part(import_module(module).__doc__ or "", printed)
        PAGE.write_text(page_of(TITLES, known), encoding="utf-8")
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
