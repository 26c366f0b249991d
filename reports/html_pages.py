"""Which blocks of a document belong together on paper and on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reports.blocks import Block, Chart, Heading, Items, Notice, Paragraph, Table
from reports.html_table import is_landscape

_HALF_PAGE = 20
"""Lines of a landscape page below which an upright page would be wasted between two of them."""
Group = tuple[bool, list[Block]]


def pages(blocks: Iterable[Block]) -> Iterator[Group]:
    """The blocks in their order, in groups: whether a group is on a landscape page, and its blocks.

    A landscape table takes along what leads up to it, back to the chapter at most: a heading or an absence left alone
    on an upright page before it would waste that page. So would little that stands between two landscape tables.
    """
    parts = [(turned, list(groups)) for turned, groups in groupby(_groups(blocks), key=lambda group: group[0])]
    for i, (turned, groups) in enumerate(parts):
        joins = not turned and 0 < i < len(parts) - 1 and _is_little([*groups, parts[i + 1][1][0]])
        yield from ((turned or (joins and bool(members)), members) for _, members in groups)


def _is_little(groups: list[Group]) -> bool:
    """Whether the groups before the last fill little of a page, and none begins a chapter."""
    within = [block for _, members in groups[:-1] for block in members]
    chapters = (isinstance(b, Heading) and b.level == 1 for b in (*within, *groups[-1][1][:1]))
    return not any(chapters) and sum(map(_n_lines, within)) < _HALF_PAGE


def _n_lines(block: Block) -> int:
    if isinstance(block, Table):
        return 4 + len(block.lines)
    return _HALF_PAGE if isinstance(block, Chart) else 2


def _groups(blocks: Iterable[Block]) -> Iterator[Group]:
    leading: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield False, leading
            leading = []
        leading.append(block)
        if not (isinstance(block, Heading | Paragraph | Items) or is_absent(block)):
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
