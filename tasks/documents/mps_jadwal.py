"""Facts of chapter 5 of the MPS: readiness (T8) and schedule (T9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from schemas.outputs.ssk import PROGRAM
from schemas.tables.kesiapan import KESIAPAN
from tasks.documents.places import Places
from tasks.documents.programme import VOL, komponen_order
from tasks.documents.source import Source, several, words

SIDLACOM = "SIDLAOM"
WITHOUT, READY = "tanpa_syarat", "siap"
Facility = tuple[int, str, str]


def schedule(ssk: Source, plan: Source) -> FactTable:
    """T9 in short: per package and plan year the SIDLACOM letters of the steps at work in it."""
    names = _programmes(ssk)
    letters: dict[tuple[int, str], list[set[str]]] = {}
    komponen: dict[str, str] = {}
    for row in _placed(plan):
        program = words(row["program_id"])
        komponen[program] = words(row["komponen"])
        years = letters.setdefault((komponen_order(komponen[program]), program), [set() for _ in VOL])
        for t, year in enumerate(years, start=plan.fiscal_year + 1):
            if _first(row) <= t <= _last(row):
                year.add(words(row["tahap"]))
    rows: list[FactRow] = []
    for (_, program), years in sorted(letters.items(), key=lambda item: item[0]):
        entry: FactRow = {"komponen": komponen[program], "program": names.get(program) or program or "Lainnya"}
        rows.append(entry | {v: _in_order(y) for v, y in zip(VOL, years, strict=True)})
    return FactTable(tuple(rows))


def facilities(ssk: Source, plan: Source, places: Places) -> FactTable:
    """T9: per package and place the first and last year of each SIDLACOM letter, e.g. 2016-2018."""
    names = _programmes(ssk)
    steps: dict[Facility, list[Row]] = {}
    for row in _placed(plan):
        key = (komponen_order(words(row["komponen"])), words(row["program_id"]), words(row["lokasi"]))
        steps.setdefault(key, []).append(row)
    rows: list[FactRow] = []
    for (_, program, lokasi), members in sorted(steps.items(), key=lambda item: item[0]):
        entry: FactRow = {
            "komponen": words(members[0]["komponen"]),
            "program": names.get(program) or program or "Lainnya",
            "lokasi": places.lokasi(lokasi),
        }
        rows.append(entry | {f"tahap_{c}": _span([m for m in members if m["tahap"] == c]) for c in SIDLACOM})
    return FactTable(tuple(rows))


def _programmes(ssk: Source) -> dict[str, str]:
    return {words(r["program_id"]): words(r.get("nama")) for r in ssk.rows(PROGRAM)}


def _placed(plan: Source) -> list[Row]:
    return [r for r in plan.rows(JADWAL) if r.get("tahun_mulai") is not None]


def _first(row: Row) -> int:
    year = row["tahun_mulai"]
    return year if isinstance(year, int) else 0


def _last(row: Row) -> int:
    year = row["tahun_selesai"]
    return year if isinstance(year, int) else 0


def _in_order(letters: set[str]) -> str:
    return " ".join(c for c in SIDLACOM if c in letters)


def _span(rows: Iterable[Row]) -> str:
    members = list(rows)
    if not members:
        return ""
    first, last = min(map(_first, members)), max(map(_last, members))
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"


def readiness(plan: Source, places: Places, activities: Mapping[str, Row]) -> FactTable:
    """T8: per activity with mandatory documents what is held, made, missing, and the first year allowed."""
    rows = [r for r in plan.rows(KESIAPAN_BARIS) if r.get("status") != WITHOUT]
    made = [(_key(r, activities), _line(r, places, activities)) for r in rows]
    return FactTable(tuple(row for _, row in sorted(made, key=lambda pair: pair[0])))


def _key(row: Row, activities: Mapping[str, Row]) -> tuple[int, str, str]:
    activity = activities.get(words(row["kegiatan_id"]), {})
    return komponen_order(words(row["komponen"])), words(activity.get("nama")), words(row["kegiatan_id"])


def _line(row: Row, places: Places, activities: Mapping[str, Row]) -> FactRow:
    activity = activities.get(words(row["kegiatan_id"]), {})
    return {
        "komponen": words(row["komponen"]),
        "kegiatan": words(activity.get("nama")) or words(row["kegiatan_id"]),
        "lokasi": places.lokasi(words(activity.get("lokasi"))),
        "wajib": words(row.get("wajib")),
        "ada": words(row.get("ada")),
        "dibuat": ";".join(part.split(" oleh ")[0] for part in several(row.get("dibuat"))),
        "kurang": words(row.get("kurang")),
        "tahun_boleh": words(row.get("tahun_boleh")) if row.get("status") == READY else "",
        "tahun_mulai": words(row.get("tahun_mulai")),
        "status": words(row.get("status")),
    }


def documents(source: Source, places: Places, activities: Mapping[str, Row]) -> FactTable:
    """The readiness documents as submitted."""
    made: list[FactRow] = []
    for row in source.rows(KESIAPAN):
        activity = activities.get(words(row["kegiatan_id"]), {})
        name = words(activity.get("nama")) or words(row["kegiatan_id"])
        made.append(
            {
                "kegiatan": name,
                "lokasi": places.lokasi(words(activity.get("lokasi"))),
                "kriteria": words(row["kriteria"]),
                "status": words(row.get("status")) or "tidak diketahui",
                "tanggal": words(row.get("tanggal")),
                "masa_berlaku": words(row.get("masa_berlaku")),
            }
        )
    return FactTable(tuple(made), absent="" if source.has(KESIAPAN) else KESIAPAN.name)
