"""Ratios and growth of the district's budget for sanitation (ssk.md section 8)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from schemas.contract import Rows
from tasks.ssk.aturan import Aturan
from tasks.ssk.keuangan.kemampuan import ARITHMETIC, CAGR, by_year, own_budget, series_of

SERIES = ("belanja_sanitasi_rp", "apbd_murni_rp", "investasi_rp", "op_rp", "belanja_langsung_rp")
_SHARES = (
    ("sanitasi_pct", "belanja_sanitasi_rp", "belanja_langsung_rp"),
    ("investasi_pct", "investasi_rp", "belanja_sanitasi_rp"),
    ("op_pct", "op_rp", "belanja_sanitasi_rp"),
)


def ratio_rows(keuangan: Rows, fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of RASIO for the submitted years of the history; a share is unknown where its base is unknown or 0."""
    given = by_year(keuangan)
    years = [y for y in range(fiscal_year - aturan.history_years + 1, fiscal_year + 1) if y in given]
    made: Rows = []
    for year in years:
        amounts: dict[str, Any] = {**{n: given[year].get(n) for n in SERIES}, "apbd_murni_rp": own_budget(given[year])}
        shares = {name: _share(amounts[part], amounts[whole]) for name, part, whole in _SHARES}
        made.append({"tahun": year, **amounts, **shares})
    return made


def growth_rows(ratios: Rows, fiscal_year: int, aturan: Aturan) -> Rows:
    """Rows of PERTUMBUHAN: percent a year of each series, by both readings."""
    made: Rows = []
    for name in SERIES if ratios else ():
        values: dict[int, Any] = {int(str(r["tahun"])): r[name] for r in ratios}
        rates = {r: series_of(values, fiscal_year, aturan.history_years, r).rate for r in (ARITHMETIC, CAGR)}
        made.append({"deret": name, "aritmetik_pct": _pct(rates[ARITHMETIC]), "cagr_pct": _pct(rates[CAGR])})
    return made


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(100 * part, whole)


def _pct(rate: Fraction | None) -> Fraction | None:
    return None if rate is None else rate * 100
