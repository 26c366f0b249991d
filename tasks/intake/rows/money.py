"""Money of a submission: in which unit it stands, and whether it can stand in that unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

from schemas.contract import Row, Rows, Table
from schemas.findings import Finding
from schemas.money_unit import RUPIAH_PER_UNIT, unit_in, word_unit
from schemas.rulebook import Rulebook
from tasks.intake.messages import (
    budget_per_head,
    other_scale,
    unit_assumed,
    unit_lost,
)
from tasks.intake.rows.lines import Sheet

KEUANGAN, PENDUDUK, TOTAL = "keuangan", "penduduk", "apbd_total_rp"
_ENOUGH_YEARS = 3
Cell = tuple[str, str, str]


def unit_of(info: Row) -> str | None:
    """The unit of money that the form tells; None where it tells none that is known."""
    said = str(info.get("satuan_uang") or "")
    return said if said in RUPIAH_PER_UNIT else unit_in(said) or word_unit(said)


def about_units(sheets: Sequence[Sheet]) -> list[Finding]:
    """TB-14: one finding for all money whose unit is lost, one for all that is read as rupiah since nothing says so."""
    lost = [(s.table.name, line.key, column) for s in sheets for line, column in s.unitless]
    assumed = sorted({s.table.name for s in sheets if s.has_assumed_rp})
    given = next((line.text("satuan_uang") for s in sheets if s.table.name == "info" for line in s.lines), "")
    found = [unit_lost(sorted({name for name, *_ in lost}), lost, given)] if lost else []
    return found + ([unit_assumed(assumed)] if assumed else [])


def strike_other_scales(tables: Mapping[str, tuple[Table, Rows]], rules: Rulebook) -> list[Finding]:
    """TB-17: amounts of the budget that have another unit than they claim, and make them unknown.

    A year whose APBD per person leaves the dated range loses all its amounts; so does one amount far from the same
    column's other years. Nothing is asked where population or other years are unknown.
    """
    rows = tables[KEUANGAN][1] if KEUANGAN in tables else []
    people = _people(tables[PENDUDUK][1] if PENDUDUK in tables else [])
    money = [f.name for f in tables[KEUANGAN][0].fields if f.kind == "rupiah"] if rows else []
    limits = rules["intake.apbd_per_head_rp"]
    findings: list[Finding] = []
    struck: list[tuple[Row, str]] = []
    for row in rows:
        total, key = row.get(TOTAL), str(row["tahun"])
        if not isinstance(total, int) or not people or limits["least"] <= Fraction(total, people) <= limits["most"]:
            continue
        cells = [(KEUANGAN, key, name) for name in money if row.get(name) is not None]
        findings.append(budget_per_head(cells, total, people, limits["least"], limits["most"]))
        struck += [(row, name) for name in money]
    for name in money:
        known = {
            str(r["tahun"]): v for r in rows if isinstance(v := r.get(name), int) and v > 0 and (r, name) not in struck
        }
        for row in rows:
            value, others = known.get(str(row["tahun"])), [v for y, v in known.items() if y != str(row["tahun"])]
            if value is None or len(others) < _ENOUGH_YEARS:
                continue
            times = Fraction(value) / Fraction(median(others))
            if not Fraction(1, rules["intake.money_year_jump"]) < times < rules["intake.money_year_jump"]:
                findings.append(other_scale((KEUANGAN, str(row["tahun"]), name), value, times))
                struck.append((row, name))
    for row, name in struck:
        row[name] = None
    return findings


def _people(rows: Rows) -> int | None:
    """Persons of the newest year for which most desa tell their number; None when no year has any."""
    by_year: dict[int, list[int]] = {}
    for row in rows:
        if isinstance(row.get("penduduk_jiwa"), int) and isinstance(row.get("tahun"), int):
            by_year.setdefault(int(str(row["tahun"])), []).append(int(str(row["penduduk_jiwa"])))
    most = max((len(v) for v in by_year.values()), default=0)
    full = [year for year, v in by_year.items() if len(v) * 2 > most]
    return sum(by_year[max(full)]) or None if full else None
