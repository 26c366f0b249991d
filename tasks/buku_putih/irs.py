"""Indeks Risiko Sanitasi from the aggregated EHRA table (buku-putih.md section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas import refs
from schemas.contract import Row
from schemas.rulebook import Rulebook
from tasks.lineage.step import Inputs

COMPONENTS: dict[str, tuple[str, ...]] = {
    "1": ("1.1", "1.2", "1.3"),
    "2": ("2.1", "2.2", "2.3"),
    "3": ("3.1", "3.2", "3.3", "3.4"),
    "4": ("4.1",),
    "5": ("5.1", "5.2a", "5.2b", "5.2c", "5.2d", "5.3", "5.4"),
}
TOTAL = "total"
NOT_USED = 5


@dataclass(frozen=True, slots=True)
class Index:
    """The IRS of an area: component -> value, with the total when no component is missing; where it comes from."""

    asal: str
    nilai: Mapping[str, Fraction]
    sources: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Count:
    n_valid: int = 0
    n_berisiko: int = 0
    n_total: int = 0
    sources: tuple[str, ...] = ()


def component_index(risks: Mapping[str, Fraction], weights: Mapping[str, Fraction], least: Fraction) -> Fraction | None:
    """Weighted mean of the known risk percentages, 0..100; None when they carry less than `least` percent of weight."""
    present = {k: w for k, w in weights.items() if k in risks}
    share, whole = sum(present.values(), Fraction(0)), sum(weights.values(), Fraction(0))
    if whole == 0 or share * 100 < least * whole or share == 0:
        return None
    return sum((risks[k] * w for k, w in present.items()), Fraction(0)) / share


def with_total(components: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The components, and their sum when all five are known (0..500)."""
    known = dict(components)
    if len(components) == len(COMPONENTS):
        known[TOTAL] = sum(components.values(), Fraction(0))
    return known


def weights_of(rules: Rulebook) -> dict[str, dict[str, Fraction]]:
    """Weight of each sub-indicator by component."""
    return {
        c: dict(zip(keys, (Fraction(str(w)) for w in rules[f"irs.w.{c}"]), strict=True))
        for c, keys in COMPONENTS.items()
    }


def index_per_desa(inputs: Inputs, strata: Mapping[str, int | None]) -> dict[str, Index]:
    """The IRS that counts for each desa: its own (from 2016, with enough respondents), its stratum's or the district's.

    `strata` is the stratum of each desa (5: not used). A desa without a stratum, or of a stratum without respondents,
    has no IRS.
    """
    counts = _counts(inputs, strata)
    weights, least = weights_of(inputs.rules), inputs.rules.exact("irs.missing_weight_min")
    made = {asal: _index(asal, counted, weights, least) for asal, counted in counts.items()}
    enough = inputs.rules["ehra.min_respondents_desa"] if inputs.rules["irs.unit"] == "desa" else None
    found: dict[str, Index] = {}
    for kode, stratum in strata.items():
        for asal in _order(kode, stratum, enough, counts):
            if asal in made:
                found[kode] = made[asal]
                break
    return found


def _order(kode: str, stratum: int | None, enough: int | None, counts: Mapping[str, Mapping[str, _Count]]) -> list[str]:
    order = []
    own = counts.get(f"desa-{kode}", {})
    if enough is not None and max((c.n_total for c in own.values()), default=0) >= enough:
        order.append(f"desa-{kode}")
    if stratum is not None:
        order.append("kabupaten" if stratum == NOT_USED else f"strata-{stratum}")
    return order


def _counts(inputs: Inputs, strata: Mapping[str, int | None]) -> dict[str, dict[str, _Count]]:
    counts: dict[str, dict[str, _Count]] = {}
    for row in inputs.rows("ehra"):
        for asal in _areas(row, strata):
            _add(counts.setdefault(asal, {}).setdefault(str(row["indikator"]), _Count()), row, inputs)
    return counts


def _areas(row: Row, strata: Mapping[str, int | None]) -> Iterable[str]:
    yield "kabupaten"
    stratum = row["strata"]
    if row["kode_desa"] is not None:
        yield f"desa-{row['kode_desa']}"
        stratum = strata.get(str(row["kode_desa"]))
    if stratum is not None and stratum != NOT_USED:
        yield f"strata-{stratum}"


def _add(count: _Count, row: Row, inputs: Inputs) -> None:
    valid, risk, total = row["n_valid"], row["n_berisiko"], row["n_total"]
    if isinstance(valid, int) and isinstance(risk, int):
        count.n_valid += valid
        count.n_berisiko += risk
        count.n_total += total if isinstance(total, int) else valid
        key = "|".join("" if row[n] is None else str(row[n]) for n in ("kode_desa", "strata", "indikator"))
        count.sources += tuple(
            refs.tabel(inputs.fiscal_year, inputs.kode_kab, "ehra", key, column) for column in ("n_berisiko", "n_valid")
        )


def _index(
    asal: str, counted: Mapping[str, _Count], weights: Mapping[str, Mapping[str, Fraction]], least: Fraction
) -> Index:
    risks = {k: Fraction(100 * c.n_berisiko, c.n_valid) for k, c in counted.items() if c.n_valid}
    components = {c: value for c, w in weights.items() if (value := component_index(risks, w, least)) is not None}
    sources = {c: _sources(counted, COMPONENTS[c]) for c in components}
    return Index(asal.split("-")[0] if asal.startswith("desa-") else asal, with_total(components), sources)


def _sources(counted: Mapping[str, _Count], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(ref for key in keys if key in counted for ref in counted[key].sources)
