"""Acts of the programme: evidence, verifications, decisions on documents, waivers. Append-only, numbered, sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tasks.lineage.records.receipts import Signer, write_numbered
from tasks.store.keys import act_key, act_prefix
from tasks.store.ports import Store
from tasks.store.records import record

Act = dict[str, Any]


def record_act(
    store: Store, fiscal_year: int, district: str, body: Mapping[str, Any], sign: Signer | None = None
) -> Act:
    """Keep an act under the next number of the district and year; gives it with `seq` and its digest.

    `digest` is that of the act itself, so a body has no member of that name.
    """
    assert "digest" not in body, "an act's own digest would hide it"
    known = sum(1 for _ in store.list(act_prefix(fiscal_year, district)))
    whole = {**body, "fiscal_year": fiscal_year, "district": district}
    return write_numbered(store, lambda seq: act_key(fiscal_year, district, seq), whole, known, sign)


def acts_of_year(store: Store, fiscal_year: int, district: str = "") -> dict[str, list[Act]]:
    """The acts of each district of a fiscal year (or of one district) in the order of their numbers."""
    found: dict[str, list[Act]] = {}
    for key in store.list(act_prefix(fiscal_year, district)):
        found.setdefault(key.split("/")[2], []).append(record(store, key))
    return found
