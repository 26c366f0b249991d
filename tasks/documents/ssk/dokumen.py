"""Facts of the SSK."""

from __future__ import annotations

from dataclasses import replace

from schemas.facts import FactRow, Facts, FactTable
from schemas.outputs.buku_putih import ISU, RINGKASAN_AREA
from schemas.outputs.documents import ANGKA_SSK
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN, PROGRAM, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_kerangka import TABLES as KERANGKA
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI, LAYANAN_TAHUN, ZONA_RINGKAS
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.monev_ssk import MONEV_SSK
from schemas.tables.narasi import NARASI
from schemas.tables.sasaran import SASARAN
from schemas.tables.swot import SWOT
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.visi_misi import VISI_MISI
from schemas.tables.wilayah import WILAYAH
from tasks.documents import skor
from tasks.documents.buku_putih import area as bp_area
from tasks.documents.common import frame, pins, shapes, shapes_need, submitted
from tasks.documents.places import Places
from tasks.documents.programme import WITH_PH, layanan
from tasks.documents.source import Source, words
from tasks.documents.ssk import kerangka as ssk_kerangka
from tasks.documents.ssk import program as ssk_program
from tasks.documents.ssk import rinci as ssk_rinci
from tasks.documents.ssk import zona as ssk_zona
from tasks.documents.sums import Sums
from tasks.lineage.units.step import Inputs, Need

VISION = ("visi_daerah", "misi_daerah", "visi_sanitasi", "misi_sanitasi")
RINCI = (ZONA_RINGKAS, LAYANAN_TAHUN, HARGA_DIPAKAI)
COMPUTED = (ZONA, LAYANAN, PROGRAM, KEGIATAN, KEGIATAN_SUMBER, TIDAK_DIBUAT, AKIBAT_SKOR, KEMAMPUAN, *KERANGKA, *RINCI)
GIVEN = (WILAYAH, KEUANGAN, VISI_MISI, SWOT, SASARAN, MONEV_SSK, NARASI, TIDAK_ADA)
NEEDS = (
    submitted("validation", WILAYAH, "desa", "kecamatan"),
    submitted("validation", KEUANGAN, *ssk_program.RIWAYAT_COLUMNS),
    submitted("validation", VISI_MISI, *VISION),
    submitted("validation", SWOT, "komponen", "sisi", "aspek", "uraian", "angka", "bobot"),
    submitted("validation", SASARAN, "tujuan_id"),
    submitted("validation", MONEV_SSK, *ssk_kerangka.MONEV),
    Need("validation", NARASI, ("teks",)),
    Need("validation", TIDAK_ADA, ("alasan",)),
    Need("buku_putih", RINGKASAN_AREA),
    Need("buku_putih", ISU),
    *(Need("ssk", table) for table in COMPUTED),
    Need("intake", DAFTAR_WILAYAH, ("tingkat", "nama", "edisi")),
    shapes_need("intake"),
)


def facts(inputs: Inputs) -> tuple[Facts, Sums]:
    """The facts and the sums made for them."""
    year, kab = inputs.fiscal_year, inputs.kode_kab
    given, scored = Source(inputs, "validation", year), Source(inputs, "buku_putih", year)
    made, listed = Source(inputs, "ssk", year), Source(inputs, "intake", year)
    places = Places(given.rows(WILAYAH), listed.rows(DAFTAR_WILAYAH), kab)
    sums = Sums(ANGKA_SSK, year, kab)
    tables = {
        "visi_misi": _vision(given),
        "ringkasan": bp_area.ringkasan(scored),
        "isu": bp_area.isu(scored),
        **_framework(given, made, year),
        **_zones(sums, made, places),
        **_programme(sums, made, places),
        **_logic(sums, made, given),
        "temuan": ssk_kerangka.findings(inputs.findings),
    }
    pinned = pins(
        inputs,
        (
            ("data kiriman", given, GIVEN),
            ("Buku Putih", scored, (RINGKASAN_AREA, ISU)),
            ("perhitungan SSK", made, COMPUTED),
            ("daftar wilayah", listed, (DAFTAR_WILAYAH,)),
        ),
    )
    years = tuple(range(year + 1, year + 6))
    found = frame(inputs, "ssk", places, given, tables, {}, pinned, years)
    outline = str(inputs.rules["document.outline_ssk"])
    return replace(found, outline=outline, batas=shapes(inputs, "intake")), sums


def _logic(sums: Sums, made: Source, given: Source) -> dict[str, FactTable]:
    return {
        "swot_total": ssk_kerangka.swot_totals(made, given),
        "swot_faktor": ssk_kerangka.swot_factors(given),
        "swot_isu": ssk_kerangka.swot_issues(made, given),
        **{f"sasaran_{k}": ssk_kerangka.targets(made, given, k) for k in bp_area.KOMPONEN},
        "kkl": ssk_kerangka.framework(sums, made),
        "rasio": ssk_kerangka.ratios(made),
        "pertumbuhan": ssk_kerangka.growth(made),
        "proyeksi": ssk_kerangka.projections(sums, made),
        "beda": ssk_kerangka.differences(made),
        "monev": ssk_kerangka.monitoring(given),
        "monev_sasaran": ssk_kerangka.watched(made),
    }


def _vision(given: Source) -> FactTable:
    rows: list[FactRow] = [{name: words(r.get(name)) for name in ("komponen", *VISION)} for r in given.rows(VISI_MISI)]
    absent = "" if given.has(VISI_MISI) else VISI_MISI.name
    return FactTable(tuple(rows), absent=absent, sources=given.provenance(VISI_MISI))


def _framework(given: Source, made: Source, year: int) -> dict[str, FactTable]:
    return {
        "tambahan": ssk_rinci.added(made, tuple(range(year + 1, year + 6))),
        "riwayat": ssk_program.riwayat(given, year),
        "kemampuan": ssk_program.kemampuan(made, range(year + 1, year + 6)),
        **{f"layanan_{k}": layanan(made, k) for k in bp_area.KOMPONEN},
    }


def _zones(sums: Sums, made: Source, places: Places) -> dict[str, FactTable]:
    tables = {"sistem": ssk_zona.systems(sums, made), "disesuaikan": ssk_rinci.moved(made, places)}
    for k in bp_area.KOMPONEN:
        tables[f"zonarinci_{k}"] = ssk_rinci.zones(made, places, k)
        tables[f"zona_{k}"] = ssk_zona.zones(sums, made, places, k)
        tables[f"zonadesa_{k}"] = ssk_zona.per_desa(made, places, k, undecided=False)
        tables[f"belum_{k}"] = ssk_zona.per_desa(made, places, k, undecided=True)
    return tables


def _programme(sums: Sums, made: Source, places: Places) -> dict[str, FactTable]:
    return {
        **{f"program_{k}": ssk_program.programmes(sums, made, k) for k in WITH_PH},
        "rekap_komponen": ssk_program.by_komponen(sums, made),
        "rekap_sumber": ssk_program.by_source(sums, made),
        "kegiatan": ssk_program.activities(made, places),
        "tidak_dibuat": ssk_program.not_made(sums, made, places),
        "akibat_skor": skor.consequences(made, places.lokasi),
        "harga": ssk_rinci.prices(made),
    }
