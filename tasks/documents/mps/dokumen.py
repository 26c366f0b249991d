"""Facts of the MPS: this year's plan, and what it was derived from in the year before."""

from __future__ import annotations

from dataclasses import replace

from schemas.contract import Row
from schemas.facts import Facts, FactTable, Figure
from schemas.outputs.buku_putih import RINGKASAN_AREA
from schemas.outputs.documents import ANGKA_MPS
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.mps import BARIS, BOBOT_DIPAKAI, PRIORITAS, SESUDAH_RENCANA
from schemas.outputs.mps_alokasi import ALTERNATIF, HARGA_BAYANGAN
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from schemas.outputs.mps_komitmen import TABLES as MPS_KOMITMEN
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, KEMAMPUAN, LAYANAN, PROGRAM
from schemas.outputs.ssk_kerangka import KKL
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI, LAYANAN_TAHUN
from schemas.tables.dak import DAK
from schemas.tables.kesiapan import KESIAPAN
from schemas.tables.komitmen import KOMITMEN
from schemas.tables.monev_ssk import MONEV_SSK
from schemas.tables.narasi import NARASI
from schemas.tables.pagu import PAGU
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.wilayah import WILAYAH
from tasks.documents import skor
from tasks.documents.buku_putih import area as bp_area
from tasks.documents.buku_putih.penduduk import demography
from tasks.documents.buku_putih.wilayah import luas
from tasks.documents.common import frame, listed_rule, pins, shapes, shapes_need, submitted
from tasks.documents.mps import alokasi as mps_alokasi
from tasks.documents.mps import dana as mps_dana
from tasks.documents.mps import jadwal as mps_jadwal
from tasks.documents.mps import kegiatan as mps_kegiatan
from tasks.documents.mps import prioritas as mps_prioritas
from tasks.documents.mps import rencana as mps_rencana
from tasks.documents.mps import siap as mps_siap
from tasks.documents.mps import target as mps_target
from tasks.documents.mps.nama import Names
from tasks.documents.places import Places
from tasks.documents.programme import AMOUNTS, WITH_PH, layanan, recap
from tasks.documents.source import Source, words
from tasks.documents.ssk.kerangka import MONEV, framework, monitoring, watched
from tasks.documents.sums import Sums
from tasks.lineage.units.step import Inputs, Need

PLANNED = (
    PRIORITAS,
    BOBOT_DIPAKAI,
    BARIS,
    SESUDAH_RENCANA,
    RENTANG_PERINGKAT,
    KESIAPAN_BARIS,
    JADWAL,
    *MPS_KOMITMEN,
    *mps_alokasi.TABLES,
)
PINNED_SSK = (KEGIATAN, AKIBAT_SKOR, PROGRAM, KKL, LAYANAN, LAYANAN_TAHUN, HARGA_DIPAKAI, KEMAMPUAN)
_KEGIATAN = (
    *("komponen", "program_id", "nama", "tahap", "jenis_sub", "lokasi"),
    *("penerima_manfaat_kk", "is_layanan", *AMOUNTS),
)
NEEDS = (
    *(Need("mps", table) for table in PLANNED),
    *(Need(step, table) for step, tables in mps_alokasi.ON_DEMAND.items() for table in tables),
    Need("ssk@-1", KEGIATAN, _KEGIATAN),
    Need("ssk@-1", PROGRAM, ("nama",)),
    Need("ssk@-1", KKL),
    Need("ssk@-1", AKIBAT_SKOR),
    Need("ssk@-1", LAYANAN),
    Need("ssk@-1", LAYANAN_TAHUN, ("cakupan",)),
    Need("ssk@-1", HARGA_DIPAKAI, ("asal",)),
    Need("ssk@-1", KEMAMPUAN, ("mampu_rp",)),
    Need("buku_putih@-1", RINGKASAN_AREA),
    submitted("validation@-1", WILAYAH, "desa", "kecamatan", "luas_adm_ha", "luas_terbangun_ha"),
    submitted("validation@-1", PENDUDUK, "penduduk_jiwa", "kk", "laju_pct"),
    submitted("validation@-1", MONEV_SSK, *MONEV),
    Need("intake@-1", DAFTAR_WILAYAH, ("tingkat", "nama", "edisi")),
    shapes_need("intake@-1"),
    Need("validation", PAGU, ("pagu_rp", "dasar")),
    Need("validation", KOMITMEN, ("komitmen_rp", "penandatangan", "jabatan", "tanggal", "bukti_id")),
    Need("validation", DAK, ()),
    Need("validation", KESIAPAN, ("status", "tanggal", "masa_berlaku")),
    Need("validation", NARASI, ("teks",)),
    Need("validation", TIDAK_ADA, ("alasan",)),
)
GIVEN = (PAGU, KOMITMEN, DAK, KESIAPAN, NARASI, TIDAK_ADA)


