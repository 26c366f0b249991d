"""Edges: which output value came from which input values, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.canonical import dump_json


class Edges:
    """Collects output reference <- input references. Writing the same output twice adds its sources."""

    def __init__(self) -> None:
        self._from: dict[str, tuple[str, list[str]]] = {}

    def add(self, ref: str, rule: str, sources: Iterable[str]) -> None:
        """`ref` was made by `rule` from `sources` (references, order kept, repeats dropped)."""
        known = self._from.get(ref)
        if known is None:
            self._from[ref] = (rule, list(sources))
        else:
            known[1].extend(sources)

    def __len__(self) -> int:
        return len(self._from)

    def dump(self) -> bytes:
        """Canonical bytes: {ref: [rule, [source, ...]]}."""
        return dump_json({ref: [rule, list(dict.fromkeys(sources))] for ref, (rule, sources) in self._from.items()})
