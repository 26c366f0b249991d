"""What only shows beside the pinned MPS and its SSK (mps.md section 10): lines outside the plan, results of targets.

The submission is checked by rules of the same ids; here they look at what no single file holds, so their cases are a
budget and results of 2015 beside the MPS of 2014, and run the step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from schemas.canonical import text_of
from schemas.contract import Row, Rows
from schemas.findings import Finding, Severity
from schemas.rule_info import Rule, RuleInfo, RuleStage
from tasks.realisasi.capaian import Sasaran
from tasks.realisasi.rumus import exact


def _rule(name: str, severity: Severity, sentence: str, reference: str, stage: RuleStage) -> RuleInfo:
    return RuleInfo(name, severity, stage, "assumed", sentence, reference)


MP_V63 = _rule(
    "MP-V63", "error", "Setiap baris anggaran menunjuk baris MPS yang disematkan.", "mps.md section 10", "s5"
)
MP_V64 = _rule(
    "MP-V64",
    "warning",
    "Capaian sasaran SSK berada di antara batas bawah dan batas atas kewajaran.",
    "mps.md section 10",
    "s6",
)
TB_04 = _rule(
    "TB-04",
    "error",
    "Setiap sasaran yang dilaporkan ada di SSK yang menjadi dasar MPS.",
    "tables.md section 9",
    "table",
)
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
            yield Finding(MP_V63.id, severity, text, "baris_anggaran", str(row["baris_id"]), column, value)


def _results(
    capaian: Rows, goals: Mapping[str, Sasaran], limits: Sequence[object], plan_year: int
) -> Iterator[Finding]:
    low, high = (Fraction(str(bound)) for bound in limits)
    for row in capaian:
        name = str(row["sasaran_id"])
        key, goal, reached = f"{name}|{row['tahun']}", goals.get(name), exact(row.get("capaian_pct"))
        if goal is None:
            text = f"Sasaran {name} tidak ada di SSK yang menjadi dasar MPS {plan_year}; perbaiki nomor sasarannya."
            yield Finding(TB_04.id, "error", text, "capaian", key, "sasaran_id", name)
        elif not goal.is_own and reached is not None and not low <= reached <= high:
            yield _beyond(row, key, text_of(row["realisasi"]), f"{low} sampai {high}")


def _beyond(row: Row, key: str, value: str, span: str) -> Finding:
    text = (
        f"Capaian sasaran {row['sasaran_id']} tahun {row['tahun']} di luar {span} persen; "
        "periksa satuan dan angkanya, atau mutakhirkan targetnya."
    )
    also = (("capaian", key, "target"),)
    return Finding(MP_V64.id, "warning", text, "capaian", key, "realisasi", value, also)


_LINE = (
    "baris: kegiatan_id | sumber_dana | biaya_1_rp\n K1 | APBD_K | 100\n"
    "baris_anggaran: baris_id | kegiatan_id | sumber_dana | tahun | dokumen | pagu_rp\n"
    "B1 | {} | APBD_K | 2015 | DPA | 100\n"
)
_GOAL = (
    "kkl: level | id | baseline | target | tahun_baseline | tahun\n sasaran | S1 | 50 | 10 | 2013 | 2018\n"
    "capaian: sasaran_id | tahun | target | realisasi\n {} | 2015 | 40 | {}\n"
)
RULES: tuple[Rule[None], ...] = (
    Rule(MP_V63, None, _LINE.format("K1"), _LINE.format("K9"), 2015),
    Rule(MP_V64, None, _GOAL.format("S1", 40), _GOAL.format("S1", 4), 2015),
    Rule(TB_04, None, _GOAL.format("S1", 40), _GOAL.format("S9", 40), 2015),
)
