"""Facts of the SSK about zones and systems (ssk.md section 3)."""

from __future__ import annotations

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.ssk import ZONA
from tasks.documents.buku_putih.area import KOMPONEN
from tasks.documents.places import Places
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums

UNDECIDED = "belum_ditentukan"


def zones(sums: Sums, source: Source, places: Places, komponen: str) -> FactTable:
    """One row per zone: kecamatan, system, number and names of its desa."""
    members: dict[str, Rows] = {}
    for row in source.rows(ZONA):
        if row["komponen"] == komponen and row.get("zona_id"):
            members.setdefault(words(row["zona_id"]), []).append(row)
    made: list[FactRow] = []
    for zona_id, rows in sorted(members.items()):
        refs = [source.ref(ZONA, r, "sistem") for r in rows]
        made.append(
            {
                "zona": zona_id,
                "kecamatan": places.kecamatan_of(words(rows[0]["kode_desa"])),
                "sistem": words(rows[0].get("sistem")),
                "fase": ", ".join(sorted({words(r.get("fase")) for r in rows} - {""})),
                "n_desa": sums.count(f"zona.{komponen}.{zona_id}.n_desa", refs, "desa"),
                "desa": ", ".join(places.desa(words(r["kode_desa"])) for r in rows),
            }
        )
    return FactTable(tuple(made))


def per_desa(source: Source, places: Places, komponen: str, *, undecided: bool) -> FactTable:
    """Every desa with its system, or (`undecided`) those without one and why."""
    rows = [r for r in source.rows(ZONA) if r["komponen"] == komponen]
    chosen = [r for r in rows if not undecided or r.get("sistem") in (None, UNDECIDED)]
    return FactTable(tuple(_desa(source, places, r) for r in chosen))


def _desa(source: Source, places: Places, row: Row) -> FactRow:
    kode = words(row["kode_desa"])
    return {
        "kode": kode,
        "kecamatan": places.kecamatan_of(kode),
        "desa": places.desa(kode),
        "kepadatan": source.figure(ZONA, row, "kepadatan_jiwa_ha", 1),
        "kelas": source.kelas(ZONA, row, "kelas_risiko"),
        "sistem": words(row.get("sistem")),
        "fase": words(row.get("fase")),
        "alasan": words(row.get("alasan")),
        "catatan": "; ".join(t for t in (words(row.get("alasan")), words(row.get("catatan"))) if t),
    }


def systems(sums: Sums, source: Source) -> FactTable:
    """How many desa have each outcome, per komponen."""
    members: dict[tuple[str, str], list[str]] = {}
    for row in source.rows(ZONA):
        key = (words(row["komponen"]), words(row.get("sistem")) or UNDECIDED)
        members.setdefault(key, []).append(source.ref(ZONA, row, "sistem"))
    ordered = sorted(members.items(), key=lambda item: (KOMPONEN.index(item[0][0]), item[0][1]))
    rows: list[FactRow] = [
        {"komponen": k, "sistem": s, "n_desa": sums.count(f"sistem.{k}.{s}", refs, "desa")} for (k, s), refs in ordered
    ]
    return FactTable(tuple(rows))
