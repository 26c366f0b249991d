"""Stores in folders as commands open them: household answers apart, under the keys of the test session."""

from __future__ import annotations

from pathlib import Path

from flows.wiring import open_store
from tasks.store.restricted import RestrictedStore


def folder_store(path: str | Path) -> RestrictedStore:
    """The store in a folder, which may be new."""
    return open_store(str(path), may_be_new=True)
