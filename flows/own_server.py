"""The server that Prefect starts for a run without a kept one: it must not outlive a run that was killed."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from flows.settings import prefect_server

_IS_SERVER = b"prefect.server"
_GUARD = """while [ -d /proc/$0 ]; do sleep 2; done; grep -qs prefect.server /proc/$1/cmdline && kill $1"""


@cache
def end_it_with_us() -> tuple[int, ...]:
    """Leave a guard that ends the server once this process is gone, however it went; the servers that are guarded.

    Prefect ends it itself when the process ends by itself; nobody would after SIGKILL.
    """
    if prefect_server():
        return ()
    servers = tuple(pid for pid in _children() if _IS_SERVER in _words(pid))
    for server in servers:
        subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, str(os.getpid()), str(server)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    return servers


def _children() -> list[int]:
    found = [path.read_text(encoding="ascii").split() for path in Path("/proc/self/task").glob("*/children")]
    return [int(pid) for pids in found for pid in pids]


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
