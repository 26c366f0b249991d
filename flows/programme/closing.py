"""Closing the year of a district, opening it again, and refusing what a closed year does not take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.audit.keys import key_at_hand, keys_of
from flows.programme.acts import record
from schemas.errors import WrongUsage
from tasks.lineage.records.acts import Act, acts_of_year
from tasks.programme.keadaan import Keadaan
from tasks.programme.penutupan import REOPEN, closed_by, why_not
from tasks.store.ports import Store


def turn(store: Store, seen: Keadaan, said: Mapping[str, Any], second: Ed25519PrivateKey | None = None) -> Act:
    """Record that a year is closed or opened again (`kind`). Raises WrongUsage with the reason; then nothing is kept.

    Where the store knows keys, an opening carries the signatures of two different ones.
    """
    why = why_not(said, seen.acts, seen.people, seen.district)
    if why is not None:
        raise WrongUsage(str(why))
    if said["kind"] == REOPEN and keys_of(store):
        first = key_at_hand(None)
        if first is None or second is None or first.private_bytes_raw() == second.private_bytes_raw():
            raise WrongUsage("this store knows keys: reopening is signed with two (PPSP_SIGNING_KEY and --second-key)")
    return record(store, seen.fiscal_year, seen.district, said, second)


def closed_districts(store: Store, fiscal_year: int) -> frozenset[str]:
    """The districts whose year is closed."""
    return frozenset(k for k, acts in acts_of_year(store, fiscal_year).items() if closed_by(acts) is not None)


def refuse_closed(store: Store, fiscal_year: int, district: str) -> None:
    """Raises WrongUsage where the year of the district is closed."""
    act = closed_by(acts_of_year(store, fiscal_year, district).get(district, []))
    if act is not None:
        raise WrongUsage(
            f"{fiscal_year} of {district} was closed on {act['tanggal_catat']} by {act['oleh']} (act {act['seq']}); "
            f"`ppsp year reopen {fiscal_year} {district}` opens it with two persons and a reason"
        )
