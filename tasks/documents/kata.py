"""Codes inside computed sentences, written out for a reader."""

from __future__ import annotations

import re
from collections.abc import Callable

from reports.labels import SUMBER_DANA

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9.|]*[A-Z0-9])*")


def written_out(text: str, name_of: Callable[[str], str] = str) -> str:
    """The text with sources of funds by their names, and every other code as `name_of` calls it."""
    return _CODE.sub(lambda found: SUMBER_DANA.get(found[0]) or name_of(found[0]), text)
