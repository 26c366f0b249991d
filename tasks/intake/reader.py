"""The process that reads workbooks for another one: `python -m tasks.intake.reader`, messages in and out by pipe."""

from __future__ import annotations

import resource
import sys
from dataclasses import asdict

from tasks.intake.contained import packed, receive, send
from tasks.intake.limits import Limits
from tasks.intake.workbook import read_workbook

_MOST_MEMORY_BYTES = 2 * 1024**3


def main() -> None:
    """Answer until the asker is gone. Memory is bounded, so that a file that wants more ends this process alone."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (message := receive(sys.stdin.buffer.read)) is not None:
        asked, data = message
        limits = Limits(**asked["limits"])
        grids, findings = read_workbook(asked["name"], data, asked["digest"], asked["kind"], limits)
        send(sys.stdout.buffer, {"grids": [packed(g) for g in grids], "findings": [asdict(f) for f in findings]})


if __name__ == "__main__":
    main()
