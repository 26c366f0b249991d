"""What changed between two results, split over its causes: integers, so that the parts and the rest add up exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from schemas.contract import Value

CAUSES = ("reference", "cells", "pins", "rules", "code")
"""The order in which causes are swapped from the first result to the second; each keeps what was swapped before it."""
REST = "rest"
Place = tuple[str, str, str]
"""Table, row key and column."""
Values = Mapping[Place, Value]
Totals = Mapping[str, int]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Stage(Generic[T_co]):
    """A result on the way from the first to the second, and the cause whose swapping led to it."""

    cause: str
    result: T_co


@dataclass(frozen=True, slots=True)
class Ends:
    """To which cause the two outer differences belong: between what was sealed and what today's program makes.

    They are of `rest` unless one cause that cannot be swapped (code, rules not kept) is all that stands between.
    """

    first: str = REST
    last: str = REST


def ends_of(unswappable: Sequence[str], is_first_today: bool, is_last_today: bool) -> Ends:
    """`is_first_today`: the program and rules that make the stages are those of the first result; likewise the last.

    One cause that cannot be swapped is told apart where the stages are made as one of the two results was: it is then
    all that stands between the stages and the other. Two such causes, or stages made as neither, leave it in the rest.
    """
    if len(unswappable) != 1 or not (is_first_today or is_last_today):
        return Ends()
    (cause,) = unswappable
    return Ends(last=cause) if is_first_today else Ends(first=cause)


def stages_between(first: T, walked: Sequence[Stage[T]], last: T, ends: Ends) -> list[Stage[T]]:
    """All stages in order: the first result, what today's program makes of it, each swap, and the second result."""
    made = [Stage(ends.first if i == 0 else s.cause, s.result) for i, s in enumerate(walked)]
    return [Stage("", first), *made, Stage(ends.last, last)]


def parts(stages: Sequence[Stage[Totals]]) -> dict[str, dict[str, int]]:
    """By measure, how much of its change each cause brings; over all causes they sum to last - first. No zeros."""
    found: dict[str, Counter[str]] = {}
    for before, after in _pairs(stages):
        for measure in {*before.result, *after.result}:
            change = after.result.get(measure, 0) - before.result.get(measure, 0)
            found.setdefault(measure, Counter())[after.cause] += change
    return {measure: {cause: n for cause, n in of.items() if n} for measure, of in sorted(found.items())}


def reasons(stages: Sequence[Stage[Values]]) -> dict[Place, list[str]]:
    """By place whose value differs between first and last, the causes at which it changed on the way, in order."""
    first, last = stages[0].result, stages[-1].result
    changed = [p for p in {**first, **last} if _at(first, p) != _at(last, p)]
    by: dict[Place, list[str]] = {place: [] for place in sorted(changed)}
    for before, after in _pairs(stages):
        for place, causes in by.items():
            if _at(before.result, place) != _at(after.result, place) and after.cause not in causes:
                causes.append(after.cause)
    return by


def difference(first: Totals, last: Totals) -> dict[str, int]:
    """last - first by measure; no zeros."""
    return {m: n for m in sorted({*first, *last}) if (n := last.get(m, 0) - first.get(m, 0))}


def _pairs(stages: Sequence[Stage[T]]) -> Iterator[tuple[Stage[T], Stage[T]]]:
    return pairwise(stages)


def _at(values: Values, place: Place) -> tuple[bool, Value]:
    """An unknown value is not a missing row."""
    return place in values, values.get(place)
