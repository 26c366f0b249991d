"""Tokens with which a district opens its page: only digests are kept; the newest record of a district counts."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import partial
from typing import Any

from tasks.lineage.records.receipts import write_numbered
from tasks.store.keys import token_key, token_prefix
from tasks.store.ports import Store
from tasks.store.records import record


def new_token(store: Store, district: str, by: str, day: str) -> str:
    """A new token for the district, which ends the one before; it is given once and kept nowhere."""
    token = secrets.token_urlsafe(24)
    _record(store, district, {"token_sha256": _digest(token), "oleh": by, "tanggal_catat": day})
    return token


def revoke(store: Store, district: str, by: str, day: str) -> None:
    """End the token of the district without a new one."""
    _record(store, district, {"token_sha256": "", "oleh": by, "tanggal_catat": day})


def district_of_token(store: Store, token: str) -> str | None:
    """The district whose newest token this is; None for any other text."""
    asked = _digest(token)
    newest: dict[str, str] = {}
    for key in store.list(token_prefix()):
        newest[key.split("/")[1]] = key
    found = None
    for district, key in newest.items():
        known = record(store, key)["token_sha256"]
        if known and hmac.compare_digest(known, asked):
            found = district
    return found


def _record(store: Store, district: str, body: dict[str, Any]) -> None:
    known = sum(1 for _ in store.list(token_prefix(district)))
    write_numbered(store, partial(token_key, district), {"district": district, **body}, known)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
