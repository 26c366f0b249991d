"""Which blocks of a document belong together on paper and on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reports.blocks import Block, Heading, Notice, Paragraph, Table
from reports.html_table import is_landscape


def pages(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in their order, in groups: whether a group is on a landscape page, and its blocks.

    A landscape table takes along what leads up to it, back to the chapter at most: a heading or an absence left alone
    on an upright page before it would waste that page.
    """
    leading: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield False, leading
            leading = []
        leading.append(block)
        if not (isinstance(block, Heading | Paragraph) or is_absent(block)):
            yield isinstance(block, Table) and is_landscape(block), leading
            leading = []
    yield False, leading


def runs(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The same blocks by neighbours: whether they are absences, and which."""
    for absent, members in groupby(blocks, is_absent):
        yield absent, list(members)


def is_absent(block: Block) -> bool:
    """Whether the block says that a part is not there."""
    return isinstance(block, Notice) and block.kind == "absent"
