"""Annex: the logical framework of the pinned SSK, from which every activity of the MPS descends."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading
from reports.chapters.build import say
from reports.chapters.ssk.strategi import framework_table
from schemas.facts import Facts


def blocks(facts: Facts, number: str) -> Iterator[Block]:
    """Kerangka Kerja Logis."""
    yield Heading(2, "Kerangka kerja logis menurut SSK", number)
    yield from say("mps", "kkl")
    yield from framework_table(facts, number)