def facts(inputs: Inputs) -> tuple[Facts, Sums]:
    """The facts and the sums made for them."""
    year, kab = inputs.fiscal_year, inputs.kode_kab
    before = Source(inputs, "validation@-1", year - 1)
    ssk, plan = Source(inputs, "ssk@-1", year - 1), Source(inputs, "mps", year)
    lain, harga = (Source(inputs, step, year) for step in mps_alokasi.ON_DEMAND)
    scored, listed = Source(inputs, "buku_putih@-1", year - 1), Source(inputs, "intake@-1", year - 1)
    given = Source(inputs, "validation", year)
    places = Places(before.rows(WILAYAH), listed.rows(DAFTAR_WILAYAH), kab)
    sums = Sums(ANGKA_MPS, year, kab, wilayah_year=year - 1)
    names = Names(ssk, places)
    years = tuple(range(year + 1, year + 6))
    tables = {
        "landasan": listed_rule(inputs, "document.landasan_hukum"),
        "proses": listed_rule(inputs, "mps.process"),
        "peran": mps_kegiatan.roles(inputs.rules["mps.signers"]),
        "monev_sasaran": watched(ssk),
        "monev": monitoring(before),
        "desa": FactTable(tuple({"kode": d, "desa": places.desa(d)} for k in places.kecamatan for d in k.desa)),
        **_profile(sums, before, places, year - 1, str(inputs.rules["check.projection_method"])),
        **_review(sums, ssk, scored, year - 1),
        **{f"target_{k}": mps_target.targets(sums, ssk, k, years) for k in WITH_PH},
        **_priorities(sums, plan, names),
        **_plan(sums, ssk, plan, given, names),
        "cara_alokasi": mps_alokasi.ways(plan, lain),
        "dilepas": mps_alokasi.given_up(plan, lain, names),
        "harga_bayangan": mps_alokasi.shadow_prices(harga),
        "akibat_skor": skor.consequences(ssk, places.lokasi),
        **_implementation(sums, plan, given, names),
        **_money(sums, ssk, plan, given, names),
    }
    pinned = pins(
        inputs,
        (
            ("data kiriman MPS", given, GIVEN),
            ("data kiriman tahun SSK", before, (WILAYAH, PENDUDUK, MONEV_SSK)),
            ("Buku Putih", scored, (RINGKASAN_AREA,)),
            ("SSK yang disematkan", ssk, PINNED_SSK),
            ("perhitungan MPS", plan, PLANNED),
            ("cara alokasi lain", lain, ALTERNATIF),
            ("harga bayangan", harga, (HARGA_BAYANGAN,)),
            ("daftar wilayah", listed, (DAFTAR_WILAYAH,)),
        ),
    )
    figures = _totals(tables["ssk_total"]) | mps_dana.share(plan) | mps_kegiatan.priced(sums, ssk)
    made = frame(inputs, "mps", places, given, tables, figures, pinned, years)
    return replace(made, batas=shapes(inputs, "intake@-1")), sums


def _totals(table: FactTable) -> dict[str, Figure]:
    total = table.total or {}
    n, money = total.get("n"), total.get("jumlah_rp")
    return {
        "n_kegiatan": n if isinstance(n, Figure) else Figure(0, "ssk"),
        "total": money if isinstance(money, Figure) else Figure(0, "ssk"),
    }


