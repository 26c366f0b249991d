"""Facts of the MPS about its allocation: other ways beside the plan in use, what a ceiling is worth (mps.md 5.1)."""

from __future__ import annotations

from schemas.facts import FactRow, FactTable
from schemas.outputs.mps import CARA, PERBANDINGAN, PILIHAN, PRIORITAS
from schemas.outputs.mps_alokasi import ALTERNATIF, HARGA_BAYANGAN, PERBANDINGAN_LAIN, PILIHAN_LAIN
from tasks.documents.mps.nama import Names
from tasks.documents.source import Source, number, words

TABLES = (PERBANDINGAN, PILIHAN)
ON_DEMAND = {"alternatif": ALTERNATIF, "harga_bayangan": (HARGA_BAYANGAN,)}
"""Tables of the units that are made where asked for; absent where they were not."""
_WHOLE = ("nilai", "n_ditempatkan", "n_menunggu", "ditempatkan_rp", "persiapan_rp")
FIGURES = {"selisih_pct": 2, "celah_pct": 2, **dict.fromkeys(_WHOLE, 0)}


def ways(plan: Source, other: Source) -> FactTable:
    """Every way of allocating that was made: its value, what it gives up, the gap reached and what it places."""
    rows = [(plan, PERBANDINGAN, r) for r in plan.rows(PERBANDINGAN)]
    rows += [(other, PERBANDINGAN_LAIN, r) for r in other.rows(PERBANDINGAN_LAIN)]
    made: list[FactRow] = []
    for source, table, r in sorted(rows, key=lambda found: CARA.index(words(found[2]["cara"]))):
        figures = {c: source.figure(table, r, c, places) for c, places in FIGURES.items()}
        used = "dipakai" if r["is_dipakai"] == 1 else "pembanding"
        made.append({"cara": words(r["cara"]), "dipakai": used, **figures, "catatan": words(r.get("catatan"))})
    return FactTable(tuple(made))


def given_up(plan: Source, other: Source, names: Names) -> FactTable:
    """Activities that wait in the plan in use and have a year in another way, in the order of priority.

    A way that was not made has no column.
    """
    used = next((words(r["cara"]) for r in plan.rows(PERBANDINGAN) if r["is_dipakai"] == 1), "")
    order = {words(r["kegiatan_id"]): number(r.get("urutan")) or 0 for r in plan.rows(PRIORITAS)}
    lain = {words(r["kegiatan_id"]): r for r in other.rows(PILIHAN_LAIN)}
    known = [c for c in CARA if c in made_ways(plan, other)]
    waiting = [
        r
        for r in ({**r, **lain.get(words(r["kegiatan_id"]), {})} for r in plan.rows(PILIHAN))
        if r.get(f"tahun_{used}") is None and any(r.get(f"tahun_{c}") is not None for c in known)
    ]
    made: list[FactRow] = []
    for r in sorted(waiting, key=lambda r: order.get(words(r["kegiatan_id"]), 0)):
        name = words(r["kegiatan_id"])
        made.append(
            {
                "nama": names.nama(name),
                "lokasi": names.lokasi(name),
                **{c: words(r.get(f"tahun_{c}")) or "menunggu" for c in known},
            }
        )
    return FactTable(tuple(made))


def made_ways(plan: Source, other: Source) -> set[str]:
    """The ways of allocating of which a plan was made; the fixed years may only be named."""
    rows = [*plan.rows(PERBANDINGAN), *other.rows(PERBANDINGAN_LAIN)]
    return {words(r["cara"]) for r in rows if r.get("nilai") is not None}


def shadow_prices(plan: Source) -> FactTable:
    """What Rp 1,000,000 more of a source and year would be worth, with its interval."""
    made: list[FactRow] = []
    for r in plan.rows(HARGA_BAYANGAN):
        figures = plan.figures(HARGA_BAYANGAN, r, ("nilai_per_juta", "bawah", "atas"), 2)
        single = "tunggal" if r.get("is_tunggal") == 1 else "selang"
        made.append({"sumber": words(r["sumber_dana"]), "tahun": words(r["tahun"]), **figures, "sifat": single})
    return FactTable(tuple(made))
