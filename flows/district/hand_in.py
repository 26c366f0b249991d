"""The way in of every submission: what holds answers of households is kept apart from the first byte on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.programme.closing import refuse_closed
from flows.programme.erasure import EVERYBODY, holds
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.intake.grids.limits import Limits
from tasks.intake.household import screen
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.erased import ERASURE
from tasks.lineage.records.receipts import DAY, Receipt, Submitted, submit
from tasks.store.ports import Store


def hand_in(
    store: Store, fiscal_year: int, district: str, files: Sequence[tuple[str, bytes]], **about: Any
) -> tuple[Receipt, bool]:
    """Keep a submission (see `records.receipts.submit`), its files with household answers in the household part."""
    refuse_closed(store, fiscal_year, district)
    rules = load_rulebook(fiscal_year)
    limits = Limits.of(rules)
    handed = []
    for name, data in files:
        found = screen(name, data, fiscal_year, limits)
        handed.append(Submitted(name, data, found.is_apart, found.reduced))
    if any(f.is_apart for f in handed):
        _refuse_erased(store, fiscal_year, district, handed, limits)
        about |= {"keep_until": _keep_until(about["received"], int(rules["privacy.retention_years"]))}
    return submit(store, fiscal_year, district, handed, **about)


def _keep_until(received: str, years: int) -> str:
    """The day up to which answers of households are kept; "" where no day of receipt is told."""
    if not received:
        return ""
    day = date.fromisoformat(received[:DAY])
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last)).isoformat()


def _refuse_erased(store: Store, fiscal_year: int, district: str, files: Sequence[Submitted], limits: Limits) -> None:
    """Raises WrongUsage for a submission that brings an erased respondent back."""
    acts = acts_of_year(store, fiscal_year, district).get(district, [])
    for act in (a for a in acts if a["kind"] == ERASURE and a["responden"] != EVERYBODY):
        for f in files:
            if f.is_apart and holds(f.data, f.name, str(act["responden"]), limits):
                raise WrongUsage(
                    f"{f.name} holds respondent {act['responden']}, who was erased on {act['tanggal_catat']} (act "
                    f"{act['seq']}); delete the row and hand it in again"
                )
