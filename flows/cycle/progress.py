"""How far a run is and about how long it still takes, from what its chunks tell. Silent unless somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import mean

from flows.cycle.telling import StageTold, Stopwatch, heard_by


class Progress:
    """Every chunk walks every step once. A step costs what it cost other chunks, an unknown one what the known do."""

    def __init__(self, steps: Sequence[str], chunks: int, workers: int) -> None:
        self._seconds: dict[str, list[float]] = {step: [] for step in steps}
        self._chunks, self._workers = chunks, max(1, min(workers, chunks))
        self._watch = Stopwatch()
        self.newest: StageTold | None = None

    def hear(self, told: StageTold) -> None:
        """Take a walked step in. A chunk that is walked again after its worker died tells its steps again."""
        seconds = self._seconds[told.step]
        if len(seconds) < self._chunks:
            seconds.append(told.seconds)
        self.newest = told

    @property
    def left_seconds(self) -> float | None:
        """What is still to come, about; None before anything was told."""
        heard = [s for seconds in self._seconds.values() for s in seconds]
        if not heard:
            return None
        usual = mean(heard)
        waiting = [(self._chunks - len(s), mean(s) if s else usual) for s in self._seconds.values()]
        return sum(count * seconds for count, seconds in waiting) / self._workers

    @property
    def share(self) -> float:
        """Part of the whole that is done, from 0 to 1, by the clock."""
        left, spent = self.left_seconds, self._watch.seconds()
        return 0.0 if left is None else 1.0 if left == 0 else spent / (spent + left)

    def line(self) -> str:
        """For people: the step, the chunk, the share and the time left."""
        told, left = self.newest, self.left_seconds
        if told is None or left is None:
            return "beginning"
        time = f"{left:.0f} s" if left < 100 else f"{left / 60:.0f} min"
        return f"{100 * self.share:3.0f} %, about {time} left; {told.step} done in part {told.chunk} of {told.of}"


Watcher = Callable[[Progress], None]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Call the watcher with the progress of a run whenever a step of a chunk was walked, from now on."""
    _watchers.append(watcher)


@contextmanager
def followed(progress: Progress) -> Iterator[None]:
    """Let the progress hear what is told while the block runs, and the watchers see it."""

    def hear(told: StageTold) -> None:
        progress.hear(told)
        for watcher in _watchers:
            watcher(progress)

    with heard_by(hear):
        yield
