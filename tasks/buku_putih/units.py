"""The step buku_putih: area berisiko of one district from what validation passed on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from schemas.contract import Rows
from schemas.outputs.buku_putih import (
    AREA,
    EHRA_HITUNG,
    GALAT_EHRA,
    GALAT_IRS,
    INDIKATOR,
    IRS,
    ISU,
    KEPASTIAN,
    RINGKASAN_AREA,
)
from schemas.tables import table
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.ehra import EHRA
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.kesepakatan_skor import KESEPAKATAN_SKOR
from schemas.tables.persepsi import PERSEPSI
from tasks.buku_putih import kestabilan
from tasks.buku_putih.area import area_rows
from tasks.buku_putih.bahan import Bahan, gather
from tasks.buku_putih.fakta import FACTS
from tasks.buku_putih.jawaban.aturan import answers_read
from tasks.buku_putih.jawaban.cetak import printed_counts
from tasks.buku_putih.jejak import trace
from tasks.buku_putih.kesepakatan import agreed_findings
from tasks.buku_putih.modus import COLUMNS_OF, TABLE_OF
from tasks.buku_putih.rahasia import FLAG, hidden_counts, hidden_parts, mark, mark_printed
from tasks.buku_putih.ringkasan import issues, tally
from tasks.lineage.units.step import Inputs, Need, Outputs, Step, each

NEEDS = (
    *(Need("validation", table(name), columns) for name, columns in FACTS.items()),
    Need("validation", DRAINASE_GENANGAN, ("luas_genangan_ha",)),
    Need("validation", PERSEPSI, ("skor",)),
    Need("validation", EHRA, ("n_total", "n_valid", "n_berisiko")),
    Need("validation", EHRA_RESPONDEN, answers_read()),
    *(Need("validation", table(TABLE_OF[k]), columns) for k, columns in COLUMNS_OF.items()),
    Need("validation", KESEPAKATAN_SKOR, ("skor_disepakati", "skor_kunjungan", "alasan", "ba_id")),
)
RULES = (
    "area.*",
    "score.*",
    "irs.*",
    "ehra.min_respondents_desa",
    "ehra.ctps_list",
    "ehra.pct_decimals",
    "ehra.small_n",
    "ehra.design_effect",
    "ehra.bootstrap_redraws",
    "ehra.bootstrap_seed",
    "ehra.km.chi2",
    "privacy.min_cell",
)
NO_SURVEY = "tidak dapat dihitung: tidak ada data EHRA"


def compute(inputs: Inputs) -> Outputs:
    """Classes of every desa and komponen, the scores and indicators behind them, tally and issues, with edges."""
    bahan, priority = gather(inputs), inputs.rules["area.priority_classes"]
    areas = area_rows(bahan)
    found = issues(areas, priority)
    printed = printed_counts(bahan.ehra, bahan.strata, inputs.rules)
    least = int(inputs.rules["privacy.min_cell"])
    mark_printed(printed, least)
    hidden = hidden_counts(bahan.irs.counts if bahan.irs else {}, bahan.strata, printed, least)
    parts = hidden_parts(bahan.irs, bahan.strata, hidden) if bahan.irs else set()
    shifts = {k: kestabilan.shifting(bahan, k) for k in bahan.komponen}
    outputs = Outputs(
        edges=trace(bahan, areas, found, printed),
        findings=[*agreed_findings(areas, bahan.agreed, inputs.rules), *kestabilan.findings(shifts)],
    )
    for contract, rows in (
        (AREA, areas),
        (INDIKATOR, indicator_rows(bahan)),
        (IRS, irs_rows(bahan, parts)),
        (EHRA_HITUNG, printed),
        (RINGKASAN_AREA, tally(areas, {k: kestabilan.catatan(bahan, k, shifts[k]) for k in bahan.komponen}, priority)),
        (ISU, found),
    ):
        outputs.add(contract, rows)
    outputs.summary = {"desa": len(bahan.desa), "komponen": list(bahan.komponen)}
    if bahan.matriks is not None:
        submitted, counted = len(inputs.rows(EHRA_RESPONDEN.name)), len(bahan.matriks.desa)
        outputs.summary["responden"] = {"diterima": submitted, "dihitung": counted}
    outputs.summary["kepastian"] = add_uncertainty(bahan, areas, outputs)
    mark(outputs.tables[GALAT_EHRA.name][1], hidden, "area", "indikator")
    mark(outputs.tables[GALAT_IRS.name][1], parts, "area", "bagian")
    return outputs


def add_uncertainty(bahan: Bahan, areas: Rows, outputs: Outputs) -> dict[str, Any]:
    """Add the tables of how sure the classes are, without rows where there is no survey; gives their summary."""
    if bahan.irs is None:
        for contract in (KEPASTIAN, GALAT_EHRA, GALAT_IRS):
            outputs.add(contract, [])
        return {"catatan": NO_SURVEY}
    from tasks.buku_putih.ketidakpastian import uncertainty  # numpy: only where there is a survey

    found = uncertainty(bahan, bahan.irs, areas, outputs.edges)
    for contract, rows in found.tables:
        outputs.add(contract, rows)
    return found.summary


def indicator_rows(bahan: Bahan) -> Rows:
    """A row per desa for every indicator that has any value in the district; unknown values stay unknown."""
    return [
        {"kode_desa": d.kode, "indikator": name, "nilai": column.nilai.get(d.kode), "skor": column.skor.get(d.kode)}
        for name, column in bahan.kolom.items()
        if column.nilai
        for d in bahan.desa
    ]


def irs_rows(bahan: Bahan, hidden: Collection[tuple[str, str]] = ()) -> Rows:
    """A row per desa and known component of the IRS; `hidden` are areas and components that are not published."""
    irs = bahan.irs
    if irs is None:
        return []
    return [
        {
            "kode_desa": kode,
            "bagian": bagian,
            "nilai": nilai,
            "skor": irs.skor[area][bagian],
            "asal": "desa" if area.startswith("desa-") else area,
            FLAG: int((area, bagian) in hidden),
        }
        for kode, area in irs.area.items()
        for bagian, nilai in irs.nilai[area].items()
    ]


STEP = Step(name="buku_putih", compute=each(compute), code=("tasks.buku_putih",), needs=NEEDS, rules=RULES)
