"""Reminders as a ladder: who is told of which district, and when (programme.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tasks.programme.kalender import MILESTONES, milestones
from tasks.programme.keadaan import Keadaan
from tasks.programme.orang import serving
from tasks.programme.rules import check, observed


@dataclass(frozen=True, slots=True)
class Ingat:
    """One line of a digest: for whom, about which district, what it is about and the sentence."""

    orang_id: str
    peran: str
    kode: str
    tentang: str
    kalimat: str


def reminders(seen: Keadaan) -> Iterator[Ingat]:
    """The lines about one district on its day: milestones not met by the steps of the ladder, then broken rules.

    A rule of the programme that is broken goes to the CF of the district and to Pokja Provinsi.
    """
    steps = seen.rules["programme.reminder_days"]
    for m in milestones(seen, observed(seen)):
        if m.met is not None or m.status == "tidak_berlaku":
            continue
        for peran, days in steps.items():
            if seen.day >= m.due + timedelta(days=int(days)):
                is_late = seen.day > m.due
                says = f"{m.id} ({MILESTONES[m.id]}) {'lewat jatuh tempo' if is_late else 'jatuh tempo'} {m.due}"
                yield from _to(seen, (peran,), m.id, says)
    for f in check(seen):
        if f.rule not in ("PP-30", "PP-31"):
            yield from _to(seen, ("cf", "pokja_provinsi"), f.id, f.message)


def _to(seen: Keadaan, roles: Iterable[str], about: str, says: str) -> Iterator[Ingat]:
    for peran in roles:
        for region in (seen.district, seen.district[:2], ""):
            for person in serving(seen.people, peran, region, seen.day):
                yield Ingat(person.orang_id, peran, seen.district, about, f"{seen.nama or seen.district}: {says}")
