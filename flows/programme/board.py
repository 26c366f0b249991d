"""The board of a fiscal year: one row a district, with what needs a person first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flows.cycle.known import Known, participants_of
from flows.programme.status import status_rows
from flows.programme.year import states_of
from schemas.findings import Finding
from schemas.provinces import province_name
from schemas.rulebook import load_rulebook
from tasks.programme.dokumen import documents
from tasks.programme.kalender import milestones, next_milestone
from tasks.programme.keadaan import DOKUMEN, Keadaan
from tasks.programme.kelengkapan import KIRIMAN, complete_pct, forecast_m9, kiriman, missing
from tasks.programme.orang import JALUR, serving
from tasks.programme.pengecualian import waived
from tasks.programme.rules import check, observed
from tasks.programme.tahap import stage_of, stages
from tasks.store.ports import Store


def board(store: Store, fiscal_year: int, day: date) -> list[dict[str, Any]]:
    """One row per district that takes part, handed in, acted or has something sealed; what needs a person stands first.

    Fields of `flows.programme.status` are those of the document worked on in the year; `stages` has all of them.
    """
    year = Known(store, fiscal_year)
    return board_rows(year, states_of(year, day))


def board_rows(year: Known, seen: Mapping[str, Keadaan]) -> list[dict[str, Any]]:
    """The same from what is known of each district."""
    of_stage: dict[str, list[dict[str, Any]]] = {}
    for row in status_rows(year):
        of_stage.setdefault(row["kode"], []).append(row)
    rows = [district_row(seen[kode], of_stage.get(kode, [])) for kode in sorted({*seen, *of_stage})]
    return sorted(rows, key=_urgency)


def _urgency(row: dict[str, Any]) -> tuple[object, ...]:
    is_stuck = row["state"] in ("ditahan", "gagal") or row["stale"]
    return (not is_stuck, -len(row["program_errors"]), -row["open_errors"], -len(row["milestones_late"]), row["kode"])


def totals(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many districts are complete, partial, late or have handed in nothing: together all that are expected."""
    counted = Counter(row["kiriman"] for row in rows)
    return {name: counted[name] for name in KIRIMAN}


def district_row(seen: Keadaan, of_stage: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Stage and what holds the next, data, document states, open errors, milestones, facilitator, broken rules.

    `tonggak` is the next milestone with its day, None when none is left; `milestones_late` the ids of those past
    their day; `forecast_m9` the day on which it would be ratified at its pace, None where there is none to go by.
    """
    reached = stages(seen)
    tonggak = milestones(seen, observed(seen))
    coming, waiting = next_milestone(tonggak), next((t for t in reached if not t.is_entered), None)
    excused = waived(seen)
    found = [f for f in check(seen) if f.id not in excused]
    papers = documents(seen)
    done, ahead, lacking = complete_pct(seen), forecast_m9(seen), missing(seen)
    working = [r for r in of_stage if r["state"] not in ("tahun_lalu", "belum_berlaku")] or list(of_stage)
    return {
        "kode": seen.district,
        "nama": seen.nama or None,
        "provinsi": seen.district[:2],
        "provinsi_nama": province_name(seen.district[:2]),
        "jalur": seen.jalur(),
        "stage": stage_of(reached),
        "tertahan": [f.message for f in waiting.held_by] if waiting else [],
        "kiriman": kiriman(seen),
        "received_on": seen.received_on.isoformat() if seen.received_on else None,
        "complete_pct": None if done is None else int(done),
        "missing": lacking or [],
        "state": working[-1]["state"] if working else "belum",
        "late": any(r["late"] for r in of_stage),
        "stale": any(r["stale"] for r in of_stage),
        "older": {k: v for r in of_stage for k, v in r["older"].items()},
        "verdict": seen.verdict,
        "dokumen": {n: papers[n].state for n in DOKUMEN if n in seen.sealed or papers[n].digest},
        "open_errors": len([i for i in seen.open_errors or () if i not in excused]),
        "waived": len(excused),
        "tonggak": {"id": coming.id, "due": coming.due.isoformat()} if coming else None,
        "milestones_late": [m.id for m in tonggak if m.status == "terlambat"],
        "forecast_m9": ahead.isoformat() if ahead else None,
        "cf": [p.orang_id for p in serving(seen.people, "cf", seen.district, seen.day)],
        "program_errors": [said(f) for f in found if f.severity == "error"],
        "program_warnings": [said(f) for f in found if f.severity == "warning"],
        "stages": [dict(r) for r in of_stage],
    }


def said(finding: Finding) -> dict[str, str]:
    """A finding of the programme as the board shows it."""
    return {"id": finding.id, "rule": finding.rule, "pesan": finding.message}


def district_page(seen: Keadaan) -> dict[str, Any]:
    """The row of the district with its gates and its calendar, each with the evidence and days it rests on."""
    return district_row(seen) | {"gates": gates(seen), "calendar": calendar(seen)}


def gates(seen: Keadaan) -> list[dict[str, Any]]:
    """The gate of each stage, with the evidence it rests on."""
    return [
        {
            "id": t.id,
            "entered": t.is_entered,
            "by": list(t.by),
            "since": t.since.isoformat() if t.since else None,
            "held_by": [said(f) for f in t.held_by],
        }
        for t in stages(seen)
    ]


def calendar(seen: Keadaan) -> list[dict[str, Any]]:
    """Each milestone with the day it was met."""
    return [
        {"id": m.id, "due": m.due.isoformat(), "met": m.met.isoformat() if m.met else None, "status": m.status}
        for m in milestones(seen, observed(seen))
    ]


FIGURES = {
    "programme.target_2010_2014": "districts targeted for 2010-2014",
    "programme.participants_2014_registered": "districts registered as participants up to 2014",
    "programme.participants_to_2013": "participants that joined up to 2013",
    "programme.new_2014": "new in 2014 for Buku Putih and SSK",
    "programme.mps_writers_2014": "districts writing an MPS in 2014",
}


def figures(store: Store, fiscal_year: int) -> list[dict[str, Any]]:
    """Figure, definition, as of, status and source: those published up to the year, then the loaded list by role.

    A role that no list of the year names is left out: unknown, not zero.
    """
    rules = load_rulebook(fiscal_year)
    published = [
        {"figure": r.value, "definition": says, "as_of": r.valid_from, "status": r.status, "source": r.reference}
        for name, says in FIGURES.items()
        if name in rules
        for r in [rules.ruling(name)]
    ]
    listed = [p for p in participants_of(store) if p.fiscal_year == fiscal_year]
    counted = [
        {
            "figure": sum(p.peran == peran and not p.mundur for p in listed),
            "definition": f"listed as {peran} and not withdrawn",
            "as_of": fiscal_year,
            "status": "listed",
            "source": "ppsp people load",
        }
        for peran in JALUR
        if any(p.peran == peran for p in listed)
    ]
    return published + counted
