"""Scores given by people: agreed scores, votes, and when they may replace a computed one (mps.md section 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from schemas.canonical import text_of
from schemas.contract import Row
from schemas.findings import Finding
from tasks.mps.prioritas.kriteria import WITHOUT_REASON


def median_half_up(votes: Sequence[int]) -> int:
    """The median of votes 1..4, .5 up."""
    ordered = sorted(votes)
    mid = len(ordered) // 2
    return ordered[mid] if len(ordered) % 2 else (ordered[mid - 1] + ordered[mid] + 1) // 2


def human_scores(
    rows: Iterable[Row], objective: Collection[str]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], list[str]], list[Finding]]:
    """Score per (kegiatan_id, kriteria), the keys of the votes behind it, and a warning per vote that was ignored.

    A row without `penilai` is the agreed score and wins; else the median of the votes. A score for an objective
    criterion counts only with a reason: without one the score from data stands.
    """
    votes: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
    ignored: list[Finding] = []
    for row in rows:
        skor = row.get("skor")
        if skor is None:
            continue
        kegiatan, kriteria, penilai = (text_of(row.get(k)) for k in ("kegiatan_id", "kriteria", "penilai"))
        key = f"{kegiatan}|{kriteria}|{penilai}"
        if kriteria in objective and not str(row.get("alasan") or "").strip():
            ignored.append(_without_reason(key, kegiatan, kriteria, int(skor)))
        else:
            votes.setdefault((kegiatan, kriteria), []).append((penilai, int(skor), key))
    scores: dict[tuple[str, str], int] = {}
    behind: dict[tuple[str, str], list[str]] = {}
    for pair, given in votes.items():
        used = [v for v in given if not v[0]] or given
        scores[pair] = median_half_up([v[1] for v in used])
        behind[pair] = sorted(v[2] for v in used)
    return scores, behind, ignored


def _without_reason(key: str, kegiatan: str, kriteria: str, skor: int) -> Finding:
    return Finding(
        rule=WITHOUT_REASON.id,
        severity="warning",
        message=(
            f"Skor {skor} untuk kriteria {kriteria} kegiatan {kegiatan} tidak dipakai karena tanpa alasan: skor dari "
            "data tetap berlaku. Isi kolom alasan bila skor itu memang menggantikannya."
        ),
        table="skor_prioritas",
        row=key,
        column="alasan",
    )