def _profile(sums: Sums, before: Source, places: Places, year: int, method: str) -> dict[str, FactTable]:
    area = luas(sums, before, places)
    counted, population = demography(sums, before, places, area, year, method)
    return {"luas": mps_kegiatan.profile(area, counted), **population}


def _review(sums: Sums, ssk: Source, scored: Source, year: int) -> dict[str, FactTable]:
    return {
        "ringkasan": bp_area.ringkasan(scored),
        "layanan": layanan(ssk),
        "ssk_total": recap(
            sums, ssk, KEGIATAN, ssk.rows(KEGIATAN), "ssk_total", WITH_PH, lambda r: words(r["komponen"])
        ),
        "kemampuan": FactTable(
            tuple(
                {"tahun": words(r["tahun"])} | ssk.figures(KEMAMPUAN, r, ("mampu_rp",))
                for r in ssk.rows(KEMAMPUAN)
                if isinstance(r["tahun"], int) and r["tahun"] > year + 1
            )
        ),
    }


def _priorities(sums: Sums, plan: Source, names: Names) -> dict[str, FactTable]:
    return {
        "bobot": mps_prioritas.weights(plan),
        "seri": mps_prioritas.ties(sums, plan),
        **{f"paket_{k}": mps_prioritas.packages(sums, plan, names, k) for k in WITH_PH},
        **{f"prioritas_{k}": mps_prioritas.activities(plan, names, k) for k in WITH_PH},
        "terdepan": mps_kegiatan.first_ranked(plan, names),
    }


def _plan(sums: Sums, ssk: Source, plan: Source, given: Source, names: Names) -> dict[str, FactTable]:
    activities = names.activities
    return {
        "rangkuman": mps_kegiatan.summary(sums, ssk, plan, activities),
        **{f"prasarana_{k}": mps_kegiatan.infrastructure(sums, plan, activities, k) for k in WITH_PH},
        **_activities(plan, names),
        "kkl": framework(sums, ssk),
        "tunggu": mps_rencana.lines(plan, names, waiting=True),
        "rincian": mps_dana.with_years(mps_rencana.details(plan, names), plan),
        **mps_rencana.recaps(sums, plan),
        "sesudah": mps_rencana.after_plan(plan, names),
        "pagu": mps_rencana.ceilings(given),
    }


def _implementation(sums: Sums, plan: Source, given: Source, names: Names) -> dict[str, FactTable]:
    return {
        "jadwal": mps_jadwal.schedule(plan, names),
        "jadwal_lokasi": mps_jadwal.facilities(plan, names),
        "kesiapan": mps_siap.by_kind(sums, plan, names),
        "kesiapan_baris": mps_siap.readiness(plan, names),
        "dokumen": mps_siap.documents(given, names),
    }


def _money(sums: Sums, ssk: Source, plan: Source, given: Source, names: Names) -> dict[str, FactTable]:
    years = range(plan.fiscal_year + 1, plan.fiscal_year + 6)
    return {
        **mps_dana.balances(sums, plan, given, ssk, years),
        "kesenjangan": mps_dana.gap(sums, plan),
        **mps_dana.signed_recaps(sums, plan),
        **mps_dana.sheets(plan, given),
        **mps_dana.conditions(sums, plan, names),
        "dak": mps_dana.dak(plan, given),
    }


def _activities(plan: Source, names: Names) -> dict[str, FactTable]:
    def of(komponen: str, is_built: bool) -> FactTable:
        def is_shown(row: Row) -> bool:
            return mps_kegiatan.is_physical(names.activity(words(row["kegiatan_id"]))) == is_built

        return mps_rencana.lines(plan, names, waiting=False, komponen=komponen, is_shown=is_shown)

    kinds = {"fisik": True, "nonfisik": False}
    return {f"{name}_{k}": of(k, is_built) for k in WITH_PH for name, is_built in kinds.items()}
