"""Workbooks are read in a process of their own, so that a damaged one can neither end this one nor take its memory."""

from __future__ import annotations

import atexit
import json
import os
import selectors
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import Any

from schemas.findings import Finding
from tasks.intake.file_messages import unreadable
from tasks.intake.formats import Form
from tasks.intake.grid import Grid
from tasks.intake.limits import Limits

_LENGTH = 8
_PATIENCE_SECONDS = 300
_DIED = "isi buku kerjanya rusak, sehingga pembacanya berhenti"


def read_contained(name: str, data: bytes, digest: str, kind: str, limits: Limits) -> tuple[list[Grid], list[Finding]]:
    """As `workbook.read_workbook`; a file at which the reader dies or runs on for minutes is a `block` finding."""
    asked = {"name": name, "digest": digest, "kind": kind, "limits": asdict(limits)}
    with _LOCK:
        answer = _reader().ask(asked, data)
    if answer is None:
        return [], [unreadable(name, _DIED)]
    return [_grid(g) for g in answer["grids"]], [_finding(f) for f in answer["findings"]]


def send(stream: Any, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message: the lengths of its two parts, then the parts."""
    text = json.dumps(head).encode()
    stream.write(len(text).to_bytes(_LENGTH, "big") + len(body).to_bytes(_LENGTH, "big") + text + body)
    stream.flush()


def receive(read: Any) -> tuple[dict[str, Any], bytes] | None:
    """Read one message with `read(n)`; None at the end of the stream."""
    sizes = read(2 * _LENGTH)
    if len(sizes) < 2 * _LENGTH:
        return None
    text = read(int.from_bytes(sizes[:_LENGTH], "big"))
    body = read(int.from_bytes(sizes[_LENGTH:], "big"))
    return json.loads(text), body


def packed(grid: Grid) -> dict[str, Any]:
    """A grid as it travels: all but its file and digest, which the asker knows."""
    forms = [(r, c, asdict(form)) for (r, c), form in grid.forms.items()]
    return {
        "file": grid.file, "digest": grid.digest, "sheet": grid.sheet, "rows": grid.rows, "kinds": grid.kinds,
        "merged": grid.merged, "forms": forms, "knows_forms": grid.knows_forms, "hidden": grid.hidden,
        "at": grid.at,
    }  # fmt: skip


def _grid(found: dict[str, Any]) -> Grid:
    forms = {(r, c): Form(**form) for r, c, form in found.pop("forms")}
    merged = tuple((a, b, c, d) for a, b, c, d in found.pop("merged"))
    return Grid(**found, merged=merged, forms=forms)


def _finding(found: dict[str, Any]) -> Finding:
    return Finding(**{**found, "also": tuple(tuple(a) for a in found["also"]), "place": tuple(found["place"])})


class _Reader:
    """The process that reads; it lives as long as this one and is made anew after it has died."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        command = [sys.executable, "-P", "-m", "tasks.intake.reader"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, asked: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        """The answer; None when the process died over it or did not answer in time."""
        try:
            send(self._process.stdin, asked, data)
            answer = receive(self._read) if self._has_answer() else None
        except OSError:
            answer = None
        if answer is None:
            self.end()
        return answer[0] if answer else None

    def end(self) -> None:
        """End the process, if it is ours and still there."""
        if os.getpid() == self.owner:
            self._process.kill()
            self._process.communicate()

    def _has_answer(self) -> bool:
        with selectors.DefaultSelector() as waiting:
            assert self._process.stdout is not None
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            return bool(waiting.select(_PATIENCE_SECONDS))

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
        reader.end()
