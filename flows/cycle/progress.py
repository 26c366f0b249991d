"""How far a run is: flows report here, the command line listens. Silent unless somebody listens."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str, int, int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener(step, districts done, districts in all)` from now on."""
    _listeners.append(listener)


def report(step: str, done: int, total: int) -> None:
    """Tell the listeners."""
    for listener in _listeners:
        listener(step, done, total)
