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
    totals: dict[tuple[str, Scores], Total] = {}
    for c, s in zip(calon, scores, strict=True):
        if (c.komponen, s) not in totals:
            totals[c.komponen, s] = total_of(s, weights[c.komponen], present_min)
    rank_all = _ranks(totals, lambda key: "")
    rank_in = _ranks(totals, lambda key: key[0])
    order = _order(calon, scores, rank_all, bahan)
    tied = Counter(totals[c.komponen, s].value for c, s in zip(calon, scores, strict=True))
    rows = [
        _row(c, s, names, totals[c.komponen, s], rank_in[c.komponen, s], rank_all[c.komponen, s], place)
        | _tie(
            totals[c.komponen, s],
            tied,
            [n for n, w, v in zip(names, weights[c.komponen], s, strict=True) if w and v is None],
        )
        for c, s, place in zip(calon, scores, order, strict=True)
    ]
    return rows, scores, names


def _tie(total: Total, tied: Mapping[Fraction | None, int], missing: Sequence[str]) -> Row:
    return {
        "n_seri": None if total.value is None else tied[total.value],
        "kriteria_kosong": ";".join(missing) or None,
    }


def _lean(weight: Fraction) -> int | Fraction:
    return weight.numerator if weight.denominator == 1 else weight


def _ranks(
    totals: Mapping[tuple[str, Scores], Total], group: Callable[[tuple[str, Scores]], str]
) -> dict[tuple[str, Scores], int | None]:
    """Dense rank inside each group; the keys are distinct score vectors, far fewer than the lines."""
    groups: dict[str, list[tuple[str, Scores]]] = {}
    for key in totals:
        groups.setdefault(group(key), []).append(key)
    return {
        key: rank
        for keys in groups.values()
        for key, rank in zip(keys, dense_ranks([totals[k].value for k in keys]), strict=True)
    }


def _order(
    calon: Sequence[Calon], scores: Sequence[Scores], rank: Mapping[tuple[str, Scores], int | None], bahan: Bahan
) -> list[int]:
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


def _row(
    c: Calon, scores: Scores, names: Sequence[str], total: Total, rank_in: int | None, rank_all: int | None, place: int
) -> Row:
    row: Row = {"kegiatan_id": c.id, "komponen": c.komponen}
    ours = len(CRITERIA)
    for name, score in zip(names[:ours], scores, strict=False):
        row[f"skor_{name}"] = score
    own = [f"{n}:{s}" for n, s in zip(names[ours:], scores[ours:], strict=True) if s is not None]
    row["skor_lain"] = ";".join(own) or None
    row["bobot_ada_pct"] = total.present_pct
    row["total"] = total.value
    row["is_sementara"] = int(total.is_sementara)
    row["rank_komponen"], row["rank_semua"], row["urutan"] = rank_in, rank_all, place
    return row
