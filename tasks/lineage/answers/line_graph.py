"""The lineage of a value as a small graph: what it rests on by kind of thing, with the sheets in which cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schemas import refs
from schemas.refs import Ref
from tasks.lineage.answers.trail import Trail
from tasks.lineage.answers.why import locate, said_of
from tasks.lineage.records.history import History


@dataclass(slots=True, eq=False)
class Node:
    """A value by its reference and who answers for it, what is directly behind it, and the sheets of its cells."""

    ref: Ref
    trail: Trail
    below: Sequence[Node] = ()
    sheets: Sequence[str] = ()

    @property
    def said(self) -> tuple[str, Any, str]:
        """(unit, value, rule), as `why` tells them; read when it is asked for, which is for few of many."""
        return said_of(self.trail, self.ref)


class Nodes:
    """What stands behind the values of a run, each value once; members of whole columns are only counted."""

    def __init__(self, history: History) -> None:
        self._trail = Trail(history)
        self._known: dict[tuple[int, str], Node] = {}

    def of(self, text: str) -> Node:
        """The node of a reference of the run."""
        return self._node(self._trail, text)

    def _node(self, trail: Trail, text: str) -> Node:
        key = id(trail), text
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._made(trail, refs.parse(text))
        return known

    def _made(self, trail: Trail, ref: Ref) -> Node:
        if ref.is_whole_column:
            return Node(ref, trail)
        if ref.kind == "tabel":
            return Node(ref, trail, (), _sheets(trail, ref))
        sources = trail.edge(ref)[1]
        return Node(ref, trail, [self._node(trail.before(ref, refs.parse(text)), text) for text in sources])


def _sheets(trail: Trail, ref: Ref) -> list[str]:
    intake = trail.history.unit(ref.fiscal_year, ref.district, "intake")
    cells = locate(intake, ref.table, ref.key, ref.column) if intake else ()
    return ["!".join(part for part in (file, sheet) if part) for file, sheet, *_ in cells]


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one kind behind the root: of a computed table, of a submitted table, or aggregates.

    `name` is the kind (`ssk`, `agg`) or `tabel/<table>`; `count` how many there are, `first` one of them; `rank` the
    longest way from the root; `sheets` the files and sheets in which their cells stand.
    """

    name: str
    count: int
    first: Node
    rank: int
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The root's group first, the others by rank; links say which group rests on which."""

    groups: tuple[Group, ...]
    links: tuple[tuple[str, str], ...]


class Graphs:
    """Graphs of many values of one run, which share most of what they rest on (`Nodes`).

    Every distinct value is one bit; what stands behind a value is a number with the bits of all of it, so that each
    graph is read off with a few intersections.
    """

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._behind: dict[Node, int] = {}
        self._named: dict[Node, str] = {}
        self._of_group: dict[str, int] = {}
        self._of_link: dict[tuple[str, str], int] = {}
        self._of_sheet: dict[str, dict[str, int]] = {}

    def graph(self, root: Node) -> Graph:
        """The graph behind one value."""
        behind, name = self._closure(root), self._named[root]
        links = tuple([link for link, bits in self._of_link.items() if bits & behind])
        ranks = _ranks(name, links)
        found = [(group, mask) for group, bits in self._of_group.items() if (mask := bits & behind)]
        groups = [
            Group(group, mask.bit_count(), self._first(mask, root, name, group), ranks[group], self._in(group, behind))
            for group, mask in found
        ]
        return Graph(tuple(sorted(groups, key=lambda g: (g.rank, g.name))), _drawn(links))

    def _first(self, mask: int, root: Node, name: str, group: str) -> Node:
        return root if group == name else self._nodes[mask.bit_length() - 1]

    def _in(self, group: str, behind: int) -> tuple[str, ...]:
        return tuple(sorted(sheet for sheet, bits in self._of_sheet.get(group, {}).items() if bits & behind))

    def _closure(self, node: Node) -> int:
        known = self._behind.get(node)
        if known is not None:
            return known
        name, behind = _name(node.ref), 0
        for child in node.below:
            behind |= self._closure(child)
        bit = 1 << len(self._nodes)
        self._nodes.append(node)
        self._behind[node] = behind = behind | bit
        self._named[node] = name
        self._of_group[name] = self._of_group.get(name, 0) | bit
        for below in {self._named[child] for child in node.below}:
            self._of_link[name, below] = self._of_link.get((name, below), 0) | bit
        of_sheet = self._of_sheet.setdefault(name, {})
        for sheet in node.sheets:
            of_sheet[sheet] = of_sheet.get(sheet, 0) | bit
        return behind


def _name(ref: Ref) -> str:
    return f"tabel/{ref.table}" if ref.kind == "tabel" else ref.kind


@lru_cache(maxsize=512)
def _drawn(links: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Links that lead from one group to another, in order."""
    return tuple(sorted(link for link in links if link[0] != link[1]))


@lru_cache(maxsize=512)
def _ranks(root: str, links: tuple[tuple[str, str], ...]) -> Mapping[str, int]:
    """The longest way from the root to each group; links that lead back are left out. Many graphs have the same."""
    below: dict[str, list[str]] = {}
    for a, b in sorted(links):
        if a != b:
            below.setdefault(a, []).append(b)
    order = list(_finished(root, below, set()))[::-1]
    place, ranks = {name: i for i, name in enumerate(order)}, dict.fromkeys(order, 0)
    for name in order:
        for other in below.get(name, ()):
            if place[other] > place[name]:
                ranks[other] = max(ranks[other], ranks[name] + 1)
    return ranks


def _finished(name: str, below: dict[str, list[str]], seen: set[str]) -> Iterator[str]:
    """Names in the order in which everything behind them is done."""
    seen.add(name)
    for other in below.get(name, ()):
        if other not in seen:
            yield from _finished(other, below, seen)
    yield name
