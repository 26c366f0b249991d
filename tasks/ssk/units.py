"""The step ssk: zones, phases, SWOT, programme, logical framework and funding capability of one district."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from schemas.catalogue import load_catalogue
from schemas.contract import Row, Rows
from schemas.findings import count
from schemas.outputs.buku_putih import AREA, ISU
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN, PROGRAM, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_kerangka import BEDA_PROGRAM, KKL, PERTUMBUHAN, PROYEKSI, RASIO, SWOT_ISU, SWOT_TOTAL
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI, LAYANAN_TAHUN, PETA_ZONA, ZONA_RINGKAS
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.banjir import BANJIR
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.harga_satuan import HARGA_SATUAN
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.masalah import MASALAH
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.program_kegiatan import PROGRAM_KEGIATAN
from schemas.tables.sasaran import SASARAN
from schemas.tables.strategi import STRATEGI
from schemas.tables.swot import SWOT
from schemas.tables.tahapan import TAHAPAN
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.tujuan import TUJUAN
from schemas.tables.wilayah import WILAYAH
from schemas.tables.zona_penyesuaian import ZONA_PENYESUAIAN
from tasks.lineage.step import Inputs, Need, Outputs, Step, each
from tasks.ssk.aturan import RULES, Aturan, read_rules
from tasks.ssk.baris import COSTS, VOLUMES
from tasks.ssk.beda import difference_rows
from tasks.ssk.draf_kkl import Bahan
from tasks.ssk.fakta import Desa, read_desa
from tasks.ssk.harga import DaftarHarga, price_rows, read_prices
from tasks.ssk.jejak import Jejak
from tasks.ssk.jejak_kerangka import frame_edges
from tasks.ssk.jejak_rinci import detail_edges
from tasks.ssk.katalog import Katalog, prepare
from tasks.ssk.kegiatan import Rencana, plan
from tasks.ssk.kemampuan import MURNI_COLUMNS, capability_rows, projection_rows
from tasks.ssk.kkl import Kerangka, framework
from tasks.ssk.layanan_tahun import yearly_rows
from tasks.ssk.paket import Keadaan
from tasks.ssk.periksa import Diperiksa, by_kegiatan, by_program, check
from tasks.ssk.peta import map_rows, zone_summaries
from tasks.ssk.pokja import Usulan, read_usulan
from tasks.ssk.rasio import growth_rows, ratio_rows
from tasks.ssk.swot import swot_rows
from tasks.ssk.tahapan import service_rows
from tasks.ssk.zonasi import zone_rows

_LAND = (
    "desa",
    "kecamatan",
    "luas_adm_ha",
    "luas_terbangun_ha",
    "klasifikasi_statistik",
    "cbd",
    "cbd_rencana",
    "rob",
    "luas_rawan_genangan_ha",
    "muka_air_tanah_m",
    "topografi",
    "banjir_mengganggu",
)
_SEWAGE = (
    "kk_babs",
    "kk_jamban_tidak_layak",
    "kk_tangki_individual",
    "kk_mck",
    "kk_tangki_komunal",
    "kk_ipal_komunal",
    "kk_ipal_terpusat",
    "iplt_m3_hari",
)
_PROGRAMME = (
    "komponen",
    "strategi_id",
    "program",
    "kegiatan",
    "sub_kegiatan",
    "kode_katalog",
    "setelah",
    "jenis_sub",
    "tahap",
    "kode_desa",
    "lokasi",
    "penerima_manfaat",
    "satuan",
    "harga_satuan_rp",
    *VOLUMES,
    "share",
    *COSTS,
    "jumlah_rp",
)
_PHASES = ("eksisting", "pendek", "menengah", "panjang", "tahun_pendek", "tahun_menengah", "tahun_panjang")
_TARGET = ("tujuan_id", "uraian", "indikator", "satuan", "baseline", "tahun_baseline", "target", "tahun_target")
_MONEY = (*MURNI_COLUMNS, "belanja_langsung_rp", "investasi_rp", "op_rp", "komitmen_pct", "komitmen_rp")
NEEDS = (
    Need("validation", WILAYAH, _LAND),
    Need("validation", PENDUDUK, ("penduduk_jiwa", "kk", "laju_pct")),
    Need("validation", AIR_LIMBAH, _SEWAGE),
    Need("validation", PERSAMPAHAN, ("terangkut_m3_hari",)),
    Need("validation", BANJIR, ("banjir", "banjir_rob")),
    Need("validation", DRAINASE_GENANGAN, ("luas_genangan_ha",)),
    Need("validation", TAHAPAN, _PHASES),
    Need("validation", ZONA_PENYESUAIAN, ("sistem", "alasan")),
    Need("validation", PROGRAM_KEGIATAN, _PROGRAMME),
    Need("validation", HARGA_SATUAN, ("satuan", "harga_rp", "dasar")),
    Need("validation", KEUANGAN, _MONEY),
    Need("buku_putih", AREA, ("skor_akhir",)),
    Need("validation", SWOT, ("komponen", "metode", "sisi", "aspek", "uraian", "angka", "bobot", "isu")),
    Need("validation", MASALAH, ("komponen", "uraian")),
    Need("validation", TUJUAN, ("komponen", "masalah_id", "uraian")),
    Need("validation", SASARAN, _TARGET),
    Need("validation", STRATEGI, ("sasaran_id", "faktor_id", "uraian")),
    Need("validation", TIDAK_ADA, ("alasan",)),
    Need("buku_putih", ISU, ("komponen", "uraian", "n_desa")),
)


def compute(inputs: Inputs) -> Outputs:
    """Everything of the SSK of one district; unknown facts leave their lines out, with the reason."""
    fy, kab = inputs.fiscal_year, inputs.kode_kab
    aturan = read_rules(inputs.rules)
    katalog = _catalogue(fy, aturan)
    desa = read_desa(inputs)
    overrides = {(str(r["kode_desa"]), str(r["komponen"])): r for r in inputs.rows("zona_penyesuaian")}
    zona = zone_rows(desa, overrides, aturan)
    layanan = service_rows(inputs.rows("tahapan"), desa, fy, aturan)
    usulan = read_usulan(inputs.rows("program_kegiatan"), aturan.sources, kab)
    phbs = "PH-PHBS" if "PH-PHBS" in katalog.paket else "AL-PHBS"
    keadaan, isu = Keadaan(kab, desa, zona, layanan, aturan, phbs), inputs.rows("isu", "buku_putih")
    harga = read_prices(inputs.rows("harga_satuan"), katalog, fy, aturan)
    rencana = plan(keadaan, katalog, harga, usulan, isu)
    beda = _differences(plan(keadaan, katalog, harga, {}, isu), rencana) if usulan else []
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
        (HARGA_DIPAKAI, price_rows((str(r["kode_katalog"]) for r in rencana.kegiatan), katalog, harga)),
    )
    jejak = _lineage(inputs, desa, aturan, katalog, harga, zona, layanan, rencana, usulan, kemampuan)
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


@lru_cache(maxsize=32)
def _catalogue(fiscal_year: int, aturan: Aturan) -> Katalog:
    return prepare(load_catalogue(fiscal_year), aturan.regional_index)


def _needs_of(lines: Rows, fiscal_year: int) -> dict[int, int]:
    """Cost on APBD_K per plan year, as far as it is known."""
    own = [line for line in lines if line["sumber_dana"] == "APBD_K"]
    return {fiscal_year + t: _total(own, cost) for t, cost in enumerate(COSTS, start=1)}


def _total(rows: Iterable[Row], column: str = "jumlah_rp") -> int:
    return sum(value for row in rows if isinstance(value := row[column], int))


def _lineage(
    inputs: Inputs, desa: list[Desa], aturan: Aturan, katalog: Katalog, harga: DaftarHarga, zona: Rows, layanan: Rows,
    rencana: Rencana, usulan: dict[str, Usulan], kemampuan: Rows,
) -> Jejak:  # fmt: skip
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, desa, aturan.priority_classes)
    jejak.zones(zona, {(str(r["kode_desa"]), str(r["komponen"])) for r in inputs.rows("zona_penyesuaian")})
    jejak.services(layanan)
    sistem = {str(z["kode_desa"]): str(z["sistem"]) for z in zona if z["komponen"] == "AL"}
    jejak.activities(rencana.kegiatan, rencana.tempat, usulan, layanan, katalog, harga, sistem)
    jejak.capability(kemampuan, inputs.rows("keuangan"), inputs.fiscal_year, aturan.history_years)
    return jejak


STEP = Step(name="ssk", compute=each(compute), code=("tasks.ssk", "schemas.catalogue"), needs=NEEDS, rules=RULES)
