"""Service phases: households to be served and added per system (ssk.md section 4).

Only a submitted `tahapan` has phases. Rates of growth are those of the desa; a blank one takes the mean of its
kecamatan, else of the district, weighted by households and rounded half-up to 2 decimals as rates are printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from tasks.arith import half_up, project, weighted_mean
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa

PHASES = ("pendek", "menengah", "panjang")
AREA_ROW = "G"


def service_rows(tahapan: Rows, desa: Sequence[Desa], fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of LAYANAN: coverage as submitted, exact households per phase, and those to be added until its end.

    Households stay unrounded. They are unknown where a percentage, every KK or every rate is unknown; G has none.
    """
    if not tahapan:
        return []
    kk = Households(desa, fiscal_year, aturan.is_geometric)
    ends = dict(zip(PHASES, aturan.phase_end, strict=True))
    return [_row(row, kk, {n: row.get(f"tahun_{n}") or fiscal_year + ends[n] for n in PHASES}) for row in tahapan]


def _row(row: Row, kk: Households, years: dict[str, Any]) -> Row:
    has_kk = row["sistem"] != AREA_ROW
    served = _part(row.get("eksisting"), kk.base) if has_kk else None
    targets = {n: _part(row.get(n), kk.in_year(years[n])) if has_kk else None for n in PHASES}
    more = {n: None if served is None or goal is None else added(goal, served) for n, goal in targets.items()}
    return {
        "komponen": row["komponen"],
        "sistem": row["sistem"],
        **{n: _exact(row.get(n)) for n in ("eksisting", *PHASES)},
        **{f"tahun_{n}": years[n] for n in PHASES},
        "eksisting_kk": served,
        **{f"target_{n}_kk": targets[n] for n in PHASES},
        "tambahan_kk": more["menengah"],
        **{f"tambahan_{n}_kk": more[n] for n in PHASES if n != "menengah"},
        "catatan": kk.catatan if has_kk else "",
    }


def added(target_kk: Fraction, eksisting_kk: Fraction) -> Fraction:
    """Households to be added against the base year, never below 0."""
    return max(Fraction(0), target_kk - eksisting_kk)


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def _part(pct: Any, kk: Fraction | None) -> Fraction | None:
    return None if pct is None or kk is None else Fraction(pct) * kk / 100


class Households:
    """Households of the district in the base year and in later years, projected desa by desa."""

    def __init__(self, desa: Sequence[Desa], fiscal_year: int, is_geometric: bool) -> None:
        self._known = [d for d in desa if d.kk is not None]
        self._unknown = len(desa) - len(self._known)
        self._rates = growth_pct(self._known)
        self._default_year = fiscal_year - 1
        self._is_geometric = is_geometric
        self._cache: dict[int, Fraction | None] = {}

    @property
    def base(self) -> Fraction | None:
        """KK of the newest year; None when no desa has one."""
        return Fraction(sum(d.kk or 0 for d in self._known)) if self._known else None

    @property
    def catatan(self) -> str:
        """Indonesian: how many desa without KK are left out of the households; empty when none is."""
        return f"dihitung tanpa {self._unknown} desa yang jumlah KK-nya tidak diketahui" if self._unknown else ""

    def in_year(self, year: int) -> Fraction | None:
        """Projected KK of a later year; None when no desa has KK or no desa of the district has a rate."""
        if year not in self._cache:
            self._cache[year] = self._project(year)
        return self._cache[year]

    def _project(self, year: int) -> Fraction | None:
        if not self._known or not self._rates:
            return None
        groups: dict[tuple[Fraction, int], int] = defaultdict(int)
        for d in self._known:
            groups[self._rates[d.kode], year - (d.tahun or self._default_year)] += d.kk or 0
        return sum((self._grown(kk, pct / 100, n) for (pct, n), kk in sorted(groups.items())), Fraction(0))

    def _grown(self, kk: int, rate: Fraction, years: int) -> Fraction:
        return project(kk, rate, years) if self._is_geometric else kk * (1 + rate * years)


def growth_pct(desa: Iterable[Desa]) -> dict[str, Fraction]:
    """Percent a year of each desa: its own, else the mean of its kecamatan, else of the district; {} if none."""
    rows = list(desa)
    by_kecamatan: dict[str, list[tuple[Fraction, int]]] = defaultdict(list)
    for d in rows:
        if d.laju_pct is not None and d.kk:
            by_kecamatan[d.kode[:8]].append((Fraction(d.laju_pct), d.kk))
    district = weighted_mean(pair for pairs in by_kecamatan.values() for pair in pairs)
    if district is None:
        return {}
    means = {kec: half_up(weighted_mean(pairs) or 0, 2) for kec, pairs in by_kecamatan.items()}
    whole = half_up(district, 2)
    return {d.kode: Fraction(d.laju_pct) if d.laju_pct is not None else means.get(d.kode[:8], whole) for d in rows}
