"""The step realisasi: submitted budget, contracts, progress and results against the pinned MPS and its SSK."""

from __future__ import annotations

from collections import Counter

from schemas.contract import Rows
from schemas.outputs.mps import BARIS
from schemas.outputs.mps_komitmen import KOMITMEN_TAHUN
from schemas.outputs.realisasi import ANGGARAN, CAPAIAN_SASARAN, PELAKSANAAN, REKAP_PELAKSANAAN
from schemas.outputs.ssk_kerangka import KKL
from schemas.tables import table
from tasks.lineage.units.step import Inputs, Need, Outputs, Step, each
from tasks.realisasi.capaian import goals_of, results
from tasks.realisasi.cocok import MATCHED, Rencana, budget_lines
from tasks.realisasi.jejak import Jejak
from tasks.realisasi.kemajuan import contracts, progress
from tasks.realisasi.pelaksanaan import implementation
from tasks.realisasi.periksa import check
from tasks.realisasi.rekap import Dasar, recap

REPORTED = frozenset({"baris_anggaran", "realisasi", "capaian"})
"""Submitted tables of which any one makes a report of the year."""
PLAN, SHEET, FRAMEWORK, SSK_DATA = "mps@pin", "validation@pin", "ssk@pin-1", "validation@pin-1"


def compute(inputs: Inputs) -> Outputs:
    """Stages 5 and 6 of one district. Unknown amounts stay unknown; a line without a budget is no line with 0."""
    out = Outputs()
    plan = Rencana.of(
        int(inputs.meta["tahun_mps"]), inputs.kode_kab, inputs.rows("baris", PLAN), inputs.rows("komitmen_tahun", PLAN)
    )
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, plan, out.edges)
    anggaran = _budget(inputs, plan, out, jejak)
    levels = inputs.rules["monev.document_order"]
    pelaksanaan = implementation(plan, anggaran, inputs.fiscal_year, levels)
    dasar = Dasar.of(anggaran, levels, inputs.rows("komitmen", SHEET))
    out.add(PELAKSANAAN, pelaksanaan)
    out.add(REKAP_PELAKSANAAN, recap(pelaksanaan, dasar))
    jejak.implementation(pelaksanaan, anggaran)
    jejak.recaps(pelaksanaan, dasar)
    capaian = _results(inputs, plan.fiscal_year, out, jejak, anggaran)
    out.summary = _summary(plan.fiscal_year, anggaran, pelaksanaan, capaian)
    return out


def _budget(inputs: Inputs, plan: Rencana, out: Outputs, jejak: Jejak) -> Rows:
    submitted = inputs.rows("baris_anggaran")
    kemajuan = progress(inputs.rows("realisasi"))
    kontrak = contracts(inputs.rows("kontrak"), submitted)
    anggaran = budget_lines(submitted, plan, kemajuan, kontrak)
    out.add(ANGGARAN, anggaran)
    jejak.budget_lines(anggaran, kemajuan, kontrak)
    return anggaran


def _results(inputs: Inputs, plan_year: int, out: Outputs, jejak: Jejak, anggaran: Rows) -> Rows:
    goals = goals_of(
        (inputs.rows("kkl", FRAMEWORK), inputs.rows("sasaran", SSK_DATA)),
        inputs.rows("sasaran"),
        inputs.fiscal_year,
        plan_year - 1,
        inputs.kode_kab,
    )
    capaian = results(inputs.rows("capaian"), goals, str(inputs.rules["monev.path"]))
    out.add(CAPAIAN_SASARAN, capaian)
    jejak.results(capaian, goals)
    out.findings += check(anggaran, capaian, goals, inputs.rules["monev.capaian_warn"], plan_year)
    return capaian


def _summary(plan_year: int, anggaran: Rows, pelaksanaan: Rows, capaian: Rows) -> dict[str, object]:
    return {
        "tahun_mps": plan_year,
        "baris_anggaran": len(anggaran),
        "di_luar_mps": sum(r["keadaan"] not in MATCHED for r in anggaran),
        "keadaan": dict(sorted(Counter(str(r["keadaan"]) for r in anggaran).items())),
        "baris_mps": len(pelaksanaan),
        "capaian": len(capaian),
        "peringatan_dini": sum(r.get("is_peringatan") == 1 for r in capaian),
    }


_YEARS = tuple(f"{kind}_{t}{unit}" for kind, unit in (("vol", ""), ("biaya", "_rp")) for t in range(1, 6))
_BUDGET = ("kegiatan_id", "sumber_dana", "tahun", "dokumen", "pagu_rp", "volume", "satuan", "lokasi")
_REPORT = ("fisik_pct", "keuangan_rp", "volume", "penerima_kk", "berfungsi", "kendala", "alasan_geser")
_GOAL = ("uraian", "indikator", "satuan", "arah", "baseline", "tahun_baseline", "target", "tahun_target")
STEP = Step(
    name="realisasi",
    compute=each(compute),
    needs=(
        Need(PLAN, BARIS, ("komponen", "nama", "lokasi", "satuan", "status", *_YEARS)),
        Need(PLAN, KOMITMEN_TAHUN, ("komitmen_rp",)),
        Need(SHEET, table("komitmen"), ("komitmen_rp",)),
        Need(FRAMEWORK, KKL),
        Need(SSK_DATA, table("sasaran"), ("arah",)),
        Need("validation", table("baris_anggaran"), _BUDGET),
        Need("validation", table("kontrak"), ("kegiatan_id", "baris_id", "nilai_rp")),
        Need("validation", table("realisasi"), _REPORT),
        Need("validation", table("capaian"), ("target", "realisasi", "sumber")),
        Need("validation", table("sasaran"), _GOAL),
    ),
    rules=("monev.*",),
    code=("tasks.realisasi",),
)
