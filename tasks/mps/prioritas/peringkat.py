"""Firm or contested: the positions of the lines when weights and risk classes are drawn again (docs/decisions/0010).

Totals are compared in whole numbers. Weights are drawn in hundredths of a point, so that a total is a fraction whose
denominator stays below 2**20; two different totals then differ by more than 2**-40 and keep their order as whole
multiples of it, and equal ones stay equal. No float takes part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

import numpy as np

from tasks.arith.dice import Dice, Ints
from tasks.mps.prioritas.bobot import Range
from tasks.mps.prioritas.skor import Scores

UNIT = 100
SHIFT = 40
LARGEST = 2**20


@dataclass(frozen=True, slots=True)
class Baris:
    """One line: its scores in the order of the criteria, and `goyah`, per place of a criterion the areas behind it.

    `goyah` names only criteria whose score follows classes that are drawn again.
    """

    komponen: str
    scores: Scores
    goyah: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Undian:
    """What is drawn: per komponen the ends of each weight, and one redraw of the survey with all its classes.

    `ulang` is the class of each area in every redraw, 0 for none; the others keep their class of `kelas`. `mean_at` is
    the place of the criterion that takes the mean class; others take the highest.
    """

    ranges: Mapping[str, Sequence[Range]]
    kelas: Mapping[str, int] = field(default_factory=dict)
    ulang: Mapping[str, Ints] = field(default_factory=dict)
    mean_at: int = -1


def positions(lines: Sequence[Baris], undian: Undian, n: int, dice: Dice) -> tuple[Ints, Ints]:
    """Position of every line in each of `n` draws, inside its komponen and over all; arrays draws x lines.

    A position is 1 + the lines with a higher total, so that equal totals share the best place.
    """
    kinds = list(dict.fromkeys(lines))
    at = {kind: i for i, kind in enumerate(kinds)}
    of_line = np.array([at[line] for line in lines], np.int64)
    size = np.bincount(of_line, minlength=len(kinds))
    total = totals(kinds, undian, n, dice)
    over_all = places(total, size)
    inside = np.zeros_like(over_all)
    for komponen in sorted({kind.komponen for kind in kinds}):
        mine = np.array([i for i, kind in enumerate(kinds) if kind.komponen == komponen], np.int64)
        inside[:, mine] = places(total[:, mine], size[mine])
    return inside[:, of_line], over_all[:, of_line]


def totals(kinds: Sequence[Baris], undian: Undian, n: int, dice: Dice) -> Ints:
    """Total of every kind of line in each draw, as whole multiples of 2**-SHIFT; 0 where all its criteria are gone."""
    weights = _weights(undian.ranges, n, dice)
    drawn = _classes(undian, sorted({a for kind in kinds for _, areas in kind.goyah for a in areas}), n, dice)
    made = np.zeros((n, len(kinds)), np.int64)
    scored: dict[tuple[int, tuple[str, ...]], Ints] = {}
    for i, kind in enumerate(kinds):
        weight = weights[kind.komponen]
        given = np.array([s or 0 for s in kind.scores], np.int64)
        above, below = weight @ given, weight @ (given > 0)
        for place in kind.goyah:
            at, areas = place
            if place not in scored:
                scored[place] = _score(drawn, areas, is_mean=at == undian.mean_at)
            score = scored[place]
            above += weight[:, at] * (score - given[at])
            below += weight[:, at] * ((score > 0).astype(np.int64) - int(given[at] > 0))
        made[:, i] = (above << SHIFT) // np.maximum(below, 1)
    return made


def _weights(ranges: Mapping[str, Sequence[Range]], n: int, dice: Dice) -> dict[str, Ints]:
    """Weights in hundredths of a point; komponen with the same ranges share one agreement, and so one draw."""
    drawn: dict[tuple[Range, ...], Ints] = {}
    for ends in sorted({tuple(r) for r in ranges.values()}):
        bounds = [(floor(low * UNIT), ceil(high * UNIT)) for low, high in ends]
        if sum(high for _, high in bounds) >= LARGEST:
            raise ValueError("weights are too many or too large to be compared exactly")
        columns = [low + dice.below(high - low + 1, (n,)) for low, high in bounds]
        drawn[ends] = np.stack(columns, axis=1)
    return {k: drawn[tuple(r)] for k, r in ranges.items()}


def _classes(undian: Undian, areas: Sequence[str], n: int, dice: Dice) -> dict[str, Ints]:
    """Class of each area in each draw. All areas take one redraw of the survey: desa of a stratum move together."""
    redraws = max((len(undian.ulang[a]) for a in areas if a in undian.ulang), default=1)
    taken = dice.below(redraws, (n,))
    fixed = {a: np.full(n, undian.kelas.get(a, 0), np.int64) for a in areas if a not in undian.ulang}
    return fixed | {a: undian.ulang[a][taken] for a in areas if a in undian.ulang}


def _score(drawn: Mapping[str, Ints], areas: Sequence[str], *, is_mean: bool) -> Ints:
    """Highest or mean class (half-up) of the areas in each draw, 0 where none has one."""
    stacked = np.stack([drawn[a] for a in areas])
    if not is_mean:
        highest: Ints = stacked.max(axis=0)
        return highest
    known, total = (stacked > 0).sum(axis=0), stacked.sum(axis=0)
    mean: Ints = (2 * total + known) // np.maximum(2 * known, 1)
    return mean


def places(total: Ints, size: Ints) -> Ints:
    """1 + the lines above, for each draw and kind; a kind stands for `size` lines."""
    order = np.argsort(-total, axis=1, kind="stable")
    ranked, counts = np.take_along_axis(total, order, axis=1), size[order]
    before = np.cumsum(counts, axis=1) - counts
    is_new = np.ones(total.shape, bool)
    is_new[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    first = np.maximum.accumulate(np.where(is_new, before, 0), axis=1)
    made = np.empty_like(total)
    np.put_along_axis(made, order, first + 1, axis=1)
    return made


def interval(drawn: Ints, level_pct: Fraction) -> tuple[Ints, Ints]:
    """Ends of the central `level_pct` percent of the draws for each line, rounded outwards."""
    n = len(drawn)
    outside = floor(n * (100 - level_pct) / 200)
    ordered = np.sort(drawn, axis=0)
    return ordered[outside], ordered[n - 1 - outside]


def block(total: Sequence[Fraction | None]) -> list[tuple[int, int] | None]:
    """First and last position of the lines that share each total; None without a total."""
    known = sorted((t for t in total if t is not None), reverse=True)
    first: dict[Fraction, int] = {}
    last: dict[Fraction, int] = {}
    for place, value in enumerate(known, start=1):
        first.setdefault(value, place)
        last[value] = place
    return [None if t is None else (first[t], last[t]) for t in total]
