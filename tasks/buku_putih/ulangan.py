"""The survey drawn again and again: counts of every area in each redraw, in whole numbers only.

Households are redrawn by RT, with dice that fall the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from schemas.contract import Rows
from schemas.tables.ehra import EHRA
from tasks.arith import half_up_int
from tasks.arith.dice import Dice, Ints
from tasks.buku_putih.ehra import DESA
from tasks.buku_putih.irs import COMPONENTS
from tasks.buku_putih.matriks import AT_RISK, UNDECIDED, RiskMatrix

KEYS = tuple(key for keys in COMPONENTS.values() for key in keys)
Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Redraws:
    """Counts by redraw, area and sub-indicator (in the order of KEYS).

    They carry a common weight, so that shares and sums of areas mean something and the counts themselves do not.
    """

    areas: tuple[str, ...]
    total: Ints
    valid: Ints
    risk: Ints


def redraw_answers(matrix: RiskMatrix, places: Places, unit: str, effect: Fraction, n: int, dice: Dice) -> Redraws:
    """`n` redraws of the RT with replacement: inside each desa, or inside each stratum where that is the unit.

    `places` are the areas in which the households of a desa count. Households whose RT is unknown stand for their desa
    as one more RT of the stratum. Where there is nothing to choose from (unit desa without RT, a single RT), households
    are drawn one by one, fewer by the design effect. The order of rows and the names of RT do not matter.
    """
    pools = [tuple(a for a in places[kode] if unit == DESA or not a.startswith(DESA)) for kode in matrix.kode_desa]
    names = sorted(set(pools))
    pool = np.array([names.index(name) for name in pools], np.int64)[matrix.desa]
    label, counts, order = _labels(matrix, unit), _counted(matrix), np.argsort(pool, kind="stable")
    bounds = np.searchsorted(pool[order], np.arange(len(names) + 1))
    made = _Sums([area for name in names for area in name], n)
    for i, areas in enumerate(names):
        rows = order[bounds[i] : bounds[i + 1]]
        drawn = _redraw_pool(counts[rows], label[rows], effect, n, dice)
        made.add(areas, drawn[:, :1], drawn[:, 1 : 1 + len(KEYS)], drawn[:, 1 + len(KEYS) :])
    return made.redraws()


class _Sums:
    """Adds what was drawn to every area in which it counts."""

    def __init__(self, areas: Sequence[str], n: int) -> None:
        self._areas = tuple(sorted(set(areas)))
        self._sums = np.zeros((3, n, len(self._areas), len(KEYS)), np.int64)

    def add(
        self, areas: Sequence[str], total: Ints | int, valid: Ints | int, risk: Ints, keys: slice = slice(None)
    ) -> None:
        for i in (self._areas.index(area) for area in areas):
            for sums, drawn in zip(self._sums, (total, valid, risk), strict=True):
                sums[:, i, keys] += drawn

    def redraws(self) -> Redraws:
        total, valid, risk = self._sums
        return Redraws(self._areas, total, valid, risk)


def _labels(matrix: RiskMatrix, unit: str) -> Ints:
    """RT of each household; for one without, its desa where strata are the unit, else -1."""
    rt = matrix.rt.astype(np.int64)
    return rt if unit == DESA else np.where(rt >= 0, rt, rt.max(initial=0) + 1 + matrix.desa)


def _counted(matrix: RiskMatrix) -> Ints:
    """Per household: 1, then valid and at risk (0 or 1) for each of KEYS."""
    counts = np.zeros((len(matrix.desa), 1 + 2 * len(KEYS)), np.int64)
    counts[:, 0] = 1
    for column, key in enumerate(matrix.keys):
        at = 1 + KEYS.index(key)
        counts[:, at] = matrix.risk[:, column] != UNDECIDED
        counts[:, at + len(KEYS)] = matrix.risk[:, column] == AT_RISK
    return counts


def _redraw_pool(counts: Ints, label: Ints, effect: Fraction, n: int, dice: Dice) -> Ints:
    """Sums over each redraw of one pool; weights keep households drawn by RT and one by one at their size."""
    is_single = label < 0
    by_rt = _sums_by(label[~is_single], counts[~is_single])
    if len(by_rt) < 2:
        by_rt, is_single = by_rt[:0], np.ones(len(label), bool)
    alone = counts[is_single]
    drawn = np.zeros((n, counts.shape[1]), np.int64)
    for things, draws, weight in (
        (by_rt, len(by_rt), effect.denominator),
        (alone, _fewer(len(alone), effect), effect.numerator),
    ):
        if len(things):
            drawn += weight * (_draw(len(things), draws, n, dice) @ things[np.lexsort(things.T)])
    return drawn


def _sums_by(label: Ints, counts: Ints) -> Ints:
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    return np.add.reduceat(counts[order], starts, axis=0) if len(starts) else counts[:0]


def _fewer(n: int, effect: Fraction) -> int:
    return max(1, half_up_int(n / effect))


def _draw(of: int, draws: int, n: int, dice: Dice) -> Ints:
    """How often each of `of` things comes up in `draws` draws with replacement, for each of `n` redraws."""
    at = dice.below(of, (n, draws)) + of * np.arange(n)[:, None]
    return np.bincount(at.ravel(), minlength=n * of).reshape(n, of).astype(np.int64)


def redraw_counts(rows: Rows, places: Sequence[tuple[str, ...]], effect: Fraction, n: int, dice: Dice) -> Redraws:
    """`n` redraws from rows of table `ehra`, each count on its own: the answers behind them are not known.

    n_valid households fewer by the design effect are drawn, each at risk with the probability found. `places` are the
    areas of each row.
    """
    made = _Sums([area for areas in places for area in areas], n)
    for row, areas in sorted(zip(rows, places, strict=True), key=lambda pair: EHRA.key_of(pair[0])):
        valid, risk, total = row["n_valid"], row["n_berisiko"], row["n_total"]
        if row["indikator"] in KEYS and isinstance(valid, int) and isinstance(risk, int):
            at = KEYS.index(str(row["indikator"]))
            counted = effect.denominator * (total if isinstance(total, int) else valid)
            m = _fewer(valid, effect) if valid > 0 else 0
            drawn = effect.numerator * (dice.below(max(valid, 1), (n, m)) < risk).sum(axis=1, dtype=np.int64)
            made.add(areas, counted, m * effect.numerator, drawn[:, None], slice(at, at + 1))
    return made.redraws()
