"""How much of what a district owes in a year was handed in, in time or not, and when it would be ratified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from schemas.contract import Table
from schemas.tables import TABLES
from tasks.programme.kalender import due_day
from tasks.programme.keadaan import Keadaan

STAGES_OF: Mapping[str, frozenset[str]] = {
    "bp_ssk": frozenset({"bp", "ssk"}),
    "mps": frozenset({"mps"}),
    "implementasi": frozenset({"s5"}),
    "monev": frozenset({"s6"}),
}
DUE_OF = {"bp_ssk": "M3", "mps": "M10"}
LENGKAP, SEBAGIAN, TERLAMBAT, BELUM = "lengkap", "sebagian", "terlambat", "belum"
KIRIMAN = (LENGKAP, SEBAGIAN, TERLAMBAT, BELUM)


def expected(jalur: Iterable[str]) -> list[Table]:
    """The tables expected of a district on these paths; of tables that stand for one another the first."""
    stages = frozenset[str]().union(*(STAGES_OF[name] for name in jalur))
    asked: list[Table] = []
    for t in TABLES:
        is_asked = t.need in ("required", "expected") and stages & set(t.stages)
        if is_asked and not any(other.name in t.unless for other in asked):
            asked.append(t)
    return asked


def missing(seen: Keadaan) -> list[str] | None:
    """Expected tables that were not handed in; None where nothing was, so that unknown is not taken for none."""
    there = seen.tables
    if there is None:
        return None
    return [t.name for t in expected(seen.jalur()) if t.name not in there and not there & set(t.unless)]


def complete_pct(seen: Keadaan) -> Fraction | None:
    """Expected tables handed in, in percent; None where nothing was handed in, or nothing is expected."""
    lacking, asked = missing(seen), expected(seen.jalur())
    return None if lacking is None or not asked else Fraction(100 * (len(asked) - len(lacking)), len(asked))


def kiriman(seen: Keadaan) -> str:
    """Each expected district is exactly one of these: terlambat goes before lengkap and sebagian."""
    if seen.received_on is None:
        return BELUM
    due = due_of(seen)
    if due and seen.received_on > due:
        return TERLAMBAT
    return LENGKAP if missing(seen) == [] else SEBAGIAN


def due_of(seen: Keadaan) -> date | None:
    """The last day on which a submission is in time, by the path of the district; None where it hands in nothing."""
    return max((due_day(seen.rules, DUE_OF[name]) for name in seen.jalur() if name in DUE_OF), default=None)


def forecast_m9(seen: Keadaan) -> date | None:
    """The day on which the district would reach M9 at its pace so far; None where there is no pace to go by (assumed).

    Data grow evenly from the opening of M3 until they are complete; from there to M9 takes as long as the calendar
    gives.
    """
    done = complete_pct(seen)
    if "bp_ssk" not in seen.jalur() or not done or seen.received_on is None:
        return None
    offset, month, day = seen.rules["programme.milestone.M3"]["opens"]
    opens, due = date(seen.fiscal_year + offset, month, day), due_day(seen.rules, "M3")
    days = max((seen.received_on - opens).days, 1)
    complete = opens + timedelta(days=int(days * 100 / done))
    return max(complete + (due_day(seen.rules, "M9") - due), due_day(seen.rules, "M9"))
