"""The order in which parts are considered: priority, but never before what must precede (mps.md section 5.1)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tasks.mps.kesiapan.dokumen import NOTHING, Syarat
from tasks.mps.langkah import Bagian, Langkah, Part


class Simpul(NamedTuple):
    """Parts that stand in the same year (one, or several steps marked `=`), with what must precede them.

    `first` is the first MPS year by SSK year and documents, None when a document can never be there. `blocked` names
    a step before it whose volume or cost is unknown.
    """

    bagian: tuple[Bagian, ...]
    pre: tuple[tuple[Part, int], ...]
    first: int | None
    place: tuple[int, int]
    blocked: str = ""


def nodes(steps: Mapping[str, Langkah], syarat: Mapping[str, Syarat]) -> list[Simpul]:
    """Every part once: by priority, each after the parts that it must follow. A cycle comes last, in priority order."""
    group = _same_year(steps)
    members: dict[str, list[Langkah]] = {}
    for s in steps.values():
        if s.bagian:
            members.setdefault(group.get(s.id, s.id), []).append(s)
    made: list[Simpul] = []
    for several in members.values():
        ordered = sorted(several, key=lambda s: s.urutan)
        for ke in range(max(len(s.bagian) for s in ordered)):
            made.append(_node([s for s in ordered if ke < len(s.bagian)], ke, steps, syarat, group))
    return _in_order(made)


def _same_year(steps: Mapping[str, Langkah]) -> dict[str, str]:
    """Steps joined by `=`, each to the smallest id of its group."""
    group: dict[str, str] = {}
    pairs = [(s.id, b.id) for s in steps.values() for b in s.before if b.is_same_year and b.id in steps]
    for a, b in sorted(pairs):
        low, high = sorted((group.get(a, a), group.get(b, b)))
        group.update(dict.fromkeys((*(k for k, v in group.items() if v == high), a, b, high, low), low))
    return group


def _node(
    several: list[Langkah],
    ke: int,
    steps: Mapping[str, Langkah],
    syarat: Mapping[str, Syarat],
    group: Mapping[str, str],
) -> Simpul:
    pre: dict[Part, int] = {}
    blocked = ""
    firsts: list[int | None] = []
    for s in several:
        asks = syarat.get(s.id, NOTHING)
        firsts.append(None if asks.first is None else max(asks.first, s.bagian[ke].tahun))
        if ke:
            pre.setdefault((s.id, ke - 1), 0)
        for name, lag in _before(s, asks):
            other = steps.get(name)
            if other is None or other.is_om or (name in group and group[name] == group.get(s.id)):
                continue
            if not other.bagian:
                blocked = blocked or name
                continue
            # Of a step spread over years, as much as this one's own share so far: all of it before a single part.
            part = (name, -(-(ke + 1) * len(other.bagian) // len(s.bagian)) - 1)
            pre[part] = max(lag, pre.get(part, 0))
    known = [f for f in firsts if f is not None]
    first = max(known) if len(known) == len(firsts) else None
    place = (several[0].urutan, ke)
    return Simpul(tuple(s.bagian[ke] for s in several), tuple(sorted(pre.items())), first, place, blocked)


def _before(step: Langkah, asks: Syarat) -> Iterable[tuple[str, int]]:
    yield from ((b.id, b.lag) for b in step.before)
    yield from ((maker, 1) for maker in asks.makers)


def _in_order(made: list[Simpul]) -> list[Simpul]:
    owner = {b.part: i for i, node in enumerate(made) for b in node.bagian}
    waits = [{owner[p] for p, _ in node.pre} - {i} for i, node in enumerate(made)]
    after: list[list[int]] = [[] for _ in made]
    for i, before in enumerate(waits):
        for j in before:
            after[j].append(i)
    left = [len(w) for w in waits]
    ready = [(node.place, i) for i, node in enumerate(made) if not left[i]]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, i = heapq.heappop(ready)
        order.append(i)
        for j in after[i]:
            left[j] -= 1
            if not left[j]:
                heapq.heappush(ready, (made[j].place, j))
    cycle = sorted((i for i in range(len(made)) if left[i]), key=lambda i: made[i].place)
    return [made[i] for i in (*order, *cycle)]
