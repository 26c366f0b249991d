"""Secondary data: values and scores of the indicators over the district (buku-putih.md section 5.1 steps 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.rulebook import Rulebook
from tasks.arith import interval_scores, whole_weights
from tasks.buku_putih.fakta import PONDING, Desa
from tasks.buku_putih.indicators import BY_NAME
from tasks.buku_putih.indicators.air_minum import ORANG_PER_HU, ORANG_PER_SR
from tasks.buku_putih.indicators.base import Indicator
from tasks.buku_putih.indicators.urban_rural import KINDS, URBAN_RURAL

RULE_NAMES = {"kemiskinan": "miskin"}


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over the district: value and score by desa code; a desa whose value is unknown is absent."""

    indicator: Indicator
    nilai: Mapping[str, Fraction]
    skor: Mapping[str, int]

    @property
    def has_spread(self) -> bool:
        """Whether any two desa differ; without spread every score is 1."""
        return len(set(self.nilai.values())) > 1


def columns(desa: Sequence[Desa], names: Iterable[str], rules: Rulebook) -> dict[str, Column]:
    """The named indicators; scores by equal intervals over the known values of the district."""
    known = {fact for d in desa for fact, value in d.fakta.items() if value is not None}
    return {name: _column(desa, BY_NAME[name], known, rules) for name in dict.fromkeys(names)}


def _column(desa: Sequence[Desa], indicator: Indicator, known: set[str], rules: Rulebook) -> Column:
    if not known.issuperset(indicator.facts):
        return Column(indicator, {}, {})
    nilai = {d.kode: value for d in desa if (value := indicator.nilai(d.fakta)) is not None}
    return _scored(indicator, nilai, rules)


def without(column: Column, kode: str, rules: Rulebook) -> Column:
    """The same with one desa left out, the others scored anew."""
    return _scored(column.indicator, {k: v for k, v in column.nilai.items() if k != kode}, rules)


def _scored(indicator: Indicator, nilai: Mapping[str, Fraction], rules: Rulebook) -> Column:
    if indicator is URBAN_RURAL:
        scores = [rules["area.impact_urban_score"][KINDS[int(kind)]] for kind in nilai.values()]
    else:
        scores = interval_scores(list(nilai.values()), indicator.higher_is_worse, rules["score.k"], rules["score.nd"])
    return Column(indicator, nilai, dict(zip(nilai, scores, strict=True)))


def constants(rules: Rulebook) -> dict[str, int | None]:
    """Facts that a rule gives and no desa submits."""
    per_house = rules["area.sr_orang"]
    return {
        ORANG_PER_HU: int(rules["area.hu_orang"]),
        ORANG_PER_SR: per_house if isinstance(per_house, int) else None,
    }


def names_in(listed: Iterable[str]) -> tuple[str, ...]:
    """Indicator names from names in a rule."""
    return tuple(RULE_NAMES.get(name, name) for name in listed)


def weights_of(rules: Rulebook, names: Sequence[str]) -> tuple[int, ...]:
    """Weights of the indicators inside skor_sekunder: equal, or as the rule area.w_sekunder gives them by name."""
    agreed = rules["area.w_sekunder"]
    return whole_weights([Fraction(str(agreed[n])) for n in names]) if isinstance(agreed, dict) else (1,) * len(names)


def own_of(komponen: str) -> str:
    """The indicator that belongs to one komponen only; "" for UMUM."""
    return {"AL": "jamban", "PS": "sampah_terangkut", "DR": "genangan"}.get(komponen, "")


def reads_ponding(name: str) -> bool:
    """Whether an indicator is made from the flooded area."""
    return PONDING in BY_NAME[name].facts
