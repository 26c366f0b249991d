"""Prints the benchmarks; exit code 1 when a limit is exceeded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def main() -> int:
    """Run every benchmark on the same districts."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    from benchmarks import jambi, stages, steps

    with TemporaryDirectory() as out:
        source = jambi.prepare(Path(out))
        is_kept = steps.measure(source)
        stages.measure(source)
    others = (
        _redraws,
        _national,
        _ranking,
        _board,
        _workbooks,
        _questions,
        _lineage,
        _allocation,
        _verification,
        _room,
    )
    return 0 if all([is_kept, *(measure() for measure in others)]) else 1


def _redraws() -> bool:
    from benchmarks import ketidakpastian

    ratios = ketidakpastian.measure()
    print("\n200 redraws of one district of 4,000 respondents / one pass over its answers")
    for name, ratio in ratios.items():
        print(f"  {name:<46}{ratio:>8.1f}   (limit {ketidakpastian.LIMIT})")
    return all(ratio < ketidakpastian.LIMIT for ratio in ratios.values())


def _national() -> bool:
    """In a process of its own, because its peak memory is one of the figures."""
    print("\nA national household table of 3.3 million respondents", flush=True)
    command = [sys.executable, "-m", "benchmarks.nasional", "--rows", "3300000"]
    return subprocess.run(command, check=False).returncode == 0


def _ranking() -> bool:
    print("\nThe national view over 500 made-up districts", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.peringkat"], check=False).returncode == 0


def _board() -> bool:
    print("\nThe board of 514 districts with 20 acts each", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.papan"], check=False).returncode == 0


def _workbooks() -> bool:
    print("\nWorkbooks for districts", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.buku_kerja"], check=False).returncode == 0


def _questions() -> bool:
    print("\nQuestions: seeded fakes found, clean districts asked", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.pertanyaan"], check=False).returncode == 0


def _lineage() -> bool:
    print("\nWhy and impact of random lines of one district", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.asal_usul"], check=False).returncode == 0


def _allocation() -> bool:
    """In a process of its own, because its peak memory is one of the figures."""
    print("\nAllocation of the MPS: large cases, and 127 districts in one run", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.alokasi"], check=False).returncode == 0


def _room() -> bool:
    print("\nThe audit room of 4 made-up districts and three years", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.situs"], check=False).returncode == 0


def _verification() -> bool:
    print("\nVerification beside sha256sum, and the space of edges", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.verifikasi"], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
