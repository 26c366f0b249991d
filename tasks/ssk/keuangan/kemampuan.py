"""Funding capability of the district: own budget for sanitation, projected, less O&P (ssk.md section 8).

Everything is exact until it is rounded half-up to whole rupiah, once, in the table. Missing keuangan gives no rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from tasks.arith import compound_rate, growth_rates, half_up_int, mean_rate, project
from tasks.arith.rounding import Exact
from tasks.ssk.aturan import Aturan

TAKEN_OFF = ("dak_sanitasi_rp", "dak_lh_rp", "dak_perkim_rp", "pinjaman_hibah_rp")
MURNI_COLUMNS = ("belanja_sanitasi_rp", *TAKEN_OFF)
ARITHMETIC, CAGR = "arithmetic", "cagr"
READINGS = (ARITHMETIC, CAGR)
_VARIANTS = (("murni", "apbd_murni_rp"), ("komitmen", "komitmen_rp"))


@dataclass(frozen=True, slots=True)
class Deret:
    """A yearly series: newest known value, its year, and its growth by one reading. None is unknown."""

    base_year: int | None
    base: Exact | None
    rate: Fraction | None

    def in_year(self, year: int) -> Fraction | None:
        """base * (1 + rate)^(years after the base year), exact."""
        if self.base is None or self.base_year is None or self.rate is None:
            return None
        return project(self.base, self.rate, year - self.base_year)


def series_of(
    values: Mapping[int, Exact | None], last_year: int, history_years: int = 5, reading: str = ARITHMETIC
) -> Deret:
    """The series over the history years up to `last_year`.

    `arithmetic` is the mean of the known rates; a year with 0 or below takes both its rates out. `cagr` reads only the
    first year of the history and the newest one. Where the last year is unknown the newest known one is the base.
    """
    years = range(last_year - history_years + 1, last_year + 1)
    known = [y for y in years if values.get(y) is not None]
    if not known:
        return Deret(None, None, None)
    base, first = values[known[-1]], values.get(years[0])
    if reading == ARITHMETIC:
        return Deret(known[-1], base, mean_rate(growth_rates([values.get(y) for y in years])))
    if base is None or first is None:
        return Deret(known[-1], base, None)
    return Deret(known[-1], base, compound_rate(first, base, known[-1] - years[0]))


def own_budget(row: Mapping[str, Any]) -> int | None:
    """apbd_murni of one year; None when any part is unknown."""
    total, *taken = (row.get(name) for name in MURNI_COLUMNS)
    if total is None or None in taken:
        return None
    return int(total) - sum(int(p) for p in taken if p is not None)


def capability_rows(keuangan: Rows, needs: Mapping[int, int], fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of KEMAMPUAN for the plan years and the year after them, which the MPS of the next fiscal year counts.

    `needs` is the cost on APBD_K per plan year; there is none for the year after the plan. Growth is read as the rule
    fund.growth_mean says.
    """
    given = by_year(keuangan)
    if not has_history(given, fiscal_year, aturan):
        return []
    series = _series(given, fiscal_year, aturan, aturan.growth_mean)
    names = ("APBD murni", "belanja langsung", "O&P")
    older = _older(fiscal_year, list(zip(names, series, strict=True)))
    made = []
    for year in range(fiscal_year + 1, fiscal_year + aturan.plan_years + 2):
        values, how = _projected(given, series, year, aturan)
        made.append(_row(year, values, needs.get(year), aturan.capability, "; ".join(filter(None, (*older, how)))))
    return made


def by_year(keuangan: Rows) -> dict[int, Row]:
    """Rows of the budget by their year."""
    return {int(str(r["tahun"])): r for r in keuangan}


def has_history(given: Mapping[int, Row], fiscal_year: int, aturan: Aturan) -> bool:
    """Whether any year of the history was submitted."""
    return any(fiscal_year - aturan.history_years < year <= fiscal_year for year in given)


def _series(given: Mapping[int, Row], fiscal_year: int, aturan: Aturan, reading: str) -> tuple[Deret, Deret, Deret]:
    murni, langsung, op = (
        series_of({y: read(r) for y, r in given.items()}, fiscal_year, aturan.history_years, reading)
        for read in (own_budget, _column("belanja_langsung_rp"), _column("op_rp"))
    )
    return murni, langsung, op


def _projected(
    given: Mapping[int, Row], series: tuple[Deret, Deret, Deret], year: int, aturan: Aturan
) -> tuple[dict[str, int | None], str]:
    murni, langsung, op = series
    direct = langsung.in_year(year)
    promised, how = commitment(given.get(year, {}), direct, aturan.pct_komitmen)
    return {
        "apbd_murni_rp": _rupiah(murni.in_year(year)),
        "belanja_langsung_rp": _rupiah(direct),
        "komitmen_rp": _rupiah(promised),
        "op_rp": _rupiah(op.in_year(year)),
    }, how


def projection_rows(keuangan: Rows, needs: Mapping[int, int], fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of PROYEKSI: both readings of growth and both variants of the capability, per plan year."""
    given = by_year(keuangan)
    if not has_history(given, fiscal_year, aturan):
        return []
    made: Rows = []
    for reading in READINGS:
        series = _series(given, fiscal_year, aturan, reading)
        for year in range(fiscal_year + 1, fiscal_year + aturan.plan_years + 1):
            values, _ = _projected(given, series, year, aturan)
            able = {f"mampu_{v}_rp": _less(values[n], values["op_rp"]) for v, n in _VARIANTS}
            need = needs.get(year)
            gaps = {f"selisih_{v}_rp": _less(need, able[f"mampu_{v}_rp"]) for v, _ in _VARIANTS}
            head: Row = {"bacaan": reading, "tahun": year, "is_dipakai": int(reading == aturan.growth_mean)}
            made.append({**head, **values, **able, "kebutuhan_apbd_k_rp": need, **gaps})
    return made


def _row(year: int, values: dict[str, int | None], need: int | None, variant: str, catatan: str) -> Row:
    own = _less(values["apbd_murni_rp"], values["op_rp"])
    promised = _less(values["komitmen_rp"], values["op_rp"])
    able = promised if variant == "komitmen" else own
    return {
        "tahun": year,
        **values,
        "mampu_murni_rp": own,
        "mampu_komitmen_rp": promised,
        "mampu_rp": able,
        "kebutuhan_apbd_k_rp": need,
        "selisih_rp": _less(need, able),
        "catatan": catatan,
    }


def commitment(row: Mapping[str, Any], langsung: Fraction | None, pct_default: Fraction) -> tuple[Exact | None, str]:
    """Commitment of a plan year (an amount, else a percentage of direct expenditure) and a note on the default."""
    if row.get("komitmen_rp") is not None:
        return int(row["komitmen_rp"]), ""
    if langsung is None:
        return None, ""
    if row.get("komitmen_pct") is not None:
        return Fraction(row["komitmen_pct"]) * langsung / 100, ""
    return pct_default * langsung / 100, "komitmen memakai persentase baku"


def _column(name: str) -> Any:
    return lambda row: row.get(name)


def _older(fiscal_year: int, series: Sequence[tuple[str, Deret]]) -> list[str]:
    return [
        f"proyeksi {name} dari tahun {s.base_year}"
        for name, s in series
        if s.base_year is not None and s.base_year != fiscal_year
    ]


def _rupiah(value: Exact | None) -> int | None:
    return None if value is None else half_up_int(value)


def _less(value: int | None, taken: int | None) -> int | None:
    return None if value is None or taken is None else value - taken
