"""Bab 4: programmes that are running."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import section
from reports.chapters.buku_putih.gambaran_umum import told
from schemas.facts import Facts

PARTS = (
    ("4.1", "PHBS dan promosi higiene"),
    ("4.2", "Air limbah domestik"),
    ("4.3", "Persampahan"),
    ("4.4", "Drainase lingkungan"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Program pengembangan sanitasi saat ini."""
    yield from section(facts, 1, "4", "Program Pengembangan Sanitasi Saat Ini")
    for number, title in PARTS:
        yield from told(facts, number, title)
