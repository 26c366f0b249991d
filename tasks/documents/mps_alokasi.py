"""Facts of the MPS about its allocation: every way beside the plan in use, and what a ceiling is worth (mps.md 5.1)."""

from __future__ import annotations

from schemas.facts import FactRow, FactTable
from schemas.outputs.mps import CARA, PERBANDINGAN, PILIHAN, PRIORITAS
from schemas.outputs.mps_alokasi import HARGA_BAYANGAN
from tasks.documents.mps_nama import Names
from tasks.documents.source import Source, number, words

TABLES = (PERBANDINGAN, PILIHAN, HARGA_BAYANGAN)
_WHOLE = ("nilai", "n_ditempatkan", "n_menunggu", "ditempatkan_rp", "persiapan_rp")
FIGURES = {"selisih_pct": 2, "celah_pct": 2, **dict.fromkeys(_WHOLE, 0)}


def ways(plan: Source) -> FactTable:
    """Every way of allocating with its value, what it gives up, the gap reached and what it places."""
    made: list[FactRow] = []
    for r in sorted(plan.rows(PERBANDINGAN), key=lambda r: CARA.index(words(r["cara"]))):
        figures = {c: plan.figure(PERBANDINGAN, r, c, places) for c, places in FIGURES.items()}
        used = "dipakai" if r["is_dipakai"] == 1 else "pembanding"
        made.append({"cara": words(r["cara"]), "dipakai": used, **figures, "catatan": words(r.get("catatan"))})
    return FactTable(tuple(made))


def given_up(plan: Source, names: Names) -> FactTable:
    """Activities that wait in the plan in use and have a year in another way, in the order of priority."""
    used = next((words(r["cara"]) for r in plan.rows(PERBANDINGAN) if r["is_dipakai"] == 1), "")
    order = {words(r["kegiatan_id"]): number(r.get("urutan")) or 0 for r in plan.rows(PRIORITAS)}
    waiting = [
        r
        for r in plan.rows(PILIHAN)
        if r.get(f"tahun_{used}") is None and any(r.get(f"tahun_{c}") is not None for c in CARA)
    ]
    made: list[FactRow] = []
    for r in sorted(waiting, key=lambda r: order.get(words(r["kegiatan_id"]), 0)):
        name = words(r["kegiatan_id"])
        made.append(
            {
                "nama": names.nama(name),
                "lokasi": names.lokasi(name),
                **{c: words(r.get(f"tahun_{c}")) or "menunggu" for c in CARA},
            }
        )
    return FactTable(tuple(made))


def shadow_prices(plan: Source) -> FactTable:
    """What Rp 1,000,000 more of a source and year would be worth, with its interval."""
    made: list[FactRow] = []
    for r in plan.rows(HARGA_BAYANGAN):
        figures = plan.figures(HARGA_BAYANGAN, r, ("nilai_per_juta", "bawah", "atas"), 2)
        single = "tunggal" if r.get("is_tunggal") == 1 else "selang"
        made.append({"sumber": words(r["sumber_dana"]), "tahun": words(r["tahun"]), **figures, "sifat": single})
    return FactTable(tuple(made))
