"""Facts of chapter 5 of the MPS: the schedule (T9)."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps_kesiapan import JADWAL
from tasks.documents.mps.nama import Names
from tasks.documents.programme import VOL, komponen_order
from tasks.documents.source import Source, words

SIDLACOM = "SIDLAOM"
Facility = tuple[int, str, str]


def schedule(plan: Source, names: Names) -> FactTable:
    """T9 in short: per package and plan year the SIDLACOM letters of the steps at work in it."""
    letters: dict[tuple[int, str], list[set[str]]] = {}
    komponen: dict[str, str] = {}
    for row in _placed(plan):
        program = words(row["program_id"])
        komponen[program] = words(row["komponen"])
        years = letters.setdefault((komponen_order(komponen[program]), program), [set() for _ in VOL])
        for t, year in enumerate(years, start=plan.fiscal_year + 1):
            if _first(row) <= t <= _last(row):
                year.add(words(row["tahap"]))
    rows: list[FactRow] = []
    for (_, program), years in sorted(letters.items(), key=lambda item: item[0]):
        entry: FactRow = {"komponen": komponen[program], "program": names.package_name(program)}
        rows.append(entry | {v: _in_order(y) for v, y in zip(VOL, years, strict=True)})
    return FactTable(tuple(rows))


def facilities(plan: Source, names: Names) -> FactTable:
    """T9: per package and place the first and last year of each SIDLACOM letter, e.g. 2016-2018."""
    steps: dict[Facility, list[Row]] = {}
    for row in _placed(plan):
        key = (komponen_order(words(row["komponen"])), words(row["program_id"]), words(row["lokasi"]))
        steps.setdefault(key, []).append(row)
    rows: list[FactRow] = []
    for (_, program, lokasi), members in sorted(steps.items(), key=lambda item: item[0]):
        entry: FactRow = {
            "komponen": words(members[0]["komponen"]),
            "program": names.package_name(program),
            "lokasi": names.place(lokasi),
        }
        rows.append(entry | {f"tahap_{c}": _span([m for m in members if m["tahap"] == c]) for c in SIDLACOM})
    return FactTable(tuple(rows))


def _placed(plan: Source) -> list[Row]:
    return [r for r in plan.rows(JADWAL) if r.get("tahun_mulai") is not None]


def _first(row: Row) -> int:
    year = row["tahun_mulai"]
    return year if isinstance(year, int) else 0


def _last(row: Row) -> int:
    year = row["tahun_selesai"]
    return year if isinstance(year, int) else 0


def _in_order(letters: set[str]) -> str:
    return " ".join(c for c in SIDLACOM if c in letters)


def _span(rows: Iterable[Row]) -> str:
    members = list(rows)
    if not members:
        return ""
    first, last = min(map(_first, members)), max(map(_last, members))
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"
