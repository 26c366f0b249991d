"""What only shows beside the pinned MPS and its SSK (mps.md section 10): lines outside the plan, results of targets.

The rules themselves are listed with those of the submission; here they look at what no single file holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from schemas.canonical import text_of
from schemas.contract import Row, Rows
from schemas.findings import Finding, Severity
from tasks.realisasi.capaian import Sasaran
from tasks.realisasi.rumus import exact

LINEAGE, RESULT, PARENT = "MP-V63", "MP-V64", "TB-04"
_WEIGHT: Mapping[str, tuple[Severity, str, str]] = {
    "tanpa_kegiatan": ("advice", "kegiatan_id", "dilaporkan di luar MPS; isi kegiatan_id bila barisnya ada di MPS."),
    "bukan_mps": ("error", "kegiatan_id", "perbaiki nomornya, atau kosongkan bila memang di luar MPS."),
    "sumber_lain": ("error", "sumber_dana", "perbaiki sumbernya, atau catat perubahannya dalam MPS berikutnya."),
    "tahun_lain": ("error", "tahun", "perbaiki tahunnya."),
    "daftar_tunggu": ("warning", "kegiatan_id", "tanpa komitmen baris ini tetap pada daftar tunggu."),
}


def check(
    anggaran: Rows, capaian: Rows, goals: Mapping[str, Sasaran], limits: Sequence[object], plan_year: int
) -> list[Finding]:
    """All findings of the step. `limits` are the lowest and highest achievement that pass (monev.capaian_warn)."""
    return [*_outside(anggaran), *_results(capaian, goals, limits, plan_year)]


def _outside(anggaran: Rows) -> Iterator[Finding]:
    for row in anggaran:
        found = _WEIGHT.get(str(row["keadaan"]))
        if found:
            severity, column, remedy = found
            text = f"{str(row['alasan']).removesuffix('.')}: {remedy}"
            value = text_of(row.get(column))
            yield Finding(LINEAGE, severity, text, "baris_anggaran", str(row["baris_id"]), column, value)


def _results(
    capaian: Rows, goals: Mapping[str, Sasaran], limits: Sequence[object], plan_year: int
) -> Iterator[Finding]:
    low, high = (Fraction(str(bound)) for bound in limits)
    for row in capaian:
        name = str(row["sasaran_id"])
        key, goal, reached = f"{name}|{row['tahun']}", goals.get(name), exact(row.get("capaian_pct"))
        if goal is None:
            text = f"Sasaran {name} tidak ada di SSK yang menjadi dasar MPS {plan_year}; perbaiki nomor sasarannya."
            yield Finding(PARENT, "error", text, "capaian", key, "sasaran_id", name)
        elif not goal.is_own and reached is not None and not low <= reached <= high:
            yield _beyond(row, key, text_of(row["realisasi"]), f"{low} sampai {high}")


def _beyond(row: Row, key: str, value: str, span: str) -> Finding:
    text = (
        f"Capaian sasaran {row['sasaran_id']} tahun {row['tahun']} di luar {span} persen; "
        "periksa satuan dan angkanya, atau mutakhirkan targetnya."
    )
    also = (("capaian", key, "target"),)
    return Finding(RESULT, "warning", text, "capaian", key, "realisasi", value, also)
