"""Prints the benchmarks; exit code 1 when a limit is exceeded."""

from __future__ import annotations

import os
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
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
