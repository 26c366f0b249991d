"""Bab 5: how the strategy is watched."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import say, section
from schemas.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Pemantauan dan evaluasi."""
    yield from section(facts, 1, "5", "Pemantauan dan Evaluasi")
    yield from say("ssk", "monev")
