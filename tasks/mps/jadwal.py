"""The schedule (T9): first and last year with volume of every step, with its package and letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.contract import Row, Rows
from tasks.mps.langkah import COLUMNS, Langkah

WAITING = "daftar_tunggu"


def spans(baris: Iterable[Row], fiscal_year: int) -> dict[str, tuple[int, int]]:
    """First and last calendar year with volume by activity; lines of the waiting list have none."""
    found: dict[str, tuple[int, int]] = {}
    for row in baris:
        years = [fiscal_year + t for t, (vol, _) in enumerate(COLUMNS, start=1) if row.get(vol)]
        if years and row["status"] != WAITING:
            found[str(row["kegiatan_id"])] = min(years), max(years)
    return found


def schedule_rows(steps: Mapping[str, Langkah], years: Mapping[str, tuple[int, int]]) -> Rows:
    """One row per activity of the SSK; without years where it waits or falls after the plan."""
    return [
        {
            "kegiatan_id": s.id,
            "komponen": s.row.get("komponen"),
            "program_id": s.row.get("program_id"),
            "lokasi": s.row.get("lokasi"),
            "tahap": s.row.get("tahap"),
            "tahun_mulai": years.get(s.id, (None, None))[0],
            "tahun_selesai": years.get(s.id, (None, None))[1],
        }
        for s in steps.values()
    ]
