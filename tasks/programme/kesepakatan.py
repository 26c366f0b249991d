"""Competing sources of one value, side by side with what was agreed, why, and the minutes (programme.md section 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.findings import Finding
from schemas.tables import TABLES, table
from tasks.programme.bukti import evidence
from tasks.programme.keadaan import Act, Keadaan

AGREE = frozenset({"ketua_pokja", "opd", "pokja_provinsi"})
LEAST_SOURCES = 2


def cell_of(act: Act) -> str:
    """Which value an agreement is about: `table|key of the row|column`."""
    return f"{act['tabel']}|{act['kunci']}|{act['kolom']}"


def agreements(acts: Iterable[Act]) -> dict[str, Act]:
    """The newest agreement on each value."""
    return {cell_of(a): a for a in acts if a["kind"] == "kesepakatan"}


def why_not(seen: Keadaan, act: Act, held: Sequence[str] | set[str]) -> str | None:
    """Why an agreement cannot be recorded, in one sentence; None when it can."""
    if act["tabel"] not in {t.name for t in TABLES}:
        return f"there is no table {act['tabel']!r}; the data dictionary names them"
    if act["kolom"] not in table(act["tabel"]).names:
        return f"table {act['tabel']} has no column {act['kolom']!r}"
    if not set(held) & AGREE:
        return f"an agreement is recorded by {', '.join(sorted(AGREE))}; {act['oleh']} is {', '.join(sorted(held))}"
    if len({s["sumber"] for s in act["sumber"]}) < LEAST_SOURCES:
        return "an agreement needs two sources or more (--value 'Dinkes 2013=1200')"
    if not act["alasan"]:
        return "an agreement needs a reason (--reason)"
    if not any(b.act["seq"] == act["ba"] for b in evidence(seen)):
        return f"there is no evidence {act['ba']}; add the minutes with `ppsp evidence add` and name its number (--ba)"
    return None


def not_in_use(seen: Keadaan) -> Iterable[Finding]:
    """The sealed documents use another value than the one agreed."""
    used: Mapping[str, str] = seen.used or {}
    for cell, act in agreements(seen.of_kind("kesepakatan")).items():
        if cell in used and used[cell] != act["nilai"]:
            says = (
                f"Nilai {act['kolom']} ({act['tabel']}, {act['kunci']}) disepakati {act['nilai']}, sedangkan dokumen "
                f"memakai {used[cell] or 'tidak diketahui'}; serahkan lagi tabel itu dengan nilai yang disepakati."
            )
            yield Finding("PP-51", "warning", says, act["tabel"], act["kunci"], act["kolom"], used[cell])
