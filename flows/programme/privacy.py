"""What is kept of households: for whom, how long, what of one respondent, and what is past its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flows.programme.erasure import Survey, holds, lying_open
from schemas.canonical import text_of
from schemas.errors import NotFound, WrongUsage
from schemas.households import HOUSEHOLD_TABLES
from schemas.rulebook import confirmed_years, load_rulebook
from schemas.tables import table
from tasks.intake.grids.limits import Limits
from tasks.lineage.answers.why import locate
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.erased import ERASURE, erased_names
from tasks.lineage.records.history import history_of
from tasks.lineage.records.receipts import districts_with_receipts, receipts, years_with_receipts
from tasks.store.keys import household_scope, is_household
from tasks.store.ports import Store
from tasks.store.restricted import RestrictedStore

Answer = dict[str, Any]
PURPOSE = "studi EHRA: indeks risiko sanitasi per desa untuk Buku Putih"
GROUND = "UU 27/2022; teks persetujuan dibacakan sebelum wawancara"
OPEN_BEFORE = "open (before)"
"""In place of file names: tables of a store of before, in objects that everybody may read."""
KEPT_UNTIL = "simpan_sampai"


def register(store: Store) -> list[Answer]:
    """The register of processing: one row per submission with answers of households, of every year."""
    return [row for place in _places(store) for row in _of_district(store, *place)]


def _places(store: Store) -> Iterator[tuple[int, str]]:
    return ((year, kode) for year in years_with_receipts(store) for kode in districts_with_receipts(store, year))


def _of_district(store: Store, fiscal_year: int, district: str) -> list[Answer]:
    gone = erased_names(store, fiscal_year, district)
    acts = acts_of_year(store, fiscal_year, district).get(district, [])
    erasures = [a["responden"] for a in acts if a["kind"] == ERASURE]
    about = {"fiscal_year": fiscal_year, "district": district, "purpose": PURPOSE, "ground": GROUND, "erased": erasures,
             "key_here": store.key_for(household_scope(fiscal_year, district)) is not None}  # fmt: skip
    found: list[Answer] = []
    if lying := lying_open(store, fiscal_year, district):
        found.append({**about, "submission": None, "files": [OPEN_BEFORE], "by": "", "received": "", "keep_until": None,
                      "held": lying})  # fmt: skip
    for receipt in receipts(store, fiscal_year, district):
        names = {f["digest"]: f["name"] for f in receipt["files"] if is_household(f["digest"])}
        if names:
            found.append({
                **about,
                "submission": receipt["seq"],
                "files": sorted(names.values()),
                "by": receipt["by"],
                "received": receipt["received"],
                "keep_until": receipt.get(KEPT_UNTIL),
                "held": sorted(n for d, n in names.items() if d not in gone),
            })  # fmt: skip
    return found


def overdue(store: Store, day: date) -> list[Answer]:
    """Submissions of which something is held past its day; only districts with such a day are looked into."""
    late = (place for place in _places(store) if any(_is_past(r.get(KEPT_UNTIL), day) for r in receipts(store, *place)))
    return [
        row for place in late for row in _of_district(store, *place) if row["held"] and _is_past(row["keep_until"], day)
    ]


def _is_past(keep_until: str | None, day: date) -> bool:
    return bool(keep_until) and date.fromisoformat(str(keep_until)) < day


def subject(store: RestrictedStore, fiscal_year: int, district: str, respondent: str) -> Answer:
    """What is held on a respondent: the files, and each answer as it was read with its cell; `unreadable` files may.

    Raises Withheld without the key, and WrongUsage where nothing is held.
    """
    survey = Survey(store, fiscal_year, district)
    files, limits = survey.files(), Limits.of(load_rulebook(fiscal_year))
    kept = set(survey.names())
    told = [(name, holds(store.get(d), name, respondent, limits)) for d, name in files.items() if d in kept]
    held, unread = (sorted(name for name, answer in told if answer is wanted) for wanted in (True, None))
    answers = list(_answers(store, fiscal_year, district, respondent))
    if not held and not answers and not unread:
        raise WrongUsage(f"nothing is held of respondent {respondent} of {district}, {fiscal_year}")
    return {"respondent": respondent, "fiscal_year": fiscal_year, "district": district, "purpose": PURPOSE,
            "ground": GROUND, "files": held, "unreadable": unread, "answers": answers}  # fmt: skip


def _answers(store: Store, fiscal_year: int, district: str, respondent: str) -> list[Answer]:
    try:
        unit = history_of(store, fiscal_year, district, "intake").unit(fiscal_year, district, "intake")
    except NotFound:
        return []
    found = []
    for name in HOUSEHOLD_TABLES if unit else ():
        row = unit.rows(table(name)).get(respondent, {}) if unit and name in unit.memo.tables else {}
        for column, value in row.items():
            if unit and value is not None:
                cells = ["!".join(p for p in c[:3] if p) for c in locate(unit, name, respondent, column)]
                field = table(name).field(column)
                found.append({"column": column, "meaning": field.meaning, "value": text_of(value), "cells": cells})
    return found


def due(asked: datetime) -> str:
    """Until when a respondent who asked is answered, by the rules of that year; "" where no law names hours yet."""
    years = [y for y in confirmed_years() if y <= asked.year]
    rules = load_rulebook(years[-1] if years else confirmed_years()[0])
    name = "privacy.access_hours"
    return (asked + timedelta(hours=int(rules[name]))).isoformat(timespec="minutes") if name in rules else ""
