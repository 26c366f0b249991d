"""A lease: one writer at a time over several machines, by create-if-absent and compare-and-swap in the store itself.

Whether a lease has run out is told by the store's own clock alone (the age of its bytes), so that machines whose clocks
differ agree; moments written in a lease are for people. A lease is no part of what is hashed: units are pure and the
ledger gives each number once, so two writers would cost work and a second record, never a wrong result.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import uuid4

from schemas.canonical import dump_json
from schemas.errors import NotFound, PpspError
from tasks.store.keys import LEASE_PREFIX, lease_key
from tasks.store.ports import KeptStore

HELD, SEALED, STOPPED = "held", "sealed", "stopped"


class Occupied(PpspError):
    """Somebody else holds the lease; the answer is no for now."""

    exit_code = 1


class LeaseLost(PpspError):
    """The lease was taken over, or could not be renewed in time: what is under way must not be sealed."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Lease:
    """Who is at work on what, or was last.

    `seconds` after its last renewal it may be taken over. `process` names one process of one machine, `flow_run` the
    Prefect run; `parameters` are what was asked for. `state` is held, sealed (`says`: the run) or stopped (`says`: the
    error). `taken_from` tells of whom a lease that had run out was taken: by, host, since, why. `left` are the
    parameters of an interrupted run before this holder; they stay until a run of theirs is sealed.
    """

    name: str
    by: str
    host: str
    process: str
    since: str
    seconds: float
    parameters: Mapping[str, Any] = field(default_factory=dict)
    flow_run: str = ""
    state: str = HELD
    says: str = ""
    taken_from: Mapping[str, str] | None = None
    left: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""

    def dump(self) -> bytes:
        """Canonical JSON; bytes that were never there before where `mark` is new."""
        return dump_json(asdict(self))

    def told(self) -> dict[str, Any]:
        """What a run record says of it: who held it, and of whom it was taken."""
        return {"by": self.by, "host": self.host, "since": self.since, "taken_from": self.taken_from}


@dataclass(frozen=True, slots=True)
class Seen:
    """A lease as it was found: `gone` says why it may be taken over (ran out, process ended), "" while it holds."""

    lease: Lease
    age_seconds: float
    gone: str

    @property
    def is_alive(self) -> bool:
        """Whether its holder is at work."""
        return self.lease.state == HELD and not self.gone

    @property
    def is_interrupted(self) -> bool:
        """Whether its holder ended without finishing."""
        return self.lease.state == STOPPED or (self.lease.state == HELD and bool(self.gone))

    @property
    def unfinished(self) -> Mapping[str, Any]:
        """What an interrupted run was asked for; empty where there is none, or somebody is at work."""
        if self.is_alive or (self.lease.parameters and not self.is_interrupted):
            return {}
        return self.lease.parameters or self.lease.left


IsEnded = Callable[[Lease], bool]
"""Whether the holder's process is known to have ended, which only its own machine can tell."""


def look(store: KeptStore, name: str, is_ended: IsEnded) -> Seen | None:
    """The lease as it is now; None where nobody ever took it."""
    return _look(store, name, is_ended)[0]


def every(store: KeptStore, is_ended: IsEnded) -> Iterator[Seen]:
    """All leases of the store, by name."""
    for key in store.list(LEASE_PREFIX):
        seen = look(store, key.removeprefix(LEASE_PREFIX).removesuffix(".json"), is_ended)
        if seen is not None:
            yield seen


def take(store: KeptStore, mine: Lease, is_ended: IsEnded) -> Lease:
    """Take a lease that nobody holds; raises Occupied with who does, since when and for how long at least."""
    seen, was = _look(store, mine.name, is_ended)
    if seen and seen.is_alive:
        raise Occupied(refusal(seen))
    before = _before(seen) if seen and seen.lease.state == HELD else None
    left = seen.unfinished if seen else {}
    taken = replace(mine, taken_from=before, left=left, mark=uuid4().hex)
    if not store.swap(lease_key(mine.name), was, taken.dump()):
        raise Occupied(f"{mine.name} was taken by another process a moment ago; try again")
    return taken


def renew(store: KeptStore, mine: Lease, **changed: Any) -> Lease:
    """The lease for another term, changed where asked; raises LeaseLost where it is no longer ours.

    It is ours also where a renewal before was written and its answer was lost.
    """
    renewed, key = replace(mine, mark=uuid4().hex, **changed), lease_key(mine.name)
    if store.swap(key, mine.dump(), renewed.dump()):
        return renewed
    there = store.get(key)
    found = Lease(**json.loads(there))
    is_ours = found.told() == mine.told() and found.process == mine.process
    if is_ours and store.swap(key, there, renewed.dump()):
        return renewed
    raise LeaseLost(f"the lease of {mine.name} was taken over while this run was out of touch; run it again")


def _look(store: KeptStore, name: str, is_ended: IsEnded) -> tuple[Seen | None, bytes | None]:
    try:
        data = store.get(lease_key(name))
        age = store.age(lease_key(name))
    except NotFound:
        return None, None
    lease = Lease(**json.loads(data))
    gone = "its process ended" if is_ended(lease) else "it was not renewed" if age > lease.seconds else ""
    return Seen(lease, age, gone), data


def _before(seen: Seen) -> dict[str, str]:
    lease = seen.lease
    return {"by": lease.by, "host": lease.host, "since": lease.since, "why": seen.gone, "flow_run": lease.flow_run}


def refusal(seen: Seen) -> str:
    """Who holds it since when, and for how long at least."""
    lease = seen.lease
    what = f"fiscal year {lease.name}" if lease.name.isdecimal() else f"the {lease.name} run"
    left = max(1, round(lease.seconds - seen.age_seconds))
    return (
        f"{what} is being run by {lease.by} on {lease.host} since {lease.since}, for another {left} s at least, "
        "longer when renewed"
    )
