"""The smallest change of one weight that makes two totals equal, in closed form (docs/decisions/0010)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from tasks.mps.prioritas.skor import Scores, total_of

HUNDRED = Fraction(100)
DIGITS = 10**12


class Tukar(NamedTuple):
    """A change of the weight at place `at` by `points`; the other weights keep their proportions and the sum 100."""

    at: int
    points: Fraction


def smallest_swap(a: Scores, b: Scores, weights: Sequence[Fraction], present_min: Fraction) -> Tukar | None:
    """The change of least size after which `a` and `b` have equal totals; None where there is none.

    The new weight lies between 0 and 100, both left out: at the ends a criterion, or all others, would be gone.
    Exact, but for two lines that lack different criteria and share the changed one: the root may then be irrational and
    is cut at 12 decimals. Of changes of one size the first criterion counts. A change that leaves a line with less than
    `present_min` percent of the weight makes no total and does not count.
    """
    found: Tukar | None = None
    for at, weight in enumerate(weights):
        if weight == HUNDRED:
            continue
        for u in _ratios(a, b, weights, at):
            new = HUNDRED * u / (HUNDRED - weight + u)
            points = new - weight
            if found is not None and abs(points) >= abs(found.points):
                continue
            if all(total_of(s, changed(weights, at, points), present_min).value is not None for s in (a, b)):
                found = Tukar(at, points)
    return found


def changed(weights: Sequence[Fraction], at: int, points: Fraction) -> list[Fraction]:
    """The weights after the change; they sum to 100 as before."""
    new = weights[at] + points
    scale = (HUNDRED - new) / (HUNDRED - weights[at])
    return [new if i == at else w * scale for i, w in enumerate(weights)]


def _ratios(a: Scores, b: Scores, weights: Sequence[Fraction], at: int) -> Iterator[Fraction]:
    """Weights u > 0 of the criterion, the others left as they are, at which the two means are equal."""
    s, t = a[at], b[at]
    rest_a, rest_b = _rest(a, weights, at), _rest(b, weights, at)
    if s is None and t is None:
        return
    if s is None or t is None:
        (fixed, below), (moving, weight), score = (rest_a, rest_b, t) if s is None else (rest_b, rest_a, s)
        if below == 0 or score is None:
            return
        yield from _positive(Fraction(score) - fixed / below, moving - fixed / below * weight)
        return
    square = Fraction(s - t)
    linear = s * rest_b[1] + rest_a[0] - t * rest_a[1] - rest_b[0]
    constant = rest_a[0] * rest_b[1] - rest_b[0] * rest_a[1]
    if rest_a[1] == rest_b[1]:
        yield from _positive(square, rest_a[0] - rest_b[0])
    elif square == 0:
        yield from _positive(linear, constant)
    else:
        yield from _roots(square, linear, constant)


def _rest(scores: Scores, weights: Sequence[Fraction], at: int) -> tuple[Fraction, Fraction]:
    """Weighted sum and weight of the other criteria that are present."""
    others = [(s, w) for i, (s, w) in enumerate(zip(scores, weights, strict=True)) if i != at and s is not None]
    return sum((w * s for s, w in others), Fraction(0)), sum((w for _, w in others), Fraction(0))


def _positive(factor: Fraction, constant: Fraction) -> Iterator[Fraction]:
    """u > 0 with factor * u + constant = 0."""
    if factor != 0 and -constant / factor > 0:
        yield -constant / factor


def _roots(square: Fraction, linear: Fraction, constant: Fraction) -> Iterator[Fraction]:
    inside = linear * linear - 4 * square * constant
    if inside < 0:
        return
    root = Fraction(isqrt(inside.numerator * inside.denominator * DIGITS**2), inside.denominator * DIGITS)
    for sign in (1, -1):
        u = (-linear + sign * root) / (2 * square)
        if u > 0:
            yield u
