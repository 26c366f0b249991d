"""Asks a reader in a process of its own, so that no file can end this process, take its memory or hold it up."""

from __future__ import annotations

import atexit
import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schemas.errors import WrongUsage
from tasks.contained.bounds import BROKEN, DEPTH, MEMORY, MEMORY_BYTES, PATIENCE_SECONDS, RETIRED, SECONDS, TIME, Beyond
from tasks.contained.pipe import receive, send

_HOUSE = str(Path(__file__).resolve().parents[2])
# Nothing of this process's environment goes along: it may name keys and passwords.
_ENVIRONMENT = {"PYTHONPATH": _HOUSE, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
_RETIRED = {"beyond": RETIRED}
_IN_WORDS = {
    TIME: "needs more than {} seconds of processor to read",
    MEMORY: f"needs more than {MEMORY_BYTES // 1024**2} MB of memory to read",
    DEPTH: "is nested too deep",
    RETIRED: "could not be read",
    BROKEN: "is so damaged that its reader broke down",
}
Job = Callable[..., Any]


def contained(job: Job, name: str, data: bytes, **said: Any) -> Any:
    """What `job(name, data, **said)` gives, as JSON carries it, called in a process with bounds.

    The job is a function of a module. Raises WrongUsage where the job does, and Beyond where it was ended.
    """
    asked = {"module": job.__module__, "function": job.__name__, "name": name, "said": said, "seconds": SECONDS}
    with _LOCK:
        answer = _reader().ask(asked, data)
        if answer == _RETIRED:
            answer = _reader().ask(asked, data)
    if "beyond" in answer:
        raise Beyond(answer["beyond"])
    if "refuses" in answer:
        raise WrongUsage(answer["refuses"])
    return answer["gives"]


def vetted(job: Job, name: str, data: bytes, **said: Any) -> Any:
    """The same for a file of an operator: a reading that was ended is WrongUsage with what to do."""
    try:
        return contained(job, name, data, **said)
    except Beyond as error:
        why = _IN_WORDS[error.bound].format(SECONDS)
        raise WrongUsage(f"{name} {why}; divide it or export it anew from its source") from None


class _Reader:
    """The process that reads; it lives as long as this one and is made anew after it has died."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        command = [sys.executable, "-P", "-m", "tasks.contained.child"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_ENVIRONMENT)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, asked: dict[str, Any], data: bytes) -> dict[str, Any]:
        """The answer; `beyond` a bound when the process died over it or did not answer in time."""
        try:
            assert self._process.stdin is not None
            send(self._process.stdin, asked, data)
            answer = receive(self._read) if self._has_answer() else None
        except OSError:
            answer = None
        return answer[0] if answer else {"beyond": self.end()}

    def end(self) -> str:
        """End the process and give the bound that it had met; one that is still there had no answer in time."""
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.close()
            return TIME
        self.close()
        if self._process.returncode == 0:
            return RETIRED
        return TIME if self._process.returncode == -signal.SIGXCPU else BROKEN

    def close(self) -> None:
        """End the process, if it is ours."""
        if os.getpid() == self.owner:
            self._process.kill()
            self._process.communicate()

    def _has_answer(self) -> bool:
        with selectors.DefaultSelector() as waiting:
            assert self._process.stdout is not None
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            return bool(waiting.select(PATIENCE_SECONDS))

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.read(size)


_LOCK = threading.Lock()
_READERS: list[_Reader] = []


def _reader() -> _Reader:
    """The reader of this process; one inherited through a fork belongs to the parent and is left alone."""
    if not _READERS or _READERS[0].owner != os.getpid() or not _READERS[0].is_alive:
        _READERS[:] = [_Reader()]
    return _READERS[0]


@atexit.register
def _end_reader() -> None:
    for reader in _READERS:
        reader.close()
