"""Facts of chapter 5 of the MPS and its annex: readiness, T8 (mps.md section 6)."""

from __future__ import annotations

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps_kesiapan import KESIAPAN_BARIS
from schemas.tables.kesiapan import KESIAPAN
from tasks.documents.mps.nama import Names
from tasks.documents.programme import komponen_order
from tasks.documents.source import Source, several, words
from tasks.documents.sums import Sums

WITHOUT, READY = "tanpa_syarat", "siap"
SHARED = ("komponen", "langkah", "wajib", "dibuat", "kurang", "status")


def by_kind(sums: Sums, plan: Source, names: Names) -> FactTable:
    """T8 in short: how many places of a kind of activity hold, make and lack the same documents, and its years."""
    groups: dict[tuple[str, ...], list[tuple[Row, FactRow]]] = {}
    for row in _asking(plan, names):
        line = _line(row, names)
        groups.setdefault(tuple(str(line[c]) for c in SHARED), []).append((row, line))
    made: list[FactRow] = []
    for i, (shared, members) in enumerate(groups.items(), 1):
        refs = [plan.ref(KESIAPAN_BARIS, row, "status") for row, _ in members]
        years = sorted({str(line["tahun_mulai"]) for _, line in members} - {""})
        entry: FactRow = dict(zip(SHARED, shared, strict=True))
        entry["n"] = sums.count(f"kesiapan.{i}.n", refs)
        made.append(entry | {"tahun_mulai": "\N{EN DASH}".join(dict.fromkeys((*years[:1], *years[-1:])))})
    return FactTable(tuple(made))


def readiness(plan: Source, names: Names) -> FactTable:
    """T8: per activity with mandatory documents what is held, made, missing, and the first year allowed."""
    return FactTable(tuple(_line(row, names) for row in _asking(plan, names)))


def _asking(plan: Source, names: Names) -> Rows:
    rows = [r for r in plan.rows(KESIAPAN_BARIS) if r.get("status") != WITHOUT]
    return sorted(rows, key=lambda r: (*_place_in_order(r, names), words(r["kegiatan_id"])))


def _place_in_order(row: Row, names: Names) -> tuple[int, str, str]:
    name = words(row["kegiatan_id"])
    return komponen_order(words(row["komponen"])), names.nama(name), names.program(name)


def _line(row: Row, names: Names) -> FactRow:
    name = words(row["kegiatan_id"])
    return {
        "komponen": words(row["komponen"]),
        "langkah": f"{names.nama(name)} ({names.program(name)})",
        "kegiatan": names.nama(name),
        "lokasi": names.lokasi(name),
        "wajib": words(row.get("wajib")),
        "ada": words(row.get("ada")),
        "dibuat": ";".join(part.split(" oleh ")[0] for part in several(row.get("dibuat"))),
        "kurang": words(row.get("kurang")),
        "tahun_boleh": words(row.get("tahun_boleh")) if row.get("status") == READY else "",
        "tahun_mulai": words(row.get("tahun_mulai")),
        "status": words(row.get("status")),
    }


def documents(source: Source, names: Names) -> FactTable:
    """The readiness documents as submitted."""
    made: list[FactRow] = []
    for row in source.rows(KESIAPAN):
        name = words(row["kegiatan_id"])
        made.append(
            {
                "kegiatan": names.nama(name),
                "lokasi": names.lokasi(name),
                "kriteria": words(row["kriteria"]),
                "status": words(row.get("status")) or "tidak diketahui",
                "tanggal": words(row.get("tanggal")),
                "masa_berlaku": words(row.get("masa_berlaku")),
            }
        )
    return FactTable(tuple(made), absent="" if source.has(KESIAPAN) else KESIAPAN.name)
