"""The submissions of a district one after another: what changed from one to the next, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flows.cycle.chain import CHAIN, Cycle, walk
from flows.district.findings import findings_of
from flows.programme.year import year_of
from flows.wiring import boundaries, open_cycle, raw_inputs, registry
from schemas.canonical import text_of
from schemas.contract import Row, Table
from schemas.errors import NotFound, WrongUsage
from schemas.findings import Finding
from schemas.outputs.buku_putih import AREA
from schemas.outputs.mps import BARIS, PRIORITAS
from schemas.outputs.ssk import KEGIATAN
from schemas.tables import TABLES
from tasks.intake.regions.boundaries import cut
from tasks.lineage.answers.why import locate
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.history import Unit
from tasks.lineage.records.receipts import DAY, Receipt, receipts
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Failed, Job, run_units
from tasks.programme.kelengkapan import due_of
from tasks.programme.penerimaan import admitted
from tasks.store.overlay import OverlayStore
from tasks.store.ports import Store
from tasks.validation.units import ALONE

ADDED, CHANGED, REMOVED, FORMATTING = "added", "changed", "removed", "formatting"
_DOCUMENTS = {"dokumen_buku_putih", "dokumen_ssk", "dokumen_mps", "dokumen_monev"}
COMPUTED = tuple(ALONE if s.name == ALONE.name else s for s in CHAIN if s.name not in _DOCUMENTS)
Answer = dict[str, Any]


def versions(store: Store, fiscal_year: int, district: str) -> list[Answer]:
    """The submissions, oldest first: number, day, person, files, whether late, and whether an operator admitted it."""
    done = admitted(acts_of_year(store, fiscal_year, district).get(district, []))
    due = due_of(year_of(store, fiscal_year, date(fiscal_year, 12, 31), district)[district])
    return [
        {
            "seq": r["seq"],
            "received": r["received"],
            "by": r["by"],
            "files": [f["name"] for f in r["files"]],
            "late": due is not None and r["received"][:DAY] > due.isoformat(),
            "admitted": done.get(r["seq"], {}).get("alasan"),
            "digest": r["digest"],
        }
        for r in receipts(store, fiscal_year, district)
    ]


def diff(store: Store, fiscal_year: int, district: str, old: int, new: int) -> Answer:
    """What the submissions up to `new` say otherwise than those up to `old`, cell by cell, and what follows from it.

    `cells` have table, row, column, before, after, kind (added, changed, removed, formatting) and the place of the
    newer value. A table that the newer submission lacks stays in force and is in `kept`.
    """
    steps = tuple(s for s in COMPUTED if s.name in ("intake", "validation", "buku_putih"))
    known = list(receipts(store, fiscal_year, district))
    for seq in (old, new):
        if not any(r["seq"] == seq for r in known):
            raise NotFound(f"{district} has no submission {seq} of {fiscal_year}; `ppsp versions` lists them")
    before, after = (
        _tried(store, fiscal_year, district, [r for r in known if r["seq"] <= seq], steps) for seq in (old, new)
    )
    read = [v.unit("intake") for v in (before, after)]
    cells = cells_between(*read)
    newest = next(r for r in known if r["seq"] == new)
    kept = read[1].memo.summary["older"] if read[1] else {}
    return {
        "district": district,
        "from": old,
        "to": new,
        "received": newest["received"],
        "cells": cells,
        "kept": kept,
        "findings": _findings(before, after),
        "classes": changed_rows(AREA, "buku_putih", "skor_akhir", before, after),
    }


def simulate(store: Store, fiscal_year: int, district: str, seq: int) -> Answer:
    """What the submission `seq` would change of what all the others give: classes, ranks, lines and rupiah."""
    known = list(receipts(store, fiscal_year, district))
    if not any(r["seq"] == seq for r in known):
        raise NotFound(f"{district} has no submission {seq} of {fiscal_year}; `ppsp versions` lists them")
    before, after = (
        _tried(store, fiscal_year, district, chosen, COMPUTED)
        for chosen in ([r for r in known if r["seq"] != seq], known)
    )
    return {
        "district": district,
        "seq": seq,
        "findings": _findings(before, after),
        "classes": changed_rows(AREA, "buku_putih", "skor_akhir", before, after),
        "ranks": changed_rows(PRIORITAS, "mps", "rank_semua", before, after),
        "activities": changed_lines(KEGIATAN, "ssk", before, after),
        "lines": changed_lines(BARIS, "mps", before, after),
    }


class Tried:
    """A walk that is not kept."""

    def __init__(self, cycle: Cycle, district: str) -> None:
        self._cycle, self._district = cycle, district

    def unit(self, step: str) -> Unit | None:
        """The unit of a step; None where it does not apply or failed."""
        done = self._cycle.done.get((self._district, step))
        return Unit(self._cycle.store, done.memo) if done else None

    def rows(self, table: Table, step: str) -> dict[str, Row]:
        """The rows of a table by key; {} without it."""
        unit = self.unit(step)
        return unit.rows(table) if unit and table.name in unit.memo.tables else {}

    def memos(self) -> dict[str, str]:
        """The key of the memo of every step that was made."""
        return {step: done.memo for (_, step), done in self._cycle.done.items()}

    def outputs(self) -> dict[str, str]:
        """What all steps say, by full name -> digest."""
        memos = (Memo.load(self._cycle.store.get(key)) for key in self.memos().values())
        return {name: digest for memo in memos for name, digest in memo.outputs().items()}

    def findings(self) -> dict[str, Finding]:
        """What was found, by id."""
        return {f.id: f for f in findings_of(self._cycle.store, self.unit)}


def _tried(store: Store, fiscal_year: int, district: str, chosen: Sequence[Receipt], steps: Sequence[Step]) -> Tried:
    over = OverlayStore(store)
    opened = open_cycle(store, fiscal_year, [district], takes_drafts=True).districts[district]
    places, shapes = registry(store).slice_for(district), cut(boundaries(store), district)
    made = raw_inputs(over, places, chosen, shapes) if chosen else {"blobs": {}, "meta": {}}
    cycle = Cycle(over, fiscal_year, {district: replace(opened, **made)})

    def runner(step: Step, jobs: list[Job]) -> Sequence[Done | Failed]:
        return run_units(over, step, jobs)

    return Tried(walk(cycle, runner, tuple(steps)), district)


def cells_between(old: Unit | None, new: Unit | None) -> list[Answer]:
    """Every submitted cell that two readings of a district say otherwise: see `diff`."""
    return [row for t in TABLES for row in _cells(t, old, new)]


def _cells(table: Table, old: Unit | None, new: Unit | None) -> list[Answer]:
    rows = [u.rows(table) if u and table.name in u.memo.tables and u.may_read(table.name) else {} for u in (old, new)]
    found = []
    for key in sorted({*rows[0], *rows[1]}):
        for column in table.names:
            if column in table.key and key in rows[0] and key in rows[1]:
                continue
            was, now = (r.get(key, {}).get(column) for r in rows)
            raw = [_raw(u, table.name, key, column) for u in (old, new)]
            kind = _kind(was, now, *(text for text, _ in raw))
            if kind:
                found.append({"table": table.name, "row": key, "column": column, "kind": kind, "before": text_of(was),
                              "after": text_of(now), "raw_before": raw[0][0], "raw_after": raw[1][0],
                              "place": raw[1][1] or raw[0][1]})  # fmt: skip
    return found


def _raw(unit: Unit | None, name: str, key: str, column: str) -> tuple[str, str]:
    """The text of a cell as it was submitted ("" where it is the canonical one), and its place."""
    for file, sheet, cell, raw in locate(unit, name, key, column) if unit else ():
        return raw, "!".join(p for p in (file, sheet or "", cell) if p)
    return "", ""


def _kind(was: Any, now: Any, raw_was: str, raw_now: str) -> str:
    if was == now:
        return FORMATTING if was is not None and (raw_was or text_of(was)) != (raw_now or text_of(now)) else ""
    return ADDED if was is None else REMOVED if now is None else CHANGED


def _findings(before: Tried, after: Tried) -> Answer:
    old, new = before.findings(), after.findings()

    def shown(names: set[str], of: Mapping[str, Finding]) -> list[Answer]:
        return [
            {"id": n, "rule": of[n].rule, "severity": of[n].severity, "message": of[n].message} for n in sorted(names)
        ]

    return {"new": shown(new.keys() - old.keys(), new), "fixed": shown(old.keys() - new.keys(), old)}


def changed_rows(table: Table, step: str, column: str, before: Tried, after: Tried) -> list[Answer]:
    """{row, before, after} of every row in which the column differs."""
    old, new = before.rows(table, step), after.rows(table, step)
    return [
        {"row": key, "before": text_of(old.get(key, {}).get(column)), "after": text_of(new.get(key, {}).get(column))}
        for key in sorted({*old, *new})
        if old.get(key, {}).get(column) != new.get(key, {}).get(column)
    ]


def changed_lines(table: Table, step: str, before: Tried, after: Tried) -> Answer:
    """Rows that join, leave or cost otherwise, and both sums; an unknown cost is left out of a sum and counted."""
    old, new = before.rows(table, step), after.rows(table, step)
    both = old.keys() & new.keys()
    return {
        "new": sorted(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "other_cost": sorted(k for k in both if old[k]["jumlah_rp"] != new[k]["jumlah_rp"]),
        "before_rp": _sum(old),
        "after_rp": _sum(new),
        "without_cost": sum(r["jumlah_rp"] is None for r in new.values()),
    }


def _sum(rows: Mapping[str, Row]) -> int:
    return sum(int(r["jumlah_rp"]) for r in rows.values() if isinstance(r["jumlah_rp"], int))


def refuse_unless_late(store: Store, fiscal_year: int, district: str, seq: int) -> None:
    """Raises WrongUsage for a submission that came in time or was admitted already."""
    found = next((v for v in versions(store, fiscal_year, district) if v["seq"] == seq), None)
    if found is None:
        raise WrongUsage(f"{district} has no submission {seq} of {fiscal_year}; `ppsp versions` lists them")
    if not found["late"]:
        raise WrongUsage(f"submission {seq} came in time ({found['received']}); it needs no admission")
    if found["admitted"]:
        raise WrongUsage(f"submission {seq} is admitted already: {found['admitted']}")
