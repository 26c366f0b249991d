"""Keeps the solver's own remarks off standard output: they would stand in the middle of a command's answer.

They are dropped: what the solver found, and how near to the best, comes back as its result.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_inside = 0
_saved = -1


@contextmanager
def without_remarks() -> Iterator[None]:
    """What C code prints to standard output meanwhile is dropped. Nested and parallel use is counted."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _saved
    with _lock:
        if _inside == 0:
            _flush()
            _saved = os.dup(1)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.close(nowhere)
        _inside += 1


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        if _inside == 0:
            _flush()
            os.dup2(_saved, 1)
            os.close(_saved)


def _flush() -> None:
    """Empty the buffers of the C library, so that nothing is written later to the wrong place."""
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
