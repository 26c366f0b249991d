"""What acts of erasure destroyed: household names, each with the act that says so."""

from __future__ import annotations

from tasks.lineage.records.acts import acts_of_year
from tasks.store.keys import act_key
from tasks.store.ports import Store

ERASURE = "penghapusan"


def erased_names(store: Store, fiscal_year: int | str, district: str) -> dict[str, str]:
    """By household name that is destroyed, the key of the act that destroyed it."""
    year, found = int(fiscal_year), dict[str, str]()
    for act in acts_of_year(store, year, district).get(district, []):
        if act["kind"] == ERASURE:
            found |= dict.fromkeys(act["dimusnahkan"], act_key(year, district, act["seq"]))
    return found
