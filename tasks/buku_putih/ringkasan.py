"""Tally of the classes per komponen, and the issues that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemas.contract import Row, Rows

NAMES = {"AL": "air limbah", "PS": "persampahan", "DR": "drainase", "UMUM": "sanitasi secara umum"}


def tally(rows: Rows, komponen: Sequence[str]) -> Rows:
    """One row per komponen: desa of each class, desa without a class, and the notes that occur."""
    return [_tally(k, [r for r in rows if r["komponen"] == k]) for k in komponen]


def _tally(komponen: str, rows: Rows) -> Row:
    counted = Counter(r["skor_akhir"] for r in rows)
    notes = sorted({note for r in rows if r["catatan"] for note in str(r["catatan"]).split("; ")})
    return {
        "komponen": komponen,
        **{f"kelas_{k}": counted[k] for k in (1, 2, 3, 4)},
        "tanpa_kelas": counted[None],
        "catatan": "; ".join(notes) or None,
    }


def issues(rows: Rows, komponen: Sequence[str], priority: Sequence[int]) -> Rows:
    """One issue per komponen with desa of a priority class, `<komponen>-ISU-area_berisiko`."""
    made: Rows = []
    for k in komponen:
        desa = sorted(str(r["kode_desa"]) for r in rows if r["komponen"] == k and r["skor_akhir"] in priority)
        if desa and k != "UMUM":
            made.append(
                {
                    "isu_id": f"{k}-ISU-area_berisiko",
                    "komponen": k,
                    "uraian": f"Desa berisiko tinggi atau sangat tinggi untuk {NAMES[k]}",
                    "n_desa": len(desa),
                    "kode_desa": ";".join(desa),
                }
            )
    return made
