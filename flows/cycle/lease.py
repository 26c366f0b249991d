"""Holding a lease while a year is run: renewed beside the work, given up at its end, however it ends."""

from __future__ import annotations

import os
import platform
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.settings import Settings
from flows.wiring import now
from schemas.errors import PpspError, StoreUnavailable, WrongUsage
from tasks.store.lease import SEALED, STOPPED, Lease, LeaseLost, Occupied, Seen, every, look, refusal, renew, take
from tasks.store.ports import KeptStore

NIGHT = "nightly"
"""The name of the nightly run's own lease; that of a yearly run is the fiscal year."""
_RENEWALS = 3
_ASK_SECONDS = 2.0
_held: dict[tuple[str, str], Held] = {}


class Held:
    """A lease of this process, renewed from a thread of its own until it ends; `run_id` is what it sealed.

    `opened` is what a command opened under it, for the flow that it starts: a cycle, or a night.
    """

    def __init__(self, store: KeptStore, lease: Lease) -> None:
        self.run_id = ""
        self.opened: Any = None
        self._store, self._lease = store, lease
        self._renewed = time.monotonic()
        self._lock, self._end = threading.Lock(), threading.Event()
        self._lost = ""
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def told(self) -> dict[str, Any]:
        """What the run record says of it."""
        return self._lease.told()

    def check(self, **changed: Any) -> None:
        """Renew it now, changed where asked; raises LeaseLost where it is no longer ours. Before anything is sealed."""
        with self._lock:
            if self._lost:
                raise LeaseLost(self._lost)
            asked = time.monotonic()
            self._lease = renew(self._store, self._lease, **changed)
            self._renewed = asked

    def give_up(self, state: str, says: str, **changed: Any) -> None:
        """Tell how it ended. A lease that is lost, or a store out of reach, is left to run out."""
        self._end.set()
        self._thread.join()
        try:
            self.check(state=state, says=says, **changed)
        except (LeaseLost, StoreUnavailable):
            return

    def _keep(self) -> None:
        while not self._end.wait(self._lease.seconds / _RENEWALS):
            try:
                self.check()
            except LeaseLost as error:
                self._lost = str(error)
                return
            except StoreUnavailable:
                if time.monotonic() - self._renewed > self._lease.seconds:
                    self._lost = f"the lease of {self._lease.name} could not be renewed; run it again"
                    return


@contextmanager
def holding(
    store: KeptStore, name: str, by: str, parameters: Mapping[str, Any], *, waits: bool = False
) -> Iterator[Held]:
    """The lease while the block runs; the same one where this process holds it already.

    Raises Occupied where somebody else holds it, unless it `waits`. When the block ends by an error, the lease says
    which; what was asked for wrongly is not kept to be resumed.
    """
    key = (store.url, name)
    if key in _held:
        yield _held[key]
        return
    held = Held(store, _taken(store, _mine(name, by, parameters), waits))
    _held[key] = held
    is_done = False
    try:
        yield held
        is_done = True
    finally:
        del _held[key]
        error = sys.exc_info()[1]
        if is_done or held.run_id:  # what failed after sealing is no interruption
            held.give_up(SEALED, held.run_id)
        else:
            is_refused = isinstance(error, PpspError) and error.exit_code == WrongUsage.exit_code
            held.give_up(STOPPED, f"{type(error).__name__}: {error}", **({"parameters": {}} if is_refused else {}))


def seen_of(store: KeptStore, name: str) -> Seen | None:
    """The lease of a name as it is now."""
    return look(store, name, is_ended)


def line_of(store: KeptStore, name: str) -> str:
    """That a run goes on or was interrupted, in a sentence; "" where neither is so, or nothing can be written there."""
    try:
        seen = seen_of(store, name)
    except StoreUnavailable:
        return ""
    if seen and seen.is_alive:
        return f"{refusal(seen)}."
    if seen and seen.unfinished:
        return f"A run of {name} was interrupted ({seen.lease.says or seen.gone}); `ppsp resume {name}` finishes it."
    return ""


def seen_all(store: KeptStore) -> list[Seen]:
    """All leases of the store as they are now."""
    return list(every(store, is_ended))


def is_ended(lease: Lease) -> bool:
    """Whether the holder was a process of this machine, in this boot and name space, that is no longer there."""
    where, pid, started = ["", "", *lease.process.rsplit("/", 2)][-3:]
    return where == "/".join(_where()) and _start_of(int(pid)) != started


def _mine(name: str, by: str, parameters: Mapping[str, Any]) -> Lease:
    pid = os.getpid()
    return Lease(
        name=name,
        by=by,
        host=platform.node(),
        process="/".join([*_where(), str(pid), _start_of(pid)]),
        since=now().isoformat(timespec="seconds"),
        seconds=Settings().lease_seconds,
        parameters=parameters,
    )


def _taken(store: KeptStore, mine: Lease, waits: bool) -> Lease:
    is_told = False
    while True:
        try:
            return take(store, mine, is_ended)
        except Occupied as occupied:
            if not waits:
                raise
            if not is_told:
                print(f"waiting: {occupied}", file=sys.stderr)
                is_told = True
            time.sleep(min(_ASK_SECONDS, mine.seconds / _RENEWALS))


def _where() -> list[str]:
    """This boot of this machine and its name space of processes; a number of a process means something there alone."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return [platform.node(), boot, os.readlink("/proc/self/ns/pid")]


def _start_of(pid: int) -> str:
    """When the process began, in ticks since the boot; "" where there is none, or only its exit code is left."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except FileNotFoundError:
        return ""
    return "" if words[0] in "ZX" else words[19]
