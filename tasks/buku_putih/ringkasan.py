"""Tally of the classes per komponen, and the issues that follow from them (buku-putih.md section 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from schemas.contract import Row, Rows, Value

KELAS = (1, 2, 3, 4)
SUBJECTS = {"AL": "air limbah domestik", "PS": "persampahan", "DR": "drainase"}


def count_classes(scores: Iterable[Value], priority: Collection[int]) -> dict[str, int]:
    """kelas_1 to kelas_4, tanpa_kelas, and prioritas: the desa of a priority class. Their sum is the number of desa."""
    counted = Counter(scores)
    return {
        **{f"kelas_{k}": counted[k] for k in KELAS},
        "tanpa_kelas": counted[None],
        "prioritas": sum(counted[k] for k in priority),
    }


def tally(rows: Rows, notes: Mapping[str, Sequence[str]], priority: Collection[int]) -> Rows:
    """One row per komponen of `notes`, for skor_akhir beside skor_hitung.

    `catatan` has the notes of the whole komponen, then those of its desa, with the number of desa where not all.
    """
    by_komponen: dict[str, Rows] = {k: [] for k in notes}
    for row in rows:
        by_komponen[str(row["komponen"])].append(row)
    return [_tally(k, found, notes[k], priority) for k, found in by_komponen.items()]


def _tally(komponen: str, rows: Rows, notes: Sequence[str], priority: Collection[int]) -> Row:
    computed = Counter(row["skor_hitung"] for row in rows)
    return {
        "komponen": komponen,
        **count_classes((row["skor_akhir"] for row in rows), priority),
        **{f"hitung_{k}": computed[k] for k in KELAS},
        "hitung_tanpa_kelas": computed[None],
        "catatan": "; ".join((*notes, *_catatan(rows))) or None,
    }


def _catatan(rows: Rows) -> list[str]:
    noted: Counter[str] = Counter()
    for text, n in Counter(row["catatan"] for row in rows).items():
        noted.update({part: n for part in str(text or "").split("; ") if part})
    return [part if n == len(rows) else f"{part} ({n} desa)" for part, n in sorted(noted.items())]


def issues(rows: Rows, priority: Collection[int]) -> Rows:
    """One issue `<komponen>-ISU-area_berisiko` per komponen that has desa of a priority class."""
    desa: Mapping[str, list[str]] = {k: [] for k in SUBJECTS}
    for row in rows:
        if row["skor_akhir"] in priority and row["komponen"] in desa:
            desa[str(row["komponen"])].append(str(row["kode_desa"]))
    return [
        {
            "isu_id": f"{k}-ISU-area_berisiko",
            "komponen": k,
            "uraian": f"Desa/kelurahan berkelas risiko 3 dan 4 untuk {SUBJECTS[k]} perlu ditangani lebih dulu.",
            "n_desa": len(found),
            "kode_desa": ";".join(sorted(found)),
        }
        for k, found in desa.items()
        if found
    ]
