"""What may not be taken away from a bucket with object lock, and for how long."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypedDict

LockMode = Literal["GOVERNANCE", "COMPLIANCE"]
SEALED = ("ledger/", "runs/")


class Retention(TypedDict, total=False):
    """What a put says so that an object is kept."""

    ObjectLockMode: LockMode
    ObjectLockRetainUntilDate: datetime


@dataclass(frozen=True, slots=True)
class Lock:
    """For how many days sealed runs may not be taken away, and whose clock counts them.

    Mode GOVERNANCE lets an administrator with a right of its own lift it, COMPLIANCE nobody. With a `bucket` copies are
    kept there; without, the store's own bucket has object lock, and its server holds to conditions where versions are
    kept (Ceph RGW does not).
    """

    days: int
    mode: LockMode
    now: Callable[[], datetime]
    bucket: str = ""


def content_md5(data: bytes) -> str:
    """The checksum that a put with a retention must carry."""
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def until(lock: Lock, time: timedelta) -> Retention:
    """The retention of something that is kept for so long from now."""
    return {"ObjectLockMode": lock.mode, "ObjectLockRetainUntilDate": lock.now() + time}


def kept(lock: Lock | None, key: str) -> Retention:
    """The retention of a key in the store's own bucket: ledger entries and run records are kept, nothing else is."""
    return until(lock, timedelta(days=lock.days)) if lock and not lock.bucket and key.startswith(SEALED) else {}


def copied(lock: Lock | None, key: str) -> Retention:
    """The retention of the copy of a key in the bucket of its own; empty where there is none."""
    return until(lock, timedelta(days=lock.days)) if lock and lock.bucket and key.startswith(SEALED) else {}
