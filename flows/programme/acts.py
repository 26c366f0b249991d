"""Every act is written here: by a person whom the loaded list knows, signed where the store knows keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.audit.keys import key_at_hand, keys_of
from flows.cycle.known import people_of
from schemas.errors import WrongUsage
from tasks.lineage.proof.statement import key_id, public_pem, signature
from tasks.lineage.records.acts import Act, record_act
from tasks.lineage.records.receipts import DAY
from tasks.programme.orang import roles
from tasks.store.ports import Store


def record(
    store: Store, fiscal_year: int, district: str, body: Mapping[str, Any], second: Ed25519PrivateKey | None = None
) -> Act:
    """Keep an act, signed by the key at hand (PPSP_SIGNING_KEY) and the second person's where the store knows keys.

    Raises WrongUsage for a key that the store does not know; then nothing is kept.
    """
    keys = {key_id(public_pem(k)): k for k in (key_at_hand(None), second) if k}
    known = {key_id(k["public_pem"]) for k in keys_of(store)} if keys else set()
    if known and keys.keys() - known:
        raise WrongUsage("the store does not know this key; `ppsp keys new` or `ppsp keys trust` makes it known")
    mine = keys if known else {}
    sign = (lambda data: {name: signature(data, key) for name, key in sorted(mine.items())}) if mine else None
    return record_act(store, fiscal_year, district, body, sign)


def require_person(store: Store, who: str, district: str, day: str) -> None:
    """Raises WrongUsage where people are loaded and this is none of them with a role over the district on the day."""
    people = people_of(store)
    if people and not roles(people, who, district, date.fromisoformat(day[:DAY])):
        raise WrongUsage(
            f"{who!r} holds no role over {district} on {day[:DAY]}; name a person of the list (--by), or load one with "
            "`ppsp people load`"
        )


def require_listed(store: Store, who: str) -> None:
    """Raises WrongUsage where people are loaded and this is none of them; nobody named (an account runs) passes."""
    people = people_of(store) if who else []
    if people and all(p.orang_id != who for p in people):
        raise WrongUsage(f"PPSP_BY names {who!r}, who is not in the list of people; `ppsp people load` adds a person")
