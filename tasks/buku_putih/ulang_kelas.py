"""Index, scores and classes in every redraw of the survey, decided in whole numbers.

Shares are held as whole multiples of 2**-36, cut off below. A value is compared with a bound only where the two differ
by more than what was cut off; a redraw with a closer call is done once more in exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from schemas.contract import Rows
from schemas.rulebook import Rulebook
from tasks.arith import interval_scores, whole_weights
from tasks.arith.dice import Ints
from tasks.buku_putih.area import combine, impacts
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.gabung import Scores
from tasks.buku_putih.irs import COMPONENTS, TOTAL, component_index, weights_of
from tasks.buku_putih.ulangan import KEYS, Redraws

SHIFT = 36
CUT_OFF = 2 * len(COMPONENTS)
SMALL = 2**40
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Values:
    """Index of every area in every redraw, as a share in units of 2**-SHIFT, at most CUT_OFF too low; where known."""

    value: Ints
    known: Bools


def indices(redraws: Redraws, rules: Rulebook) -> dict[str, Values]:
    """The components and the total of the IRS (buku-putih.md section 3)."""
    below = redraws.total if rules["irs.denominator"] == "n_total" else redraws.valid
    shares = (redraws.risk << SHIFT) // np.maximum(below, 1)
    made = {
        c: _component(shares, redraws.valid > 0, weights, rules.exact("irs.missing_weight_min"))
        for c, weights in weights_of(rules).items()
    }
    parts = list(made.values())
    known = np.logical_and.reduce([p.known for p in parts])
    made[TOTAL] = Values(np.add.reduce([p.value for p in parts]), known)
    return made


def _component(shares: Ints, answered: Bools, weights: Mapping[str, Fraction], least: Fraction) -> Values:
    columns, whole = [KEYS.index(key) for key in weights], whole_weights(list(weights.values()))
    weighed = answered[:, :, columns] * np.array(whole, np.int64)
    weight = weighed.sum(axis=2)
    known = (weight > 0) & (weight * 100 * least.denominator >= least.numerator * sum(whole))
    return Values((shares[:, :, columns] * weighed).sum(axis=2) // np.maximum(weight, 1), known)


def scores(
    redraws: Redraws, bagian: str, found: Values, ranged: Bools, used: Bools, rules: Rulebook
) -> NDArray[np.int8]:
    """Score of the used areas in one part, 0 where unknown, over the range of the `ranged` areas as in `ehra.py`."""
    k = int(rules["irs.n_class"])
    if not found.known.any():
        return np.zeros(found.value.shape, np.int8)
    among = found.known & ranged
    among = np.where(among.any(axis=1, keepdims=True), among, found.known & used)
    made, is_close = _classes(found.value, among, k, slack=k * CUT_OFF)
    made[~(found.known & used)] = 0
    for r in np.flatnonzero((is_close & found.known & used).any(axis=1)):
        made[r] = _exact_scores(redraws, int(r), bagian, among[r], found.known[r] & used, rules)
    return made


def _classes(value: Ints, among: Bools, k: int, slack: int = 0) -> tuple[NDArray[np.int8], Bools]:
    """1 + the number of inner bounds below each value, and where a bound is too close to tell."""
    low, high = _ends(value, among)
    made, is_close = np.ones(value.shape, np.int8), np.zeros(value.shape, bool)
    for s in range(1, k):
        above = k * value - ((k - s) * low + s * high)[:, None]
        made += above > slack
        is_close |= abs(above) <= slack
    is_close[among.sum(axis=1) <= 1] = False
    made[among.sum(axis=1) <= 1] = 1
    return made, is_close


def _ends(value: Ints, among: Bools) -> tuple[Ints, Ints]:
    top, bottom = value.max(), value.min()
    return np.where(among, value, top).min(axis=1), np.where(among, value, bottom).max(axis=1)


def _exact_scores(
    redraws: Redraws, r: int, bagian: str, among: Bools, wanted: Bools, rules: Rulebook
) -> NDArray[np.int8]:
    weights, least = weights_of(rules), rules.exact("irs.missing_weight_min")
    below = redraws.total if rules["irs.denominator"] == "n_total" else redraws.valid

    def index(a: int) -> Fraction:
        risks = {
            key: Fraction(100 * int(redraws.risk[r, a, j]), int(below[r, a, j]))
            for j, key in enumerate(KEYS)
            if redraws.valid[r, a, j]
        }
        parts = [component_index(risks, weights[c], least) for c in ([bagian] if bagian != TOTAL else COMPONENTS)]
        return sum((p for p in parts if p is not None), Fraction(0))

    exact = {int(a): index(int(a)) for a in np.flatnonzero(among | wanted)}
    places = [int(a) for a in np.flatnonzero(wanted)]
    made = np.zeros(len(wanted), np.int8)
    range_of = [exact[int(a)] for a in np.flatnonzero(among)]
    made[places] = interval_scores([exact[a] for a in places], True, int(rules["irs.n_class"]), among=range_of)
    return made


def classes(bahan: Bahan, areas: Rows, ehra: NDArray[np.int8]) -> NDArray[np.int8]:
    """skor_hitung of one komponen in every redraw, 0 where there is none.

    `areas` are its rows of table area, one per desa; `ehra` the EHRA score of each desa in each redraw, 0 for none. The
    other sources stay as they are.
    """
    k, hit = int(bahan.rules["score.k"]), impacts(bahan) if bahan.impact else {}
    by_score = [combine(bahan, _with_ehra(areas, score), hit) for score in (None, *range(1, k + 1))]
    codes, columns = [str(row["kode_desa"]) for row in areas], np.arange(len(areas))
    if not bahan.impact:
        table = np.array([[hitung.get(kode) or 0 for kode in codes] for _, hitung in by_score], np.int8)
        picked: NDArray[np.int8] = table[ehra, columns]
        return picked
    products = [[exposure[kode][2] for kode in codes] for exposure, _ in by_score]
    flat = [p for line in products for p in line if p is not None]
    common = lcm(*(p.denominator for p in flat))
    known = np.array([[p is not None for p in line] for line in products])
    value = np.array([[0 if p is None else int(p * common) for p in line] for line in products], object)
    if common < SMALL:
        value = value.astype(np.int64)
    return _by_product(value[ehra, columns], known[ehra, columns], common, k, bahan.rules["score.nd_final"])


def _with_ehra(areas: Rows, score: int | None) -> dict[str, Scores]:
    def given(value: object) -> int | None:
        return value if isinstance(value, int) else None

    return {str(r["kode_desa"]): (given(r["skor_sekunder"]), given(r["skor_persepsi"]), score) for r in areas}


def _by_product(value: Ints, known: Bools, common: int, k: int, nd: int | None) -> NDArray[np.int8]:
    """Class by equal intervals over the known products of each redraw; `value` is in units of 1 / common."""
    low, high = _ends(value, known)
    made = np.ones(value.shape, np.int8)
    for s in range(1, k):
        bound = ((k - s) * low + s * high)[:, None]
        made += k * value > bound if nd is None else _rounded(value, common, nd) > _rounded(bound, k * common, nd)
    made[~known] = 0
    return made


def _rounded(value: Ints, common: int, nd: int) -> Ints:
    rounded: Ints = (2 * 10**nd * value + common) // (2 * common)
    return rounded
