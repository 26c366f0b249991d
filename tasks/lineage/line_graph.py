"""The lineage of a value as a small graph: what it rests on by kind of thing, with the sheets in which cells stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schemas import refs

Answer = dict[str, Any]
_CELL = "sel"


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one kind behind the root: of a computed table, of a submitted table, or aggregates.

    `name` is the kind (`ssk`, `agg`) or `tabel/<table>`; `count` how many there are, `first` one of them; `rank` the
    longest way from the root; `sheets` the files and sheets in which their cells stand.
    """

    name: str
    count: int
    first: Answer
    rank: int
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The root's group first, the others by rank; links say which group rests on which."""

    groups: tuple[Group, ...]
    links: tuple[tuple[str, str], ...]


class Graphs:
    """Graphs of many trees of one run (`why.trees`), which share most of what they rest on.

    Every distinct value is one bit; what stands behind a value is a number with the bits of all of it, so that each
    graph is read off with a few intersections.
    """

    def __init__(self) -> None:
        self._nodes: list[Answer] = []
        self._behind: dict[int, int] = {}
        self._named: dict[int, str] = {}
        self._of_group: dict[str, int] = {}
        self._of_link: dict[tuple[str, str], int] = {}

    def graph(self, answer: Answer) -> Graph:
        """The graph behind one tree."""
        behind = self._closure(answer)
        root = self._named[id(answer)]
        found = {name: mask for name, bits in self._of_group.items() if (mask := bits & behind)}
        links = [link for link, bits in self._of_link.items() if bits & behind]
        ranks = _ranks(root, tuple(link for link in links if not link[1].startswith(_CELL)))
        groups = [
            Group(name, mask.bit_count(), self._node(mask, root, answer, name), ranks[name], _sheets(name, links))
            for name, mask in found.items()
            if not name.startswith(_CELL)
        ]
        ordered = tuple(sorted(groups, key=lambda g: (g.rank, g.name)))
        return Graph(ordered, tuple(sorted((a, b) for a, b in links if not b.startswith(_CELL) and a != b)))

    def _node(self, mask: int, root: str, answer: Answer, name: str) -> Answer:
        return answer if name == root else self._nodes[mask.bit_length() - 1]

    def _closure(self, node: Answer) -> int:
        known = self._behind.get(id(node))
        if known is not None:
            return known
        name, behind = _name(node), 0
        children = node.get("from", ())
        for child in children:
            behind |= self._closure(child)
        bit = 1 << len(self._nodes)
        self._nodes.append(node)
        self._behind[id(node)] = behind = behind | bit
        self._named[id(node)] = name
        self._of_group[name] = self._of_group.get(name, 0) | bit
        for below in {self._named[id(child)] for child in children}:
            self._of_link[name, below] = self._of_link.get((name, below), 0) | bit
        return behind


def _name(node: Answer) -> str:
    if "file" in node:
        return f"{_CELL}/{'!'.join(p for p in (node['file'], node['sheet']) if p)}"
    ref = refs.parse(node["ref"])
    return f"tabel/{ref.table}" if ref.kind == "tabel" else ref.kind


def _sheets(name: str, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    prefix = f"{_CELL}/"
    return tuple(sorted(b.removeprefix(prefix) for a, b in links if a == name and b.startswith(prefix)))


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
