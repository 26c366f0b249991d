"""The process that reads for another one: `python -m tasks.contained.child`, messages in and out by pipe."""

from __future__ import annotations

import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from schemas.errors import WrongUsage
from tasks.contained.bounds import DEPTH, MEMORY, MEMORY_BYTES, TIRED_BYTES, WRITTEN_BYTES
from tasks.contained.pipe import receive, send


def main() -> None:
    """Answer until the asker is gone. What goes beyond a bound ends this process alone."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN_BYTES, WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    while not _is_tired() and (message := receive(sys.stdin.buffer.read)) is not None:
        _wind_up(message[0]["seconds"])
        head = _answer(*message)
        del message
        send(answers, head)


def _wind_up(seconds: int) -> None:
    """Give the next reading its seconds: beyond them the system ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _is_tired() -> bool:
    """Whether this program once held too much; what `getrusage` tells counts the process that started it, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 > TIRED_BYTES


def _answer(asked: dict[str, Any], body: bytes) -> dict[str, Any]:
    job = getattr(import_module(asked["module"]), asked["function"])
    try:
        return {"gives": job(asked["name"], body, **asked["said"])}
    except WrongUsage as error:
        return {"refuses": str(error)}
    except MemoryError:
        return {"beyond": MEMORY}
    except RecursionError:
        return {"beyond": DEPTH}


if __name__ == "__main__":
    main()
