"""The calendar of a fiscal year: milestones M0 to M11, what meets each, and how a district stands (programme.md 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from schemas.findings import Finding
from schemas.rulebook import Rulebook
from tasks.programme.keadaan import Keadaan

YEAR_PLAN = tuple(f"M{i}" for i in range(10))
YEAR_MPS = ("M10", "M11")
MILESTONES: Mapping[str, str] = {
    "M0": "Surat minat, SK Pokja, dan anggaran terperiksa",
    "M1": "Kick-off nasional, fasilitator bertugas",
    "M2": "Kick-off provinsi, rencana kerja ditandatangani",
    "M3": "Data sekunder dan instrumen terisi",
    "M4": "Lapangan dan entri EHRA",
    "M5": "Draf Buku Putih, area berisiko disepakati",
    "M6": "Draf SSK",
    "M7": "Konsultasi publik",
    "M8": "Penjaminan kualitas oleh Pokja Provinsi",
    "M9": "Final dan disahkan",
    "M10": "Draf MPS",
    "M11": "Lokakarya MPS",
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone of a district: its window, the day it was met (None: not yet) and its status on the day asked.

    `status`: tepat_waktu, terlambat, belum_jatuh_tempo or tidak_berlaku.
    """

    id: str
    opens: date | None
    due: date
    met: date | None
    status: str


def due_day(rules: Rulebook, name: str) -> date:
    """The last day of a milestone."""
    month, day = rules[f"programme.milestone.{name}"]["due"]
    return date(rules.fiscal_year, month, day)


def milestones(seen: Keadaan, met: Mapping[str, date]) -> list[Milestone]:
    """M0 to M11 of the district; `met` gives the day of each that its machine event came true."""
    jalur = seen.jalur()
    applies = {*(YEAR_PLAN if "bp_ssk" in jalur else ()), *(YEAR_MPS if "mps" in jalur else ())}
    return [_milestone(seen, name, met.get(name), name in applies) for name in MILESTONES]


def _milestone(seen: Keadaan, name: str, met: date | None, applies: bool) -> Milestone:
    opens = seen.rules[f"programme.milestone.{name}"]["opens"]
    first = date(seen.fiscal_year + opens[0], opens[1], opens[2]) if opens else None
    due = due_day(seen.rules, name)
    if not applies:
        status = "tidak_berlaku"
    elif met is not None:
        status = "tepat_waktu" if met <= due else "terlambat"
    else:
        status = "terlambat" if seen.day > due else "belum_jatuh_tempo"
    return Milestone(name, first, due, met, status)


def next_milestone(found: Iterable[Milestone]) -> Milestone | None:
    """The earliest milestone that applies and was not met."""
    waiting = [m for m in found if m.met is None and m.status != "tidak_berlaku"]
    return min(waiting, key=lambda m: m.due, default=None)


def late(found: Iterable[Milestone]) -> Iterable[Finding]:
    """Milestones past their day."""
    for m in found:
        if m.status == "terlambat" and m.met is None:
            says = f"{m.id} ({MILESTONES[m.id]}) jatuh tempo {m.due} dan belum tercapai."
            yield Finding("PP-30", "warning", says, "kalender", m.id)


def out_of_order(found: Iterable[Milestone]) -> Iterable[Finding]:
    """A milestone that was met before one that comes earlier in the calendar."""
    met = [m for m in found if m.met is not None]
    for before, after in pairwise(met):
        if before.met and after.met and after.met < before.met:
            says = f"{after.id} tercatat {after.met}, sebelum {before.id} ({before.met}); periksa tanggal keduanya."
            yield Finding("PP-31", "warning", says, "kalender", f"{before.id}/{after.id}")
