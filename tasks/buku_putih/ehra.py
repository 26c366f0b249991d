"""The IRS of every desa from the aggregated EHRA table: areas, and which area counts for which desa."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.rulebook import Rulebook
from schemas.tables.ehra import EHRA
from tasks.arith import interval_scores
from tasks.buku_putih.irs import COMPONENTS, TOTAL, index_of, weights_of
from tasks.buku_putih.strata import NOT_USED, Stratum

DISTRICT, DESA, STRATUM = "kabupaten", "desa", "strata"
IRS_OF = {"AL": "2", "PS": "3", "DR": "4", "UMUM": TOTAL}


@dataclass(slots=True)
class Count:
    """Respondents of an area for one sub-indicator, with the cells counted as <table>/<key>#<column>."""

    n_total: int = 0
    n_valid: int = 0
    n_berisiko: int = 0
    cells: list[str] = field(default_factory=list)


Counts = Mapping[str, Mapping[str, Count]]


@dataclass(frozen=True, slots=True)
class Irs:
    """Index by area and part (component or total), score of the areas in use, the area of each desa, all counts.

    Areas are called desa-<kode>, strata-<n> and kabupaten. A desa without an area has no IRS.
    """

    area: Mapping[str, str]
    nilai: Mapping[str, Mapping[str, Fraction]]
    skor: Mapping[str, Mapping[str, int]]
    counts: Counts

    def skor_of(self, kode_desa: str, bagian: str) -> int | None:
        """Score of a desa in one part; None when it has no index."""
        return self.skor.get(self.area.get(kode_desa, ""), {}).get(bagian)

    def own_area(self, kode_desa: str) -> str | None:
        """The area of a desa that is one of its own; None where it has the value of its stratum or district."""
        area = f"{DESA}-{kode_desa}"
        return area if self.area.get(kode_desa) == area else None


def irs_of_district(rows: Rows, desa: Sequence[str], strata: Mapping[str, Stratum], rules: Rulebook) -> Irs:
    """The IRS that counts for each desa (buku-putih.md section 3, table of the area unit)."""
    counts = count(rows, strata)
    weights, least = weights_of(rules), rules.exact("irs.missing_weight_min")
    nilai = {
        area: index_of(risks_of(counted, str(rules["irs.denominator"])), weights, least)
        for area, counted in counts.items()
    }
    enough = rules["ehra.min_respondents_desa"] if rules["irs.unit"] == DESA else None
    area = {kode: found for kode in desa if (found := _area_of(kode, strata.get(kode), enough, counts))}
    ranged = set(area.values()) if enough is not None else {a for a in counts if a.startswith(STRATUM)}
    return Irs(area, nilai, _scores(nilai, ranged, set(area.values()), rules["irs.n_class"]), counts)


def without(irs: Irs, kode: str, rules: Rulebook) -> Irs:
    """The same with a desa that is an area of its own left out, the other areas scored anew; else unchanged.

    The strata are those of the survey and stay as they are, also when one of their desa is left out.
    """
    if irs.own_area(kode) is None:
        return irs
    area = {k: a for k, a in irs.area.items() if k != kode}
    used = set(area.values())
    return replace(irs, area=area, skor=_scores(irs.nilai, used, used, rules["irs.n_class"]))


def count(rows: Rows, strata: Mapping[str, Stratum]) -> Counts:
    """Respondents by area and sub-indicator.

    Rows of desa add up to their stratum and the district, unless the table has rows of strata, which then are these.
    A row with an unknown count is left out.
    """
    has_strata = any(row["kode_desa"] is None for row in rows)
    counts: dict[str, dict[str, Count]] = {}
    for row in rows:
        for area in areas_of(row, strata, has_strata):
            _add(counts.setdefault(area, {}).setdefault(str(row["indikator"]), Count()), row)
    return counts


def risks_of(counted: Mapping[str, Count], denominator: str) -> dict[str, Fraction]:
    """Percent at risk by sub-indicator, of `n_valid` or `n_total`; one that nobody answered is left out."""
    return {
        key: Fraction(100 * c.n_berisiko, c.n_total if denominator == "n_total" else c.n_valid)
        for key, c in counted.items()
        if c.n_valid
    }


def respondents(counted: Mapping[str, Count]) -> int:
    """Respondent rows behind an area: the largest n_total over its sub-indicators."""
    return max((c.n_total for c in counted.values()), default=0)


def areas_of(row: Row, strata: Mapping[str, Stratum], has_strata: bool) -> Iterable[str]:
    """The areas in which a row counts; with rows of strata in the table, a row of a desa counts in its desa only."""
    kode, stratum = row["kode_desa"], row["strata"]
    if kode is not None:
        yield f"{DESA}-{kode}"
        if has_strata:
            return
        known = strata.get(str(kode))
        stratum = known.nilai if known else stratum
        yield DISTRICT
    elif stratum is not None:
        yield DISTRICT
    if stratum is not None and stratum != NOT_USED:
        yield f"{STRATUM}-{stratum}"


def _add(counted: Count, row: Row) -> None:
    total, valid, risk = row["n_total"], row["n_valid"], row["n_berisiko"]
    if isinstance(valid, int) and isinstance(risk, int):
        counted.n_total += total if isinstance(total, int) else valid
        counted.n_valid += valid
        counted.n_berisiko += risk
        key = EHRA.key_of(row)
        counted.cells += (f"{EHRA.name}/{key}#n_berisiko", f"{EHRA.name}/{key}#n_valid")


def _area_of(kode: str, stratum: Stratum | None, enough: int | None, counts: Counts) -> str | None:
    if enough is not None and respondents(counts.get(f"{DESA}-{kode}", {})) >= enough:
        return f"{DESA}-{kode}"
    if stratum is None:
        return None
    area = DISTRICT if stratum.nilai == NOT_USED else f"{STRATUM}-{stratum.nilai}"
    return area if area in counts else None


def _scores(
    nilai: Mapping[str, Mapping[str, Fraction]], ranged: set[str], used: set[str], k: int
) -> dict[str, dict[str, int]]:
    """Scores by equal intervals over the `ranged` areas, or over those in use where none of them has the part."""
    scores: dict[str, dict[str, int]] = {area: {} for area in used}
    for bagian in (*COMPONENTS, TOTAL):
        known = {area: values[bagian] for area, values in nilai.items() if area in used and bagian in values}
        among = [nilai[area][bagian] for area in ranged if bagian in nilai[area]] or list(known.values())
        made = interval_scores(list(known.values()), True, k, among=among) if known else []
        for area, skor in zip(known, made, strict=True):
            scores[area][bagian] = skor
    return scores
