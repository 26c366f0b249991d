"""SIDLACOM: the steps of one package at one place keep the order of their letters (MP-V40)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tasks.mps.langkah import Before, Langkah

Steps = dict[str, Langkah]


def in_sidlacom_order(steps: Mapping[str, Langkah], groups: Sequence[str]) -> Steps:
    """The steps, each also after those of the nearest earlier letters of its package and place, same year allowed.

    `groups` are the letters of one rank, e.g. SI, D, L, A, OM. What `setelah` says wins: a step that must precede is
    not made to follow. A step without volume or cost binds nobody, and O&P follows its asset anyway.
    """
    rank = {letter: i for i, letters in enumerate(groups) for letter in letters}
    packages: dict[tuple[str, str], dict[int, list[str]]] = {}
    for s in steps.values():
        place = rank.get(str(s.row.get("tahap")))
        if place is not None and s.bagian:
            packages.setdefault(s.paket, {}).setdefault(place, []).append(s.id)
    made = dict(steps)
    for package in packages.values():
        ordered = sorted(package)
        for earlier, later in pairwise(ordered):
            for name in package[later]:
                made[name] = _after(made, name, sorted(package[earlier]))
    return made


def _after(steps: Steps, name: str, earlier: Sequence[str]) -> Langkah:
    step = steps[name]
    known = {b.id for b in step.before}
    links = [Before(e) for e in earlier if e not in known and name not in _all_before(steps, e)]
    return step._replace(before=(*step.before, *links))


def _all_before(steps: Steps, name: str) -> set[str]:
    seen: set[str] = set()
    ring = [name]
    while ring:
        ring = [b.id for s in ring for b in steps[s].before if b.id in steps and b.id not in seen]
        seen.update(ring)
    return seen
