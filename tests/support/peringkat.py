"""Made-up districts whose true order is known: true classes and weights, and what a survey and a Pokja say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasks.arith.dice import Dice, Ints
from tasks.mps.prioritas.peringkat import SHIFT, UNIT, Baris, Undian, interval, places, positions

CRITERIA = 4
CLASS_AT = 1
STATED = (30, 25, 20, 25)
AROUND = 5


@dataclass(frozen=True)
class Dunia:
    """Lines as observed, the ranges and redraws behind them, and the true position of each line."""

    lines: list[Baris]
    undian: Undian
    truth: Ints


def world(seed: int, *, by_survey: bool) -> Dunia:
    """A district of 30 lines over 12 desa in 4 strata; desa of a stratum share answers, as in EHRA.

    True weights lie anywhere in the stated ranges. The true classes are those of one redraw; with `by_survey` they
    come from a true share of households at risk instead, of which a survey of 60 is drawn and redrawn.
    """
    made = np.random.default_rng(seed)
    desa = [f"99.01.01.20{i:02}/AL" for i in range(12)]
    stratum = np.arange(12) % 4
    ulang, truth, seen = (part[..., stratum] for part in (_survey if by_survey else _redraws)(made, 4))
    scores = made.integers(1, 5, (30, CRITERIA))
    place = made.integers(0, len(desa), 30)
    lines = []
    for row, p in zip(scores, place, strict=True):
        row[CLASS_AT] = seen[p]
        lines.append(Baris("AL", tuple(int(s) for s in row), ((CLASS_AT, (desa[p],)),)))
    ends = [(w - AROUND, w + AROUND) for w in STATED]
    weight = np.array([made.integers(low * UNIT, high * UNIT + 1) for low, high in ends], np.int64)
    true = scores.copy()
    true[:, CLASS_AT] = truth[place]
    total = ((true @ weight) << SHIFT) // weight.sum()
    undian = Undian(
        {"AL": [(low, high) for low, high in ends]},
        {a: int(k) for a, k in zip(desa, seen, strict=True)},
        {a: ulang[:, i] for i, a in enumerate(desa)},
    )
    return Dunia(lines, undian, places(total[None, :], np.ones(30, np.int64))[0])


def _redraws(made: np.random.Generator, n: int) -> tuple[Ints, Ints, Ints]:
    ulang = np.stack([made.choice(4, 200, p=made.dirichlet((0.6,) * 4)) + 1 for _ in range(n)], axis=1)
    often = np.array([np.bincount(column, minlength=5).argmax() for column in ulang.T])
    return ulang, ulang[made.integers(200)], often


def _survey(made: np.random.Generator, n: int) -> tuple[Ints, Ints, Ints]:
    share = made.random(n)
    found = made.binomial(60, share)
    ulang = np.minimum(made.binomial(60, found / 60, (200, n)) * 4 // 60, 3) + 1
    return ulang, (share * 4).astype(np.int64) + 1, np.minimum(found * 4 // 60, 3) + 1


def coverage(worlds: int, level_pct: int, *, by_survey: bool, n: int = 300) -> float:
    """Share of lines, over many districts, whose true position lies inside its interval."""
    hit = tried = 0
    for seed in range(worlds):
        w = world(seed, by_survey=by_survey)
        inside, _ = positions(w.lines, w.undian, n, Dice("simulasi", seed))
        low, high = interval(inside, level_pct)
        hit += int(((low <= w.truth) & (w.truth <= high)).sum())
        tried += len(w.lines)
    return hit / tried
