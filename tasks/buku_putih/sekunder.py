"""Secondary data: values and scores of the indicators for the whole district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tasks.arith import half_up_int, interval_scores, weighted_mean
from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over the district: value and score per desa code; an unknown value has no score."""

    indicator: Indicator
    nilai: Mapping[str, Fraction]
    skor: Mapping[str, int]

    @property
    def has_spread(self) -> bool:
        """Whether any two desa differ."""
        return len(set(self.nilai.values())) > 1


def columns(desa: Sequence[Fakta], indicators: Sequence[Indicator], k: int, nd: int | None) -> dict[str, Column]:
    """Every indicator by name; scores by equal intervals over the known values (buku-putih.md section 4)."""
    return {i.name: _column(desa, i, k, nd) for i in indicators}


def _column(desa: Sequence[Fakta], indicator: Indicator, k: int, nd: int | None) -> Column:
    known = {f.kode_desa: value for f in desa if (value := indicator.nilai(f)) is not None}
    scores = interval_scores(list(known.values()), indicator.higher_is_worse, k, nd)
    return Column(indicator, known, dict(zip(known, scores, strict=True)))


def mean_score(kode_desa: str, names: Sequence[str], table: Mapping[str, Column]) -> int | None:
    """Half-up mean of the known scores of a desa, equal weights; None when there is none."""
    scores = [(table[n].skor[kode_desa], 1) for n in names if kode_desa in table[n].skor]
    mean = weighted_mean(scores)
    return None if mean is None else half_up_int(mean)
