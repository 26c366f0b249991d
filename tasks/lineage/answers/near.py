"""References that are nearly the one asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from schemas.refs import Ref
from tasks.lineage.answers.trail import AGG, STEPS_OF_AGG, Trail

MANY, LIKE = 5, 0.6


def near(trail: Trail, ref: Ref) -> list[str]:
    """At most five references of the same kind, year and district that are spelled nearly as `ref`, nearest first."""
    others = [str(replace(other, column=ref.column)) for other in _siblings(trail, ref)]
    return get_close_matches(str(ref), others, MANY, LIKE)


def beginning_with(trail: Trail, ref: Ref) -> list[Ref]:
    """The references of the same kind, year and district whose key begins with that of `ref`."""
    start = ref.key.rstrip("|")
    return [replace(other, column=ref.column) for other in _siblings(trail, ref) if other.key.startswith(start)]


def _siblings(trail: Trail, ref: Ref) -> Iterable[Ref]:
    if ref.kind != AGG:
        return trail.members(replace(ref, key="*"))
    units = (trail.history.unit(ref.fiscal_year, ref.district, step) for step in STEPS_OF_AGG)
    names = {name for unit in units if unit for name in unit.edges if name.startswith("agg/")}
    start = f"agg/{ref.fiscal_year}/{ref.district}/"
    return (replace(ref, key=name.removeprefix(start)) for name in sorted(names) if name.startswith(start))
