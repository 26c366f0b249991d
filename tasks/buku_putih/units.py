"""The step buku_putih: area berisiko from what validation passed on."""

from __future__ import annotations

from schemas import refs
from schemas.contract import Rows
from schemas.outputs.buku_putih import AREA, INDIKATOR, IRS, ISU, RINGKASAN_AREA
from schemas.tables import table
from tasks.buku_putih import jejak
from tasks.buku_putih.area import MODE_TABLE, Bahan, gather, row_of, score
from tasks.buku_putih.fakta import FROM_OTHERS, FROM_PENDUDUK, FROM_WILAYAH
from tasks.buku_putih.modus import AL_COLUMNS, DR_COLUMNS
from tasks.buku_putih.ringkasan import issues, tally
from tasks.lineage.step import Inputs, Need, Outputs, Step, each

CHECKED = "validation"


def buku_putih(inputs: Inputs) -> Outputs:
    """Classes of every desa and komponen, the scores and indicators behind them, tally and issues, with edges."""
    bahan, outputs = gather(inputs), Outputs()
    areas = _areas(bahan, outputs)
    outputs.add(AREA, areas)
    outputs.add(INDIKATOR, _indicator_rows(bahan))
    outputs.add(IRS, _irs_rows(bahan))
    outputs.add(RINGKASAN_AREA, tally(areas, bahan.komponen))
    outputs.add(ISU, issues(areas, bahan.komponen, inputs.rules["area.priority_classes"]))
    _trace_issues(bahan, outputs)
    jejak.trace_indicators(bahan, outputs.edges)
    jejak.trace_irs(bahan, outputs.edges)
    outputs.summary = {"desa": len(bahan.desa), "komponen": list(bahan.komponen)}
    return outputs


def _areas(bahan: Bahan, outputs: Outputs) -> Rows:
    agreed = {(str(r["kode_desa"]), str(r["komponen"])): r for r in bahan.inputs.rows("kesepakatan_skor")}
    rows = []
    for komponen in bahan.komponen:
        for kode, skor in score(bahan, komponen).items():
            given = agreed.get((kode, komponen), {})
            rows.append(row_of(kode, komponen, skor, given))
            jejak.trace_area(bahan, komponen, kode, skor, given, outputs.edges)
    return rows


def _indicator_rows(bahan: Bahan) -> Rows:
    return [
        {"kode_desa": kode, "indikator": name, "nilai": nilai, "skor": column.skor[kode]}
        for name, column in bahan.table.items()
        for kode, nilai in column.nilai.items()
    ]


def _irs_rows(bahan: Bahan) -> Rows:
    return [
        {
            "kode_desa": kode,
            "bagian": part,
            "nilai": nilai,
            "skor": bahan.irs_skor[part][kode],
            "asal": index.asal,
        }
        for kode, index in bahan.irs.items()
        for part, nilai in index.nilai.items()
    ]


def _trace_issues(bahan: Bahan, outputs: Outputs) -> None:
    fy, kab = bahan.inputs.fiscal_year, bahan.inputs.kode_kab
    for row in outputs.tables[ISU.name][1]:
        areas = [refs.area(fy, kode, str(row["komponen"])) for kode in str(row["kode_desa"]).split(";")]
        outputs.edges.add(refs.isu(fy, kab, str(row["isu_id"])), "area.priority_classes", areas)


STEP = Step(
    name="buku_putih",
    compute=each(buku_putih),
    code=("tasks.buku_putih",),
    needs=(
        Need(CHECKED, table("wilayah"), FROM_WILAYAH),
        Need(CHECKED, table("penduduk"), FROM_PENDUDUK),
        *(Need(CHECKED, table(name), columns) for name, columns in FROM_OTHERS.items()),
        Need(CHECKED, table("drainase_genangan"), ("luas_genangan_ha",)),
        Need(CHECKED, table("persepsi"), ("skor",)),
        Need(CHECKED, table("ehra"), ("n_total", "n_valid", "n_berisiko")),
        Need(CHECKED, table("ehra_responden"), ("no_responden",)),
        Need(CHECKED, table(MODE_TABLE["AL"]), AL_COLUMNS),
        Need(CHECKED, table(MODE_TABLE["DR"]), DR_COLUMNS),
        Need(CHECKED, table("kesepakatan_skor"), ("skor_disepakati", "skor_kunjungan")),
    ),
    rules=("area.*", "score.*", "irs.*", "ehra.min_respondents_desa"),
)
