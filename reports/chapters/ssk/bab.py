"""A chapter whose sections and tables number themselves, so that every edition can put it where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from reports.blocks import Block
from reports.chapters.build import section
from schemas.facts import Facts


@dataclass(slots=True)
class Bab:
    """Chapter `nomor` of a document: its sections count 1, 2, ... and so do its tables."""

    facts: Facts
    nomor: str
    _sections: Iterator[int] = field(default_factory=lambda: count(1))
    _tables: Iterator[int] = field(default_factory=lambda: count(1))
    _charts: Iterator[int] = field(default_factory=lambda: count(1))

    def bagian(self, title: str) -> Iterator[Block]:
        """The heading of the next section, with what the Pokja wrote for it."""
        return section(self.facts, 2, f"{self.nomor}.{next(self._sections)}", title)

    def gambar(self) -> str:
        """The number of the next chart or map."""
        return f"{self.nomor}.{next(self._charts)}"

    def tabel(self) -> str:
        """The number of the next table."""
        return f"{self.nomor}.{next(self._tables)}"


Part = Callable[[Bab], Iterator[Block]]
"""A part of a chapter: one section or more."""


def chapter(facts: Facts, nomor: str, title: str, parts: tuple[Part, ...]) -> Iterator[Block]:
    """The heading of a chapter and its parts in order."""
    bab = Bab(facts, nomor)
    yield from section(facts, 1, nomor, title)
    for part in parts:
        yield from part(bab)
