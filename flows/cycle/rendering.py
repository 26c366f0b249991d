"""Documents in their formats, in processes of their own where there are many."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from flows.cycle.renderer import Asked, Made, render
from flows.settings import Settings
from tasks.contained.pipe import receive, send

FEW = 4
"""So many documents are sooner made here than a process is started for them."""
# Nothing of this process's environment goes along: how a document reads depends on none of it.
_ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}


def rendered(asked: Iterable[Asked]) -> Iterator[Made]:
    """Each document in its format, in the order asked; a few are asked for ahead, so that not all trees lie in memory.

    Raises BrokenExecutor where the process that makes a document ends without it.
    """
    questions = iter(asked)
    first = list(islice(questions, FEW + 1))
    if len(first) <= FEW:
        yield from map(render, first)
        return
    workers = Settings().worker_count()
    idle = SimpleQueue[_Renderer]()
    with ExitStack() as ends:
        for _ in range(workers):
            idle.put(ends.enter_context(_Renderer()))
        threads = ends.enter_context(ThreadPoolExecutor(workers))
        waiting = deque[Future[Made]]()
        for one in chain(first, questions):
            waiting.append(threads.submit(_ask, idle, one))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        yield from (one.result() for one in waiting)


def _ask(idle: SimpleQueue[_Renderer], asked: Asked) -> Made:
    renderer = idle.get()
    try:
        return renderer.ask(asked)
    finally:
        idle.put(renderer)


class _Renderer:
    """A process that makes one document after the other; it ends with the last use of it, or with this process."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-P", "-m", "flows.cycle.renderer"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=_ENVIRONMENT)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, asked: Asked) -> Made:
        """The document."""
        kode, stem, kind, *_ = asked
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, {}, pickle.dumps(asked))
            answer = receive(self._process.stdout.read)
        except BrokenPipeError:
            answer = None
        if answer is None or not answer[1]:
            raise BrokenExecutor(f"the process that made {stem}.{kind} of {kode} ended without it")
        made: Made = pickle.loads(answer[1])
        return made
