"""Records of a store as they are read by those who trust it; `ppsp verify` says what is wrong with one."""

from __future__ import annotations

from typing import Any

from schemas.canonical import parsed
from schemas.errors import StoreDamaged
from tasks.store.ports import Store


def record(store: Store, key: str) -> dict[str, Any]:
    """The JSON object under a key; raises NotFound, and StoreDamaged for bytes that hold none."""
    try:
        body = parsed(store.get(key))
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise StoreDamaged(f"{key} holds no record: the store is damaged; `ppsp verify` names everything that is")
    return body
