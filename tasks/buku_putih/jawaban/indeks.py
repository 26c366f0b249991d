"""The IRS and its classes for arrays of areas, in integer arithmetic.

An index is held as a whole number of 2**-28 points, rounded down term by term, so it is known to within `ERROR` units.
A comparison that this leaves open, such as a value on a bound, is decided by the exact fraction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from tasks.arith import whole_weights
from tasks.buku_putih.irs import TOTAL, Weights, component_index

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
BITS, ERROR = 28, 64
"""Five components of at most seven terms, each off by less than one unit before it is divided, stay below ERROR."""
UNKNOWN = np.iinfo(np.int64).min
_LARGEST_AREA = 2**62 // (100 * 400 * 2**BITS)


@dataclass(slots=True)
class Indices:
    """Index of each area (rows) and part (columns, the components and the total), from the counts of its households.

    `denominator` is n_valid or n_total; a sub-indicator that nobody answered is missing with either.
    """

    weights: Weights
    least: Fraction
    total: Ints
    valid: Ints
    risk: Ints
    is_of_valid: bool
    parts: tuple[str, ...] = field(init=False)
    scaled: Ints = field(init=False)
    _exact: dict[tuple[int, str], Fraction] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.total.size and int(self.total.max()) > _LARGEST_AREA:
            raise OverflowError(f"an area of more than {_LARGEST_AREA} households needs wider integers")
        self.parts = (*self.weights, TOTAL)
        columns, start = [], 0
        for weights in self.weights.values():
            columns.append(self._component(list(weights.values()), start))
            start += len(weights)
        known = np.column_stack(columns)
        everything = np.where((known == UNKNOWN).any(axis=1), UNKNOWN, np.where(known == UNKNOWN, 0, known).sum(axis=1))
        self.scaled = np.column_stack([known, everything])

    def _component(self, weights: list[Fraction], start: int) -> Ints:
        valid, risk = (a[:, start : start + len(weights)] for a in (self.valid, self.risk))
        whole = np.array(whole_weights(weights), np.int64)
        below = valid if self.is_of_valid else np.broadcast_to(self.total[:, None], valid.shape)
        terms = (risk * whole * 100 << BITS) // np.maximum(below, 1)
        answered = valid > 0
        carried = (answered * whole).sum(axis=1)
        is_enough = carried * 100 * self.least.denominator >= self.least.numerator * int(whole.sum())
        found = np.where(answered, terms, 0).sum(axis=1) // np.maximum(carried, 1)
        return np.where((carried > 0) & is_enough, found, UNKNOWN)

    def exact(self, area: int, part: str) -> Fraction:
        """The index of an area without rounding; KeyError when it is missing."""
        if self.scaled[area, self.parts.index(part)] == UNKNOWN:
            raise KeyError(f"area {area} has no {part}")
        if (area, part) not in self._exact:
            components = self.weights if part == TOTAL else (part,)
            self._exact[area, part] = sum((self._exact_component(area, c) for c in components), Fraction(0))
        return self._exact[area, part]

    def _exact_component(self, area: int, component: str) -> Fraction:
        columns = {key: j for j, key in enumerate(key for weights in self.weights.values() for key in weights)}
        weights = self.weights[component]
        risks = {key: self._share(area, columns[key]) for key in weights if self.valid[area, columns[key]]}
        found = component_index(risks, weights, self.least)
        if found is None:
            raise KeyError(f"area {area} has no {component}")
        return found

    def _share(self, area: int, column: int) -> Fraction:
        below = self.valid[area, column] if self.is_of_valid else self.total[area]
        return Fraction(100 * int(self.risk[area, column]), int(below))

    def scores(self, part: str, group: Ints, is_ranged: Bools, k: int) -> NDArray[np.int8]:
        """Score 1..k of each area by equal intervals over the ranged areas of its group (district); 0 where missing.

        In a group none of whose ranged areas has the part, all its areas make the range.
        """
        values = self.scaled[:, self.parts.index(part)]
        known = values != UNKNOWN
        groups = int(group.max()) + 1 if group.size else 0
        has_range = np.bincount(group[known & is_ranged], minlength=groups) > 0
        among = known & (is_ranged | ~has_range[group])
        low, high = np.full(groups, np.iinfo(np.int64).max), np.full(groups, UNKNOWN)
        np.minimum.at(low, group[among], values[among])
        np.maximum.at(high, group[among], values[among])
        lo, hi, v = low[group[known]], high[group[known]], values[known]
        found = np.ones(len(v), np.int8)
        is_open = hi - lo <= 2 * ERROR
        for s in range(1, k):
            above = k * v - (k - s) * lo - s * hi
            found += above > 0
            is_open |= np.abs(above) <= 2 * k * ERROR
        scores = np.zeros(len(values), np.int8)
        scores[known] = found
        self._settle(np.flatnonzero(known)[is_open], part, group, among, scores, (low, high), k)
        return scores

    def _settle(
        self,
        areas: NDArray[np.intp],
        part: str,
        group: Ints,
        among: Bools,
        scores: NDArray[np.int8],
        span: tuple[Ints, Ints],
        k: int,
    ) -> None:
        """Decide the open areas by fractions."""
        values = self.scaled[:, self.parts.index(part)]
        is_edge = among & ((values <= span[0][group] + ERROR) | (values >= span[1][group] - ERROR))
        edges: dict[int, list[int]] = {}
        wanted = set(group[areas].tolist())
        for area in np.flatnonzero(is_edge & np.isin(group, list(wanted))).tolist():
            edges.setdefault(int(group[area]), []).append(area)
        bounds: dict[int, list[Fraction]] = {}
        for area in areas.tolist():
            own = int(group[area])
            if own not in bounds:
                exact = [self.exact(a, part) for a in edges[own]]
                lo, hi = min(exact), max(exact)
                bounds[own] = [lo + Fraction(s, k) * (hi - lo) for s in range(1, k)] if hi > lo else []
            value = self.exact(area, part)
            scores[area] = 1 + sum(value > bound for bound in bounds[own])
