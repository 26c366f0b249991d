"""The weights in use per komponen: submitted by the Pokja, else the default of the rules (mps.md section 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from schemas.contract import Row, Rows

HUNDRED = Fraction(100)
Range = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Bobot:
    """Weights of one komponen; they sum to 100. `catatan` says why submitted weights were not used.

    `ranges` are the ends between which each weight may lie, `stated` the criteria whose range the Pokja gave.
    """

    weights: Mapping[str, Fraction]
    is_submitted: bool = False
    catatan: str = ""
    ranges: Mapping[str, Range] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()


def weights_in_use(
    komponen: Iterable[str],
    default: Mapping[str, int | str],
    bobot: Rows,
    kriteria: Collection[str],
    around: Fraction = Fraction(0),
) -> dict[str, Bobot]:
    """The weights of each komponen, summing to exactly 100.

    Submitted weights count when all are known and sum to 100 (MP-V10). Otherwise the default, restricted to the
    submitted list of `kriteria` where there is one and scaled back to 100 (assumed). Where the Pokja states no range, a
    weight may lie `around` points to either side; a range never leaves 0..100 nor excludes its own weight.
    """
    given: dict[str, list[Row]] = {}
    for row in bobot:
        given.setdefault(str(row.get("komponen")), []).append(row)
    plain = _default(default, kriteria)
    found = {k: _of_komponen(given.get(k, []), plain) for k in sorted(set(komponen))}
    return {k: _ranged(b, given.get(k, []) if b.is_submitted else [], around) for k, b in found.items()}


def _default(default: Mapping[str, int | str], kriteria: Collection[str]) -> dict[str, Fraction]:
    kept = {name: Fraction(w) for name, w in default.items() if not kriteria or name in kriteria}
    if not kept:
        kept = {name: Fraction(w) for name, w in default.items()}
    total = sum(kept.values(), Fraction(0))
    return {name: w * HUNDRED / total for name, w in kept.items()}


def _of_komponen(rows: Rows, default: Mapping[str, Fraction]) -> Bobot:
    if not rows:
        return Bobot(default)
    values = {str(r["kriteria"]): r.get("bobot_pct") for r in rows}
    known = {name: Fraction(v) for name, v in values.items() if v is not None}
    total = sum(known.values(), Fraction(0))
    if len(known) < len(values):
        return Bobot(default, catatan="Bobot yang diajukan tidak lengkap: dipakai bobot bawaan.")
    if total != HUNDRED:
        return Bobot(default, catatan="Jumlah bobot yang diajukan bukan 100: dipakai bobot bawaan.")
    return Bobot(known, is_submitted=True)


def _ranged(bobot: Bobot, rows: Rows, around: Fraction) -> Bobot:
    ranges: dict[str, Range] = {}
    said = {str(r["kriteria"]): (r.get("bobot_min_pct"), r.get("bobot_max_pct")) for r in rows}
    for name, weight in bobot.weights.items():
        low, high = said.get(name, (None, None))
        least = weight - around if low is None else Fraction(low)
        most = weight + around if high is None else Fraction(high)
        ranges[name] = (max(min(least, weight), Fraction(0)), min(max(most, weight), HUNDRED))
    return replace(bobot, ranges=ranges, stated=frozenset(n for n, ends in said.items() if ends != (None, None)))


def rows_of(bobot: Mapping[str, Bobot]) -> Rows:
    """Rows of the table bobot_dipakai."""
    return [
        {
            "komponen": komponen,
            "kriteria": name,
            "bobot_pct": weight,
            "asal": "pokja" if b.is_submitted else "bawaan",
            "bobot_min_pct": b.ranges[name][0],
            "bobot_max_pct": b.ranges[name][1],
            "asal_rentang": "pokja" if name in b.stated else "bawaan",
            "catatan": b.catatan or None,
        }
        for komponen, b in sorted(bobot.items())
        for name, weight in sorted(b.weights.items())
    ]
