"""Results against the targets of the SSK, in both directions, with the early warning (mps.md section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemas import refs
from schemas.contract import Row, Rows
from tasks.realisasi.rumus import Arah, capaian_pct, exact, gap_pct, is_worse, jalur, selisih, whole

READ_FROM_VALUES = "Arah dibaca dari nilai dasar dan target akhir."
FINAL_TARGET = "Target tahun ini adalah target akhir sasaran."
NO_SASARAN = "Sasaran tidak ada di SSK yang disematkan dan tidak diserahkan."
NO_ARAH = "Arah sasaran tidak diketahui, capaian tidak dihitung."
ZERO_TARGET = "Target nol: hanya selisih yang dihitung."


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A target of the SSK. `sources` are the references of its values.

    `is_read`: its direction is read from its values; `is_own`: it stands in this year's submission.
    """

    komponen: str
    tujuan: str
    uraian: str
    indikator: str
    satuan: str
    arah: Arah | None
    baseline: Fraction | None
    tahun_baseline: int | None
    target: Fraction | None
    tahun_target: int | None
    sources: tuple[str, ...]
    is_read: bool
    is_own: bool


def goals_of(pinned: tuple[Rows, Rows], own: Rows, fiscal_year: int, ssk_year: int, kab: str) -> dict[str, Sasaran]:
    """Targets by id: those of the pinned SSK, replaced by those of this year's submission.

    `pinned` are the framework of the SSK and the targets submitted for it, which alone name a direction; a drafted
    target is read to go from its baseline to its end value (assumed).
    """
    kkl, submitted = pinned
    rows = {(str(r["level"]), str(r["id"])): r for r in kkl}
    arah = {str(r["sasaran_id"]): r.get("arah") for r in submitted}
    found: dict[str, Sasaran] = {}
    for (level, name), row in rows.items():
        if level == "sasaran":
            goal = rows.get(("tujuan", str(row.get("parent"))), {})
            sources = [refs.computed("kkl", ssk_year, kab, f"sasaran|{name}", c) for c in ("baseline", "target")]
            sources += [refs.tabel(ssk_year, kab, "sasaran", name, "arah")] if name in arah else []
            above = str(row["komponen"]), str(goal.get("uraian") or "")
            found[name] = _goal({**row, "arah": arah.get(name), "tahun_target": row.get("tahun")}, above, sources)
    for row in own:
        name = str(row["sasaran_id"])
        known = found.get(name)
        sources = [refs.tabel(fiscal_year, kab, "sasaran", name, c) for c in ("arah", "baseline", "target")]
        above = (known.komponen, known.tujuan) if known else ("", "")
        found[name] = _goal(row, above, sources, is_own=True)
    return found


def _goal(row: Row, above: tuple[str, str], sources: Iterable[str], *, is_own: bool = False) -> Sasaran:
    baseline, target = exact(row.get("baseline")), exact(row.get("target"))
    said = row.get("arah") or _direction(baseline, target)
    komponen, tujuan = above
    return Sasaran(
        komponen=komponen,
        tujuan=tujuan,
        uraian=str(row.get("uraian") or ""),
        indikator=str(row.get("indikator") or ""),
        satuan=str(row.get("satuan") or ""),
        arah="naik" if said == "naik" else "turun" if said == "turun" else None,
        baseline=baseline,
        tahun_baseline=whole(row.get("tahun_baseline")),
        target=target,
        tahun_target=whole(row.get("tahun_target")),
        sources=tuple(sources),
        is_read=bool(said) and not row.get("arah"),
        is_own=is_own,
    )


def _direction(baseline: Fraction | None, target: Fraction | None) -> Arah | None:
    if baseline is None or target is None or baseline == target:
        return None
    return "naik" if target > baseline else "turun"


def results(capaian: Rows, goals: Mapping[str, Sasaran], path: str) -> Rows:
    """Rows of `capaian_sasaran`. `path` is the rule monev.path; only the straight line is known."""
    if path != "linear":
        raise ValueError(f"monev.path {path!r} is not a path that is known; it is linear")
    return [_result(row, goals.get(str(row["sasaran_id"]))) for row in capaian]


def _result(row: Row, goal: Sasaran | None) -> Row:
    tahun, reached = int(str(row["tahun"])), exact(row.get("realisasi"))
    target, notes = exact(row.get("target")), []
    base: Row = {"sasaran_id": row["sasaran_id"], "tahun": tahun, "realisasi": reached, "sumber": row.get("sumber")}
    if goal is None:
        known = {"target": target, "gap_pct": gap_pct(target, reached), "selisih": selisih(target, reached)}
        return {**base, **known, "catatan": NO_SASARAN}
    if target is None and tahun == goal.tahun_target:
        target = goal.target
        notes.append(FINAL_TARGET)
    line = jalur(goal.baseline, goal.target, goal.tahun_baseline, goal.tahun_target, tahun)
    warns = is_worse(reached, line, goal.arah)
    if goal.is_read:
        notes.append(READ_FROM_VALUES)
    if goal.arah is None:
        notes.append(NO_ARAH)
    if target == 0:
        notes.append(ZERO_TARGET)
    return {
        **base,
        "komponen": goal.komponen or None,
        "tujuan": goal.tujuan or None,
        "sasaran": goal.uraian or None,
        "indikator": goal.indikator or None,
        "satuan": goal.satuan or None,
        "arah": goal.arah,
        "baseline": goal.baseline,
        "tahun_baseline": goal.tahun_baseline,
        "target_akhir": goal.target,
        "tahun_target": goal.tahun_target,
        "target": target,
        "capaian_pct": capaian_pct(target, reached, goal.arah),
        "gap_pct": gap_pct(target, reached),
        "selisih": selisih(target, reached),
        "jalur": line,
        "is_peringatan": None if warns is None else int(warns),
        "catatan": " ".join(notes) or None,
    }
