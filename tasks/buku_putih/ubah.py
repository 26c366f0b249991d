"""The smallest change of one input that would move the class of a desa, found exactly.

A class is a step function of an input. The places where any score of the district can step are worked out from the
bounds; between two of them nothing changes, so trying each place and one point between neighbours misses no step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tasks.arith import half_up, interval_bounds, interval_scores
from tasks.buku_putih.area import combine, impacts, source_scores
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import DESA, STRATUM, Irs
from tasks.buku_putih.gabung import SOURCES, Scores
from tasks.buku_putih.persepsi import Persepsi, of_komponen
from tasks.buku_putih.sekunder import Column

ClassAt = Callable[[Fraction], int | None]
_PERCENT = ("miskin", "terbangun", "sampah_terangkut", "genangan")


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step: the class becomes `kelas` from `menjadi` on, or only past it (upwards or not) without `is_tepat`."""

    menjadi: Fraction
    is_tepat: bool
    kelas: int | None
    is_up: bool


class Ubah:
    """Tries changes of the inputs of one desa and komponen."""

    def __init__(self, bahan: Bahan, komponen: str, kode: str) -> None:
        self._bahan, self._komponen, self._kode = bahan, komponen, kode
        self._opd: dict[str, Persepsi | None] = {
            d.kode: of_komponen(bahan.persepsi, d.kode, komponen) for d in bahan.desa
        }
        self._impacts = impacts(bahan) if bahan.impact else {}
        self._scores = source_scores(bahan, komponen, self._opd)
        self.kelas = self._class_of(self._scores, self._impacts)

    def _class_of(self, scores: Mapping[str, Scores], hit: Mapping[str, Fraction | None]) -> int | None:
        if not self._bahan.impact:
            scores = {self._kode: scores[self._kode]}
        return combine(self._bahan, scores, hit)[1].get(self._kode)

    def score_of(self, name: str) -> int | None:
        """The score of a source as it is."""
        return self._scores[self._kode][SOURCES.index(name)]

    def source(self, name: str) -> Langkah | None:
        """The nearest other score of a source, 1 to k, that gives another class; None when none does."""
        at, k = SOURCES.index(name), self._bahan.rules["score.k"]
        own = self._scores[self._kode]
        now = own[at]
        if now is None:
            return None
        for skor in sorted((s for s in range(1, k + 1) if s != now), key=lambda s: (abs(s - now), s)):
            changed = (*own[:at], skor, *own[at + 1 :])
            kelas = self._class_of({**self._scores, self._kode: changed}, self._impacts)
            if kelas != self.kelas:
                return Langkah(Fraction(skor), True, kelas, skor > now)
        return None

    def indicator(self, name: str) -> Langkah | None:
        """The nearest value of an indicator of the desa; other desa keep their values, their scores may move."""
        column, rules = self._bahan.kolom[name], self._bahan.rules
        now = column.nilai[self._kode]
        others = [value for kode, value in column.nilai.items() if kode != self._kode]
        places = steps(others, column.indicator.higher_is_worse, rules["score.k"], rules["score.nd"])
        top = Fraction(100) if name in _PERCENT else None
        return nearest(now, places, lambda value: self._at_indicator(name, value), self.kelas, top)

    def _at_indicator(self, name: str, value: Fraction) -> int | None:
        column, rules = self._bahan.kolom[name], self._bahan.rules
        nilai = {**column.nilai, self._kode: value}
        made = interval_scores(
            list(nilai.values()), column.indicator.higher_is_worse, rules["score.k"], rules["score.nd"]
        )
        return self._at_scores(name, Column(column.indicator, nilai, dict(zip(nilai, made, strict=True))))

    def kind(self, name: str, other: Fraction, skor: int) -> Langkah | None:
        """The other kind of a desa, urban or rural, scored `skor`."""
        column = self._bahan.kolom[name]
        nilai, scores = {**column.nilai, self._kode: other}, {**column.skor, self._kode: skor}
        kelas = self._at_scores(name, Column(column.indicator, nilai, scores))
        return Langkah(other, True, kelas, other > column.nilai[self._kode]) if kelas != self.kelas else None

    def _at_scores(self, name: str, column: Column) -> int | None:
        changed = replace(self._bahan, kolom={**self._bahan.kolom, name: column})
        hit = impacts(changed) if name in self._bahan.impact else self._impacts
        own = name in self._bahan.names[self._komponen]
        return self._class_of(source_scores(changed, self._komponen, self._opd) if own else self._scores, hit)

    def index(self, bagian: str) -> tuple[Langkah | None, Langkah | None]:
        """The nearest index of the desa's area below and above; desa that share the area move with it."""
        irs = self._bahan.irs
        if irs is None or bagian not in irs.nilai.get(irs.area.get(self._kode, ""), {}):
            return None, None
        area = irs.area[self._kode]
        now, k = irs.nilai[area][bagian], self._bahan.rules["irs.n_class"]
        among = {a: irs.nilai[a][bagian] for a in ranged_areas(irs, self._bahan.rules["irs.unit"], bagian)}
        others = [value for a, value in among.items() if a != area]
        places = steps(others, True, k, None)
        top = Fraction(100 * (5 if bagian == "total" else 1))

        def kelas(value: Fraction) -> int | None:
            moved = {**among, area: value} if area in among else among
            used = {a: v for a in set(irs.area.values()) if (v := irs.nilai[a].get(bagian)) is not None}
            used[area] = value
            made = interval_scores(list(used.values()), True, k, among=list(moved.values()))
            skor = {a: {**irs.skor[a], bagian: s} for a, s in zip(used, made, strict=True)}
            changed = replace(self._bahan, irs=replace(irs, skor={**irs.skor, **skor}))
            return self._class_of(source_scores(changed, self._komponen, self._opd), self._impacts)

        return below(now, places, kelas, self.kelas), above(now, places, kelas, self.kelas, top)


