"""Annexes: assumed parameters."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters import annex
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Lampiran."""
    yield Heading(1, "Lampiran")
    yield from annex.parameters(facts, "L.1")
