"""The step ssk: zones, phases, SWOT, programme, logical framework and funding capability of one district."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.contract import Row, Rows
from schemas.findings import count
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN, PROGRAM, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_kerangka import BEDA_PROGRAM, KKL, PERTUMBUHAN, PROYEKSI, RASIO, SWOT_ISU, SWOT_TOTAL
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI, LAYANAN_TAHUN, PETA_ZONA, ZONA_RINGKAS
from tasks.lineage.units.step import Inputs, Outputs, Step, each
from tasks.ssk.aturan import RULES
from tasks.ssk.jejak.kerangka import frame_edges
from tasks.ssk.jejak.program import Jejak
from tasks.ssk.jejak.rinci import detail_edges
from tasks.ssk.kerangka.draf_kkl import Bahan
from tasks.ssk.kerangka.kkl import Kerangka, by_kegiatan, by_program, framework
from tasks.ssk.kerangka.swot import swot_rows
from tasks.ssk.keuangan.kemampuan import capability_rows, projection_rows
from tasks.ssk.keuangan.rasio import growth_rows, ratio_rows
from tasks.ssk.masukan import NEEDS
from tasks.ssk.periksa import Diperiksa, check
from tasks.ssk.program.akibat import consequences
from tasks.ssk.program.baris import COSTS
from tasks.ssk.program.beda import difference_rows
from tasks.ssk.program.harga import price_rows
from tasks.ssk.program.kegiatan import Rencana
from tasks.ssk.susun import Susunan, arrange
from tasks.ssk.tahapan.layanan_tahun import yearly_rows
from tasks.ssk.zona.peta import map_rows, zone_summaries


def compute(inputs: Inputs) -> Outputs:
    """Everything of the SSK of one district; unknown facts leave their lines out, with the reason."""
    fy = inputs.fiscal_year
    s = arrange(inputs)
    aturan, desa, layanan = s.aturan, s.keadaan.desa, s.keadaan.layanan
    zona, usulan, rencana, harga = s.keadaan.zona, s.usulan, s.rencana, s.harga
    beda = _differences(s.draft(), rencana) if usulan else []
    swot_total, swot_isu = swot_rows(inputs.rows("swot"), aturan)
    kerangka = _framework(inputs, rencana, layanan, swot_total, swot_isu)
    rencana = replace(
        rencana,
        kegiatan=by_kegiatan(rencana.kegiatan, kerangka.strategi_of),
        program=by_program(rencana.program, kerangka),
    )
    keuangan, needs = inputs.rows("keuangan"), _needs_of(rencana.sumber, fy)
    kemampuan = capability_rows(keuangan, needs, fy, aturan)
    rasio = ratio_rows(keuangan, fy, aturan)
    tables = (
        (ZONA, zona),
        (LAYANAN, layanan),
        (PROGRAM, rencana.program),
        (KEGIATAN, rencana.kegiatan),
        (KEGIATAN_SUMBER, rencana.sumber),
        (TIDAK_DIBUAT, rencana.tidak_dibuat),
        (AKIBAT_SKOR, consequences(inputs, rencana)),
        (KEMAMPUAN, kemampuan),
        (SWOT_TOTAL, swot_total),
        (SWOT_ISU, swot_isu),
        (KKL, kerangka.rows()),
        (PROYEKSI, projection_rows(keuangan, needs, fy, aturan)),
        (RASIO, rasio),
        (PERTUMBUHAN, growth_rows(rasio, fy, aturan)),
        (BEDA_PROGRAM, beda),
        (ZONA_RINGKAS, zone_summaries(zona, desa, aturan)),
        (PETA_ZONA, map_rows(zona, desa, aturan)),
        (LAYANAN_TAHUN, yearly_rows(layanan, desa, fy, aturan)),
        (HARGA_DIPAKAI, price_rows((str(r["kode_katalog"]) for r in rencana.kegiatan), s.katalog, harga)),
    )
    jejak = _lineage(inputs, s, rencana, kemampuan)
    detail_edges(jejak, {t.name: rows for t, rows in tables}, harga)
    frame_edges(jejak, inputs, {t.name: rows for t, rows in tables}, usulan)
    outputs = Outputs(edges=jejak.edges)
    for table, rows in tables:
        outputs.add(table, rows)
    outputs.findings = check(
        Diperiksa(
            desa, zona, rencana.kegiatan, rencana.tidak_dibuat, usulan, kerangka, kemampuan,
            inputs.rows("tidak_ada"), aturan,
        )
    )  # fmt: skip
    outputs.summary = {
        "kegiatan": len(rencana.kegiatan),
        "tidak_dibuat": len(rencana.tidak_dibuat),
        "jumlah_rp": _total(rencana.kegiatan),
        "findings": count(outputs.findings),
    }
    return outputs


def _differences(draft: Rencana, rencana: Rencana) -> Rows:
    return difference_rows(draft.kegiatan, draft.sumber, rencana.kegiatan, rencana.sumber)


def _framework(
    inputs: Inputs, rencana: Rencana, layanan: Rows, swot_total: Rows, swot_isu: Rows
) -> Kerangka:  # fmt: skip
    return framework(
        Bahan(
            fiscal_year=inputs.fiscal_year,
            **{name: inputs.rows(name) for name in ("masalah", "tujuan", "sasaran", "strategi", "swot")},
            isu=inputs.rows("isu", "buku_putih"),
            swot_total=swot_total,
            swot_isu=swot_isu,
            layanan=layanan,
            program=rencana.program,
            kegiatan=rencana.kegiatan,
        )
    )


def _needs_of(lines: Rows, fiscal_year: int) -> dict[int, int]:
    """Cost on APBD_K per plan year, as far as it is known."""
    own = [line for line in lines if line["sumber_dana"] == "APBD_K"]
    return {fiscal_year + t: _total(own, cost) for t, cost in enumerate(COSTS, start=1)}


def _total(rows: Iterable[Row], column: str = "jumlah_rp") -> int:
    return sum(value for row in rows if isinstance(value := row[column], int))


def _lineage(inputs: Inputs, s: Susunan, rencana: Rencana, kemampuan: Rows) -> Jejak:
    k = s.keadaan
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, k.desa, k.aturan.priority_classes)
    jejak.zones(k.zona, {(str(r["kode_desa"]), str(r["komponen"])) for r in inputs.rows("zona_penyesuaian")})
    jejak.services(k.layanan)
    sistem = {str(z["kode_desa"]): str(z["sistem"]) for z in k.zona if z["komponen"] == "AL"}
    jejak.activities(rencana.kegiatan, rencana.tempat, s.usulan, k.layanan, s.katalog, s.harga, sistem)
    jejak.capability(kemampuan, inputs.rows("keuangan"), inputs.fiscal_year, k.aturan.history_years)
    return jejak


STEP = Step(name="ssk", compute=each(compute), code=("tasks.ssk", "schemas.catalogue"), needs=NEEDS, rules=RULES)
