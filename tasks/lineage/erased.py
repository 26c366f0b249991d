"""What acts of erasure destroyed: household names, each with the act that says so."""

from __future__ import annotations

import json

from tasks.store.keys import act_prefix
from tasks.store.ports import Store

ERASURE = "penghapusan"


def erased_names(store: Store, fiscal_year: int | str, district: str) -> dict[str, str]:
    """By household name that is destroyed, the key of the act that destroyed it."""
    found: dict[str, str] = {}
    for key in store.list(act_prefix(int(fiscal_year), district)):
        act = json.loads(store.get(key))
        if act.get("kind") == ERASURE:
            found |= dict.fromkeys(act["dimusnahkan"], key)
    return found
