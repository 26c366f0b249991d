"""Facts of the report on implementation and monev: one fiscal year against the MPS that covers it."""

from __future__ import annotations

from schemas.facts import Facts, FactTable, Figure
from schemas.outputs.documents import ANGKA_MONEV
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.mps import BARIS
from schemas.outputs.realisasi import TABLES as MADE
from schemas.tables.baris_anggaran import BARIS_ANGGARAN
from schemas.tables.capaian import CAPAIAN
from schemas.tables.narasi import NARASI
from schemas.tables.realisasi import REALISASI
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.wilayah import WILAYAH
from tasks.documents.common import frame, pins, submitted
from tasks.documents.monev import kegiatan as monev_kegiatan
from tasks.documents.monev import rekap as monev_rekap
from tasks.documents.places import Places
from tasks.documents.source import Source
from tasks.documents.sums import Sums
from tasks.lineage.units.step import Inputs, Need

REPORT = ("baris_anggaran", "kontrak", "realisasi", "capaian")
PLANNED = ("status", "jumlah_rp")
NEEDS = (
    *(Need("realisasi", table) for table in MADE),
    submitted("validation", BARIS_ANGGARAN),
    submitted("validation", REALISASI),
    submitted("validation", CAPAIAN),
    Need("validation", NARASI, ("teks",)),
    Need("validation", TIDAK_ADA, ("alasan",)),
    Need("intake", DAFTAR_WILAYAH, ("tingkat", "nama", "edisi")),
    Need("mps@pin", BARIS, PLANNED),
    Need("validation@pin-1", WILAYAH, ("desa", "kecamatan")),
)


def facts(inputs: Inputs) -> tuple[Facts, Sums]:
    """The facts and the sums made for them."""
    year, kab, plan_year = inputs.fiscal_year, inputs.kode_kab, int(inputs.meta["tahun_mps"])
    made, given = Source(inputs, "realisasi", year), Source(inputs, "validation", year)
    plan, before = Source(inputs, "mps@pin", plan_year), Source(inputs, "validation@pin-1", plan_year - 1)
    listed = Source(inputs, "intake", year)
    places = Places(before.rows(WILAYAH), listed.rows(DAFTAR_WILAYAH), kab)
    sums = Sums(ANGKA_MONEV, year, kab, wilayah_year=plan_year - 1)
    tables = {
        **monev_rekap.recaps(made, given),
        **monev_kegiatan.activities(sums, made, given, places),
        **monev_kegiatan.results(made, given),
        "temuan": monev_kegiatan.findings(f for f in inputs.findings if f.table in REPORT),
    }
    pinned = pins(
        inputs,
        (
            ("data kiriman", given, (BARIS_ANGGARAN, REALISASI, CAPAIAN, NARASI, TIDAK_ADA)),
            ("MPS yang disematkan", plan, (BARIS,)),
            ("perhitungan realisasi", made, MADE),
            ("daftar wilayah", listed, (DAFTAR_WILAYAH,)),
        ),
    )
    figures = {**_plan(sums, plan), **monev_rekap.headline(made, year), **_warnings(sums, tables)}
    years = tuple(range(plan_year + 1, plan_year + 6))
    return frame(inputs, "monev", places, given, tables, figures, pinned, years), sums


def _plan(sums: Sums, plan: Source) -> dict[str, Figure]:
    rows = [r for r in plan.rows(BARIS) if r.get("status") != "daftar_tunggu"]
    amounts = [plan.figure(BARIS, r, "jumlah_rp") for r in rows]
    return {
        "n_mps": sums.count("mps.n", [a.ref for a in amounts]),
        "total_mps": sums.total("mps.jumlah_rp", amounts, 0, "Rp"),
    }


def _warnings(sums: Sums, tables: dict[str, FactTable]) -> dict[str, Figure]:
    def counted(name: str, table: str, column: str) -> Figure:
        figures = (r[column] for r in tables[table].rows)
        return sums.count(name, [f.ref for f in figures if isinstance(f, Figure)])

    return {
        "n_capaian": counted("capaian.n", "capaian", "realisasi"),
        "n_peringatan": counted("peringatan.n", "peringatan", "realisasi"),
        "n_luar": counted("luar_mps.n", "luar_mps", "pagu_rp"),
    }
