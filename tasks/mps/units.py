"""The step mps: from the pinned SSK of the year before to the programme of five years."""

from __future__ import annotations

from schemas.contract import Rows
from schemas.findings import Finding, count
from schemas.outputs.mps import (
    BARIS,
    PERBANDINGAN,
    PILIHAN,
    REKAP_KOMPONEN,
    REKAP_SUMBER,
    REKAP_SUMBER_KOMPONEN,
    SESUDAH_RENCANA,
    STATUS,
)
from schemas.outputs.mps_alokasi import PENUNDAAN
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from tasks.lineage.units.step import Inputs, Outputs, Step, each
from tasks.mps.alokasi.banding import allocate, choices, comparison
from tasks.mps.alokasi.lokal import allocation_mode, limits
from tasks.mps.alokasi.pagu import Pagu
from tasks.mps.alokasi.rencana import Rencana
from tasks.mps.alokasi.tanpa_pagu import years_by_priority
from tasks.mps.alokasi.tunda import delays
from tasks.mps.baris import Naskah, commitments, lines
from tasks.mps.calon import whole
from tasks.mps.jadwal import schedule_rows, spans
from tasks.mps.jejak.program import Jejak
from tasks.mps.kesiapan.siap import Tipe, readiness_rows
from tasks.mps.komitmen.pendanaan import add_commitments
from tasks.mps.komitmen.rekap import recaps
from tasks.mps.masukan import DATA, NEEDS, RULES, SSK
from tasks.mps.periksa.kesiapan import check as check_readiness
from tasks.mps.periksa.pemeriksaan import check, examined
from tasks.mps.susun import Bahan, Susunan, read


def compute(inputs: Inputs) -> Outputs:
    """The MPS of one district; no lines, and a note in the summary, where the pinned SSK has none."""
    out = Outputs()
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, out.edges)
    bahan = read(inputs, out, jejak)
    baris = _write(inputs, bahan.susunan, bahan.pagu, _plan(inputs, bahan, out, jejak), out, jejak)
    _add_readiness(inputs, bahan.susunan, bahan.types, baris, out, jejak)
    for contract, rows in zip((REKAP_KOMPONEN, REKAP_SUMBER, REKAP_SUMBER_KOMPONEN), recaps(baris), strict=True):
        out.add(contract, rows)
    add_commitments(inputs, baris, bahan.pagu.is_known, out)
    out.findings += check(examined(inputs, {name: rows for name, (_, rows) in out.tables.items()}))
    out.summary = _summary(inputs.fiscal_year, baris, bahan.pagu.is_known, len(bahan.kegiatan), out.findings)
    return out


def _plan(inputs: Inputs, bahan: Bahan, out: Outputs, jejak: Jejak) -> Rencana:
    """Years and sources by the optimum under the ceilings; by priority alone where they are unknown."""
    if not bahan.pagu.is_known:
        return years_by_priority(bahan.susunan.order, bahan.susunan.steps, bahan.susunan.syarat)
    soal = bahan.problem(inputs)
    mode, wrong = allocation_mode(inputs.rules, inputs.rows("parameter_lokal"))
    out.findings += wrong
    alokasi = allocate(soal, mode, limits(inputs.rules, mode), has_fixed=_has_own_years(inputs))
    out.add(PERBANDINGAN, comparison(soal, alokasi, inputs.fiscal_year))
    out.add(PILIHAN, choices(soal, alokasi, inputs.fiscal_year))
    out.add(PENUNDAAN, delays(soal, alokasi.rencana, bahan.susunan.syarat, inputs.fiscal_year))
    jejak.comparison(out.tables[PERBANDINGAN.name][1], bahan.pagu)
    jejak.delays(out.tables[PENUNDAAN.name][1], bahan.pagu)
    return alokasi.rencana


def _has_own_years(inputs: Inputs) -> bool:
    """Whether the Pokja submitted years and sources of its activities, with the SSK or this year."""
    rows = [*inputs.rows("program_kegiatan", DATA), *inputs.rows("program_kegiatan")]
    return any(r.get("sumber_dana") and any(r.get(f"vol_{t}") for t in range(1, 6)) for r in rows)


def _write(inputs: Inputs, s: Susunan, pagu: Pagu, plan: Rencana, out: Outputs, jejak: Jejak) -> Rows:
    given = commitments(inputs.rows("komitmen_baris"))
    skor = {str(r["kegiatan_id"]): str(r["catatan"]) for r in inputs.rows("akibat_skor", SSK)}
    naskah = Naskah(
        inputs.fiscal_year, inputs.kode_kab, s.steps, s.operations, s.syarat, pagu.is_known, s.om_start, given, skor
    )
    baris, after = lines(naskah, plan)
    out.add(BARIS, baris)
    out.add(SESUDAH_RENCANA, after)
    jejak.lines(baris, pagu if pagu.is_known else None, bool(given))
    return baris


def _add_readiness(inputs: Inputs, s: Susunan, types: dict[str, Tipe], baris: Rows, out: Outputs, jejak: Jejak) -> None:
    years = spans(baris, inputs.fiscal_year)
    starts = {name: first for name, (first, _) in years.items()}
    out.add(KESIAPAN_BARIS, readiness_rows(s.steps, s.syarat, s.held, types, starts, inputs.fiscal_year))
    out.add(JADWAL, schedule_rows(s.steps, years))
    out.findings += check_readiness(s.steps, s.syarat, s.held, starts)
    jejak.readiness(s.steps, s.syarat, types)
    jejak.schedule(baris)


def _summary(
    fiscal_year: int, baris: Rows, has_ceilings: bool, n_kegiatan: int, findings: list[Finding]
) -> dict[str, object]:
    status = [r["status"] for r in baris]
    summary: dict[str, object] = {
        "lines": len(baris),
        **{name: status.count(name) for name in STATUS},
        "total_rp": sum(whole(r["jumlah_rp"]) or 0 for r in baris if r["status"] != "daftar_tunggu"),
        "tanpa_biaya": sum(r["jumlah_rp"] is None for r in baris),
        "kemampuan_diketahui": has_ceilings,
        "findings": count(findings),
    }
    if not n_kegiatan:
        summary["catatan"] = f"SSK tahun {fiscal_year - 1} tidak memuat kegiatan: MPS ini tidak memuat baris."
    return summary


STEP = Step(name="mps", compute=each(compute), needs=NEEDS, rules=RULES, code=("tasks.mps",))