def ranged_areas(irs: Irs, unit: str, bagian: str) -> list[str]:
    """The areas whose index makes the range of a part, as in `ehra.py`."""
    used = sorted(set(irs.area.values()))
    wanted = used if unit == DESA else sorted(a for a in irs.counts if a.startswith(STRATUM))
    return [a for a in wanted if bagian in irs.nilai[a]] or [a for a in used if bagian in irs.nilai[a]]


def steps(others: Sequence[Fraction], higher_is_worse: bool, k: int, nd: int | None) -> list[Fraction]:
    """Every value of one desa at which a score in the district can change, the values of the `others` being given.

    Inside their range only the own score moves, at the bounds; outside the bounds move with the value and sweep over
    the others. Rounding to `nd` decimals puts each step half a unit beside.
    """
    if not others:
        return []
    low, high = min(others), max(others)
    start, end = (low, high) if higher_is_worse else (high, low)
    marks = set(_marks(set(others), low, high, k, nd))
    sweeping = (side for mark in marks for s in range(1, k) for side in _swept(mark, low, high, k, s))
    inside = (edge for bound in interval_bounds(start, end, k, nd) for edge in _edges(bound, nd))
    near = marks if nd is not None else set()
    outside = {value for value in (*sweeping, *near) if not low < value < high}
    return sorted({*inside, *outside, low, high})


def _swept(mark: Fraction, low: Fraction, high: Fraction, k: int, s: int) -> tuple[Fraction, Fraction]:
    return low + (mark - low) * k / s, high - (high - mark) * k / s


def _edges(bound: Fraction, nd: int | None) -> tuple[Fraction, ...]:
    half = Fraction(1, 2 * 10**nd) if nd is not None else Fraction(0)
    return (bound,) if nd is None else (bound - half, bound + half)


def _marks(others: set[Fraction], low: Fraction, high: Fraction, k: int, nd: int | None) -> Iterator[Fraction]:
    """What a moving bound has to pass: the other values, or where they round; near the ends every rounding edge."""
    if nd is None:
        yield from others
        return
    unit = Fraction(1, 10**nd)
    for end in (low, high):
        first = half_up(end, nd)
        yield from (first + unit * n + unit / 2 for n in range(-k - 1, k + 1))
    for value in others:
        yield from _edges(half_up(value, nd), nd)


def nearest(
    now: Fraction, places: Iterable[Fraction], at: ClassAt, kelas: int | None, top: Fraction | None
) -> Langkah | None:
    """The nearer of the steps below and above."""
    listed = list(places)
    found = [f for f in (below(now, listed, at, kelas), above(now, listed, at, kelas, top)) if f]
    return nearer(now, found)


def nearer(now: Fraction, found: Iterable[Langkah]) -> Langkah | None:
    """The step with the smaller change; one that is reached goes before one that must be passed."""
    return min(found, key=lambda f: (abs(f.menjadi - now), not f.is_tepat, f.menjadi), default=None)


def above(
    now: Fraction, places: Sequence[Fraction], at: ClassAt, kelas: int | None, top: Fraction | None = None
) -> Langkah | None:
    """The first step upwards, up to `top`."""
    ahead = sorted(p for p in places if p > now and (top is None or p <= top))
    last = top if top is not None else (ahead[-1] if ahead else now) + 1
    return _walk(now, [*ahead, *([last] if last not in (now, *ahead) and last > now else [])], at, kelas)


def below(now: Fraction, places: Sequence[Fraction], at: ClassAt, kelas: int | None) -> Langkah | None:
    """The first step downwards, down to 0."""
    ahead = sorted((p for p in places if 0 <= p < now), reverse=True)
    return _walk(now, [*ahead, *([Fraction(0)] if now > 0 and 0 not in ahead else [])], at, kelas)


def _walk(now: Fraction, ahead: Sequence[Fraction], at: ClassAt, kelas: int | None) -> Langkah | None:
    last = now
    for place in ahead:
        between = at((last + place) / 2)
        if between != kelas:
            return Langkah(last, False, between, place > now)
        there = at(place)
        if there != kelas:
            return Langkah(place, True, there, place > now)
        last = place
    return None
