"""Edges: which output value came from which input values, and by which rule.

They are kept small, so that they take less room than the tables they explain: every reference stands once, in order,
less what it shares with the one before, and edges name references by their place (docs/decisions/0043).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemas.canonical import dump_json
from schemas.refs import canonical

Edge = tuple[str, list[str]]
Read = Mapping[str, Edge]
_PARTS = {"edges", "rules", "shared", "texts"}


class Edges:
    """Collects output reference <- input references. Writing the same output twice adds its sources."""

    def __init__(self) -> None:
        self._rule: dict[str, str] = {}
        self._sources: dict[str, tuple[str, ...]] = {}

    def add(self, ref: str, rule: str, sources: Iterable[str]) -> None:
        """`ref` was made by `rule` from `sources` (references, order kept, repeats dropped)."""
        known = self._sources.get(ref)
        if known is None:
            self._rule[ref] = rule
            self._sources[ref] = tuple(sources)
        else:
            self._sources[ref] = (*known, *sources)

    def __len__(self) -> int:
        return len(self._rule)

    def dump(self) -> bytes:
        """Canonical bytes: `shared` and `texts` spell the references, `rules` the rules, `edges` has a row per output.

        A row is [output, rule, sources…], each a place; [first, more] are `more` sources that follow the first one.
        """
        refs = sorted(self._sources.keys() | {source for sources in self._sources.values() for source in sources})
        rules = sorted(set(self._rule.values()))
        place, rule_place = {ref: i for i, ref in enumerate(refs)}, {rule: i for i, rule in enumerate(rules)}
        rows = [
            [at, rule_place[self._rule[ref]], *_spans([place[s] for s in dict.fromkeys(self._sources[ref])])]
            for at, ref in enumerate(refs)
            if ref in self._rule
        ]
        shared = [_shared(a, b) for a, b in zip(["", *refs], refs, strict=False)]
        texts = [ref[n:] for n, ref in zip(shared, refs, strict=True)]
        return dump_json({"edges": rows, "rules": rules, "shared": shared, "texts": texts})


def read_edges(data: bytes) -> Read:
    """{reference: (rule, source references)} from what `Edges.dump` gives, or gave before: {ref: [rule, sources]}."""
    said = json.loads(data)
    if said.keys() != _PARTS:
        return {canonical(ref): (rule, [canonical(s) for s in sources]) for ref, (rule, sources) in said.items()}
    refs, before = [], ""
    for n, text in zip(said["shared"], said["texts"], strict=True):
        before = before[:n] + text
        refs.append(before)
    return _Read(refs, said["rules"], said["edges"])


class _Read(Mapping[str, Edge]):
    """Edges as they are kept; sources are spelled out for who asks."""

    def __init__(self, refs: Sequence[str], rules: Sequence[str], edges: Iterable[Sequence[Any]]) -> None:
        self._refs, self._rules = refs, rules
        self._of = {refs[row[0]]: row for row in edges}

    def __getitem__(self, ref: str) -> Edge:
        _, rule, *spans = self._of[ref]
        return self._rules[rule], list(_sources(self._refs, spans))

    def __contains__(self, ref: object) -> bool:
        return ref in self._of

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


def compact(data: bytes) -> bytes:
    """The bytes as `Edges.dump` gives them now, whichever way they were kept."""
    if data.startswith(b'{"edges":['):  # no reference is called so, and one would come first before
        return data
    edges = Edges()
    for ref, (rule, sources) in read_edges(data).items():
        edges.add(ref, rule, sources)
    return edges.dump()


def _sources(refs: Sequence[str], spans: Iterable[Any]) -> Iterator[str]:
    for span in spans:
        if isinstance(span, int):
            yield refs[span]
        else:
            first, more = span
            yield from refs[first : first + more + 1]


def _spans(places: list[int]) -> Iterable[int | list[int]]:
    return places if len(places) < 2 else _joined(places)


def _joined(places: list[int]) -> Iterator[int | list[int]]:
    i = 0
    while i < len(places):
        j = i
        while j + 1 < len(places) and places[j + 1] == places[j] + 1:
            j += 1
        yield places[i] if i == j else [places[i], j - i]
        i = j + 1


def _shared(before: str, text: str) -> int:
    """How many characters two texts begin alike with: up to the highest bit in which they differ."""
    n = min(len(before), len(text))
    form, bits = ("ascii", 8) if before.isascii() and text.isascii() else ("utf-32-be", 32)
    other = int.from_bytes(before[:n].encode(form)) ^ int.from_bytes(text[:n].encode(form))
    return n - (other.bit_length() + bits - 1) // bits
