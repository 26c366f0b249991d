"""Priority totals, dense ranks and the order of the lines (mps.md section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.arith import dense_ranks
from tasks.mps.calon import Bahan, Calon
from tasks.mps.criteria import CRITERIA, KNOWN
from tasks.mps.criteria.permasalahan_mendesak import highest_class
from tasks.mps.prioritas.bobot import Bobot

Scores = tuple[int | None, ...]
Key = tuple[str, Scores]
"""Komponen and scores: lines that have both alike have total, ranks and notes alike."""


@dataclass(frozen=True, slots=True)
class Total:
    """A weighted total 1..4 over the criteria present (None: belum dapat dinilai), and their share of the weight."""

    value: Fraction | None
    present_pct: Fraction

    @property
    def is_sementara(self) -> bool:
        """A criterion is missing, so that the weights were rescaled."""
        return self.present_pct != 100


def total_of(scores: Sequence[int | None], weights: Sequence[int | Fraction], present_min: Fraction) -> Total:
    """sum(w*s) / sum(w) over the criteria with a score; no total below `present_min` percent of the weight."""
    present = [(s, w) for s, w in zip(scores, weights, strict=True) if s is not None]
    weight = Fraction(sum(w for _, w in present))
    if weight == 0 or weight < present_min:
        return Total(None, weight)
    return Total(sum(w * s for s, w in present) / weight, weight)


def criterion_names(bobot: Iterable[Bobot]) -> tuple[str, ...]:
    """All criteria with a weight: those of the rules in their order, then the district's own in name order."""
    ours = [c.name for c in CRITERIA]
    own = {name for b in bobot for name in b.weights} - set(ours)
    return (*ours, *sorted(own))


def scores_of(calon: Sequence[Calon], bahan: Bahan, names: Sequence[str]) -> list[Scores]:
    """The scores of every candidate in the order of `names`: from data, from the Pokja, or replaced by the Pokja."""
    columns: list[list[int | None]] = []
    for name in names:
        nothing: list[int | None] = [None] * len(calon)
        has_data = name in KNOWN and name not in bahan.hanya_pokja
        computed = KNOWN[name].score(calon, bahan) if has_data else nothing
        if any(kriteria == name for _, kriteria in bahan.skor_pokja):
            computed = [bahan.skor_pokja.get((c.id, name), s) for c, s in zip(calon, computed, strict=True)]
        columns.append(computed)
    return list(zip(*columns, strict=True))


def priorities(
    calon: Sequence[Calon], bahan: Bahan, bobot: Mapping[str, Bobot], present_min: Fraction
) -> tuple[Rows, list[Scores], tuple[str, ...]]:
    """Rows of the table prioritas in the order of `calon`, with the scores and criterion names behind them.

    A criterion that a komponen gives no weight counts 0 there and is not missing. Lines are ordered by total, then
    class (unlinked lowest), KK served, cost per KK and id; lines without a total come last, in id order.
    """
    names = criterion_names(bobot.values())
    scores = scores_of(calon, bahan, names)
    weights = {k: tuple(_lean(b.weights.get(n, Fraction(0))) for n in names) for k, b in bobot.items()}
    totals: dict[Key, Total] = {}
    for c, s in zip(calon, scores, strict=True):
        if (c.komponen, s) not in totals:
            totals[c.komponen, s] = total_of(s, weights[c.komponen], present_min)
    rank_all = _ranks(totals, lambda _: "")
    rank_in = _ranks(totals, lambda key: key[0])
    order = _order(calon, scores, rank_all, bahan)
    tied = _tied(totals, calon, scores)
    alike = {
        key: {
            "komponen": key[0],
            **_scored(key[1], names, total),
            "rank_komponen": rank_in[key],
            "rank_semua": rank_all[key],
            "n_seri": None if total.value is None else tied[total.value],
            "kriteria_kosong": _missing(key[1], names, weights[key[0]]),
        }
        for key, total in totals.items()
    }
    rows = [
        {"kegiatan_id": c.id, **alike[c.komponen, s], "urutan": place}
        for c, s, place in zip(calon, scores, order, strict=True)
    ]
    return rows, scores, names


def _tied(totals: Mapping[Key, Total], calon: Sequence[Calon], scores: Sequence[Scores]) -> Counter[Fraction | None]:
    """How many lines have each total."""
    tied: Counter[Fraction | None] = Counter()
    for key, n in Counter((c.komponen, s) for c, s in zip(calon, scores, strict=True)).items():
        tied[totals[key].value] += n
    return tied


def _missing(scores: Scores, names: Sequence[str], weights: Sequence[int | Fraction]) -> str | None:
    """The criteria that have a weight and no score."""
    return ";".join(n for n, w, s in zip(names, weights, scores, strict=True) if w and s is None) or None


def _lean(weight: Fraction) -> int | Fraction:
    return weight.numerator if weight.denominator == 1 else weight


def _ranks(totals: Mapping[Key, Total], group: Callable[[Key], str]) -> dict[Key, int | None]:
    """Dense rank inside each group; the keys are distinct score vectors, far fewer than the lines."""
    groups: dict[str, list[Key]] = {}
    for key in totals:
        groups.setdefault(group(key), []).append(key)
    return {
        key: rank
        for keys in groups.values()
        for key, rank in zip(keys, dense_ranks([totals[k].value for k in keys]), strict=True)
    }


def _order(calon: Sequence[Calon], scores: Sequence[Scores], rank: Mapping[Key, int | None], bahan: Bahan) -> list[int]:
    def key(i: int) -> tuple[int, int, int, int, int, str]:
        c = calon[i]
        place = rank[c.komponen, scores[i]]
        if place is None:
            return (1, 0, 0, 0, 0, c.id)
        # Unlinked is lowest, linked without a class next. Equal KK so far: cost per KK orders as the cost does.
        kelas = (highest_class(c, bahan) or 0) + 1 if c.area else 0
        kk = -1 if c.penerima is None else c.penerima
        return (0, place, -kelas, -kk, (c.biaya_rp or 0) if kk > 0 else 0, c.id)

    position = {i: n for n, i in enumerate(sorted(range(len(calon)), key=key), start=1)}
    return [position[i] for i in range(len(calon))]


def _scored(scores: Scores, names: Sequence[str], total: Total) -> Row:
    ours = len(CRITERIA)
    own = [f"{n}:{s}" for n, s in zip(names[ours:], scores[ours:], strict=True) if s is not None]
    return {
        **{f"skor_{name}": score for name, score in zip(names[:ours], scores, strict=False)},
        "skor_lain": ";".join(own) or None,
        "bobot_ada_pct": total.present_pct,
        "total": total.value,
        "is_sementara": int(total.is_sementara),
    }
