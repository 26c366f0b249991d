"""The board of a fiscal year: one row a district, with what needs a person first."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows.programme import participants_of, year_of
from schemas.rulebook import load_rulebook
from tasks.programme.dokumen import lives
from tasks.programme.kalender import milestones, next_milestone
from tasks.programme.keadaan import DOKUMEN, Keadaan
from tasks.programme.orang import JALUR, serving
from tasks.programme.pengecualian import waived
from tasks.programme.rules import check, observed
from tasks.programme.tahap import stage_of, stages
from tasks.store.ports import Store


def board(store: Store, fiscal_year: int, day: date) -> list[dict[str, Any]]:
    """One row per district that takes part, acted or has something sealed; what needs a person most stands first."""
    rows = [district_row(seen) for seen in year_of(store, fiscal_year, day).values()]
    return sorted(rows, key=lambda r: (-len(r["program_errors"]), -r["open_errors"], -len(r["late"]), r["kode"]))


def district_row(seen: Keadaan) -> dict[str, Any]:
    """Stage and what holds the next, document states, open errors, milestones, facilitator, findings of the programme.

    `tonggak` is the next milestone with its day, None when none is left; `late` the ids of those past their day.
    """
    reached = stages(seen)
    calendar = milestones(seen, observed(seen))
    coming, waiting = next_milestone(calendar), next((t for t in reached if not t.is_entered), None)
    excused = waived(seen)
    found = [f for f in check(seen) if f.id not in excused]
    documents = lives(seen.of_kind("dokumen"), seen.people, seen.sealed)
    return {
        "kode": seen.district,
        "nama": seen.nama or None,
        "provinsi": seen.district[:2],
        "jalur": seen.jalur(),
        "tahap": stage_of(reached),
        "tertahan": [f.message for f in waiting.held_by] if waiting else [],
        "dokumen": {n: documents[n].state for n in DOKUMEN if n in seen.sealed or documents[n].digest},
        "open_errors": len([i for i in seen.open_errors or () if i not in excused]),
        "waived": len(excused),
        "tonggak": {"id": coming.id, "due": coming.due.isoformat()} if coming else None,
        "late": [m.id for m in calendar if m.status == "terlambat"],
        "cf": [p.orang_id for p in serving(seen.people, "cf", seen.district, seen.day)],
        "program_errors": [{"id": f.id, "rule": f.rule, "pesan": f.message} for f in found if f.severity == "error"],
        "program_warnings": [
            {"id": f.id, "rule": f.rule, "pesan": f.message} for f in found if f.severity == "warning"
        ],
    }


def district_page(seen: Keadaan) -> dict[str, Any]:
    """The row of the district with its six stages and its calendar, each with the evidence and days it rests on."""
    return district_row(seen) | {
        "stages": [
            {
                "id": t.id,
                "entered": t.is_entered,
                "by": list(t.by),
                "since": t.since.isoformat() if t.since else None,
                "held_by": [{"id": f.id, "rule": f.rule, "pesan": f.message} for f in t.held_by],
            }
            for t in stages(seen)
        ],
        "calendar": [
            {"id": m.id, "due": m.due.isoformat(), "met": m.met.isoformat() if m.met else None, "status": m.status}
            for m in milestones(seen, observed(seen))
        ],
    }


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
