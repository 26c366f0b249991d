"""Values on which sources differ: what was agreed, and what still has to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.programme.acts import record
from flows.programme.recorded import needs_role
from schemas.errors import WrongUsage
from tasks.lineage.records.acts import Act
from tasks.programme.keadaan import Keadaan
from tasks.programme.kesepakatan import agreements, why_not
from tasks.store.ports import Store

CONFLICT = "TB-06"


def agree(store: Store, seen: Keadaan, said: Mapping[str, Any]) -> Act:
    """Record what was agreed on a cell, with sources, reason, minutes. Raises WrongUsage; then nothing is kept."""
    held = needs_role(seen, said["oleh"], said["tanggal_catat"])
    body = {"kind": "kesepakatan", **said}
    why = why_not(seen, body, held)
    if why is not None:
        raise WrongUsage(why)
    return record(store, seen.fiscal_year, seen.district, body)


def ledger(seen: Keadaan) -> list[dict[str, Any]]:
    """One row per value with competing sources: those agreed, then those of the newest run that wait for it.

    `in_use` is the value of the sealed documents, None where nothing is sealed; a value that waits is in use nowhere.
    """
    agreed = agreements(seen.of_kind("kesepakatan"))
    used = seen.used or {}
    rows = [
        {"cell": cell, "sources": act["sumber"], "agreed": act["nilai"], "reason": act["alasan"], "minutes": act["ba"],
         "by": act["oleh"], "in_use": used.get(cell),
         "state": "agreed" if used.get(cell) == act["nilai"] else "to_hand_in"}
        for cell, act in agreed.items()
    ]  # fmt: skip
    waiting = [f for f in seen.findings or () if f.rule == CONFLICT]
    return rows + [
        {"cell": cell, "sources": [], "agreed": None, "reason": f.message, "minutes": None, "by": None, "in_use": None,
         "state": "open"}
        for f in waiting
        if (cell := f"{f.table}|{f.row}|{f.column}") not in agreed
    ]  # fmt: skip
