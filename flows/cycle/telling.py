"""How far the steps of a run are, told by whoever walks a chunk, here or in another process; heard by who listens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class StageTold:
    """One step walked over one chunk: units made, known before and failed, districts held, seconds, bytes moved."""

    chunk: int
    of: int
    step: str
    made: int
    known: int
    failed: int
    held: int
    seconds: float
    bytes_written: int
    bytes_read: int


Teller = Callable[[StageTold], None]
_listeners: list[Teller] = []
_lock = Lock()


def tell(told: StageTold) -> None:
    """Tell the listeners of this process; nothing where nobody listens."""
    with _lock:
        for listener in _listeners:
            listener(told)


def listen(listener: Teller) -> None:
    """Let a listener hear everything from now on."""
    _listeners.append(listener)


@contextmanager
def heard_by(*listeners: Teller) -> Iterator[None]:
    """Let the listeners hear what is told while the block runs."""
    _listeners.extend(listeners)
    try:
        yield
    finally:
        for listener in listeners:
            _listeners.remove(listener)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def seconds(self) -> float:
        """How long ago that was."""
        return time.monotonic() - self._began
