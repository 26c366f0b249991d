"""Times of several ways to do the same, taken in turns in one process so that a busy machine slows them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

Times = Mapping[str, list[float]]


def in_turns(ways: Mapping[str, Callable[[], object]], rounds: int, warm: int = 2) -> dict[str, list[float]]:
    """Seconds of each way in each round, after `warm` rounds that do not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(warm + rounds):
        for name, run in ways.items():
            gc.collect()
            start = process_time()
            run()
            spent = process_time() - start
            if number >= warm:
                times[name].append(spent)
    return times


def ratio(times: Times, above: str, below: str) -> float:
    """Median over the rounds of the ratio within one round."""
    return median(a / b for a, b in zip(times[above], times[below], strict=True))


def milliseconds(times: Times) -> list[tuple[str, float]]:
    """Median of each way."""
    return [(name, 1000 * median(seconds)) for name, seconds in times.items()]
