"""Rules about the service phases (ssk.md sections 4 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from schemas.contract import Row
from schemas.findings import Finding
from tasks.validation.rules.base import (
    Data,
    Rule,
    angka,
    cells,
    exact,
    found,
    ssk,
    whole,
)

SK_V20 = ssk(
    "SK-V20",
    "error",
    "Cakupan layanan 0–100 dan berjumlah 100 per tahap, layanan layak tidak turun, dan tahun tahap berurutan.",
)
SK_V21 = ssk("SK-V21", "warning", "BABS nol sejak tahun akses universal.", "published")
PHASES = ("eksisting", "pendek", "menengah", "panjang")
_DECENT = ("A1", "A2", "B1", "B2")
_FALLING = ("A3", "C", "X", "G")


def _phases(data: Data) -> Iterator[Finding]:
    rows = {(str(r["komponen"]), str(r["sistem"])): (k, r) for k, r in data.keyed("tahapan")}
    yield from _phase_range(rows)
    yield from _phase_sums(data, rows)
    yield from _phase_trends(rows)
    for key, row in data.keyed("tahapan"):
        years = [_year(data, row, c) for c in PHASES[1:]]
        if any(a >= b for a, b in pairwise(years)):
            text = (
                f"Tahun tahap {', '.join(map(str, years))} tidak berurutan; perbaiki tahun pendek, menengah "
                "atau panjang."
            )
            also = cells("tahapan", key, "tahun_menengah", "tahun_panjang")
            yield found(SK_V20, text, ("tahapan", key, "tahun_pendek"), row.get("tahun_pendek"), also)


_Phases = dict[tuple[str, str], tuple[str, Row]]


def _phase_range(rows: _Phases) -> Iterator[Finding]:
    for (_, sistem), (key, row) in rows.items():
        for column in PHASES:
            value = exact(row.get(column))
            if sistem != "G" and value is not None and value > 100:
                text = f"Cakupan {sistem} {column} {angka(value)}% melebihi 100%; perbaiki angkanya."
                yield found(SK_V20, text, ("tahapan", key, column), row[column])


def _phase_sums(data: Data, rows: _Phases) -> Iterator[Finding]:
    tolerance = data.rules.exact("ssk.phase_sum_tol")
    for komponen in ("AL", "PS"):
        own = [pair for (k, _), pair in sorted(rows.items()) if k == komponen]
        for column in PHASES:
            values = [v for _, r in own if (v := exact(r.get(column))) is not None]
            if not own or len(values) < len(own) or abs(sum(values, Fraction(-100))) <= tolerance:
                continue
            text = f"Cakupan {komponen} {column} berjumlah {angka(sum(values, Fraction(0)))}%; seharusnya 100%."
            (first, row), *rest = own
            also = [("tahapan", k, column) for k, _ in rest]
            yield found(SK_V20, text, ("tahapan", first, column), row[column], also)


def _phase_trends(rows: _Phases) -> Iterator[Finding]:
    for before, after in pairwise(PHASES):
        decent = [rows["AL", s] for s in _DECENT if ("AL", s) in rows]
        old, new = ([exact(r.get(c)) for _, r in decent] for c in (before, after))
        known_old, known_new = [v for v in old if v is not None], [v for v in new if v is not None]
        if decent and len(known_old) == len(known_new) == len(decent) and sum(known_new) < sum(known_old):
            text = (
                f"Layanan layak turun dari {angka(sum(known_old))}% ({before}) menjadi "
                f"{angka(sum(known_new))}% ({after})."
            )
            (key, row), *rest = decent
            yield found(SK_V20, text, ("tahapan", key, after), row[after], [("tahapan", k, after) for k, _ in rest])
        for (_, sistem), (key, row) in sorted(rows.items()):
            low, high = exact(row.get(before)), exact(row.get(after))
            if sistem in _FALLING and low is not None and high is not None and high > low:
                text = (
                    f"{sistem} naik dari {angka(low)} ({before}) menjadi {angka(high)} ({after}); seharusnya "
                    "tidak naik."
                )
                yield found(SK_V20, text, ("tahapan", key, after), row[after], cells("tahapan", key, before))


def _year(data: Data, row: Row, phase: str) -> int:
    """The last year of a phase: as submitted, else by the rule of its span."""
    given = row.get(f"tahun_{phase}")
    return given if isinstance(given, int) else data.fiscal_year + whole(data.rules[f"ssk.phase.{phase}"][-1])


def _open_defecation(data: Data) -> Iterator[Finding]:
    universal = whole(data.rules["ssk.universal_year"])
    for key, row in data.keyed("tahapan"):
        for column in PHASES[1:]:
            year, value = _year(data, row, column), exact(row.get(column))
            if row["sistem"] == "C" and year >= universal and value:
                text = f"BABS {angka(value)}% pada {year}; sejak {universal} targetnya 0%."
                yield found(SK_V21, text, ("tahapan", key, column), row[column])


_PHASE_HEAD = "tahapan: komponen | sistem | eksisting | pendek | menengah | panjang | tahun_menengah\n"

RULES = (
    Rule(
        SK_V20,
        _phases,
        example_pass=_PHASE_HEAD + "AL | A1 | 60 | 70 | 80 | 100 | -\n AL | C | 40 | 30 | 20.5 | 0 | -",
        example_fail=_PHASE_HEAD + "AL | A1 | 60 | 50 | 80 | 100 | -\n AL | C | 40 | 50 | 20 | 0 | -",
        effect="all",
    ),
    Rule(
        SK_V21,
        _open_defecation,
        example_pass=_PHASE_HEAD + "AL | C | 40 | 30 | 0 | 0 | 2019",
        example_fail=_PHASE_HEAD + "AL | C | 40 | 30 | 1 | 0 | 2019",
    ),
)
