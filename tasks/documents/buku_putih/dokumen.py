"""Facts of the Buku Putih from the tables at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas import refs
from schemas.contract import Row, Table
from schemas.facts import Facts, FactTable, Figure
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
from schemas.outputs.documents import ANGKA_BUKU_PUTIH
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.air_minum import AIR_MINUM
from schemas.tables.banjir import BANJIR
from schemas.tables.das import DAS
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.dss import DSS
from schemas.tables.ehra import EHRA
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.fasilitas_sekolah import FASILITAS_SEKOLAH
from schemas.tables.info import INFO
from schemas.tables.kesehatan import KESEHATAN
from schemas.tables.kesepakatan_skor import KESEPAKATAN_SKOR
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.masalah import MASALAH
from schemas.tables.media import MEDIA
from schemas.tables.narasi import NARASI
from schemas.tables.pelaku import PELAKU
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.persepsi import PERSEPSI
from schemas.tables.regulasi import REGULASI
from schemas.tables.sanitasi_mayoritas import SANITASI_MAYORITAS
from schemas.tables.spald import SPALD
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.tps3r import TPS3R
from schemas.tables.wilayah import WILAYAH
from tasks.documents.buku_putih import area as bp_area
from tasks.documents.buku_putih import ehra as bp_ehra
from tasks.documents.buku_putih import keuangan as bp_keuangan
from tasks.documents.buku_putih import lembaga as bp_lembaga
from tasks.documents.buku_putih import penduduk as bp_penduduk
from tasks.documents.buku_putih import profil as bp_profil
from tasks.documents.buku_putih import sosial as bp_sosial
from tasks.documents.buku_putih import wilayah as bp_wilayah
from tasks.documents.common import frame, pins, shapes, shapes_need, submitted
from tasks.documents.kecamatan import newest_penduduk
from tasks.documents.places import Places
from tasks.documents.source import Source
from tasks.documents.sums import Sums
from tasks.lineage.units.step import Inputs, Need

PRINTED: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (WILAYAH, ("desa", "kecamatan", *bp_wilayah.LUAS_COLUMNS)),
    (PENDUDUK, (*bp_wilayah.PENDUDUK_COLUMNS, "laju_pct", "rumah", "kk_miskin")),
    (INFO, ("pokja",)),
    (KEUANGAN, bp_keuangan.COLUMNS),
    (DAS, bp_sosial.DAS_COLUMNS),
    (FASILITAS_SEKOLAH, bp_sosial.SEKOLAH_COLUMNS),
    (AIR_LIMBAH, bp_profil.AIR_LIMBAH_COLUMNS),
    (AIR_MINUM, bp_profil.AIR_MINUM_COLUMNS),
    (PERSAMPAHAN, bp_profil.PERSAMPAHAN_COLUMNS),
    (DRAINASE_GENANGAN, (*bp_profil.GENANGAN_COLUMNS, "penyebab")),
    (SANITASI_MAYORITAS, tuple(bp_profil.MODES)),
    (BANJIR, ("banjir", "banjir_bandang", "banjir_rob", *bp_profil.BANJIR_COLUMNS, "periode_1", "periode_2")),
    (KESEHATAN, ("klb_diare", *bp_profil.KESEHATAN_COLUMNS)),
    (REGULASI, bp_lembaga.REGULASI_COLUMNS),
    (PELAKU, bp_lembaga.PELAKU_COLUMNS),
    (DSS, bp_lembaga.DSS_COLUMNS),
    (MEDIA, bp_lembaga.MEDIA_COLUMNS),
    (SPALD, bp_lembaga.SPALD_COLUMNS),
    (TPS3R, bp_lembaga.TPS3R_COLUMNS),
    (MASALAH, bp_lembaga.MASALAH_COLUMNS),
    (PERSEPSI, ()),
    (EHRA, ()),
    (EHRA_RESPONDEN, ()),
    (KESEPAKATAN_SKOR, ()),
)
SPOKEN = (Need("validation", NARASI, ("teks",)), Need("validation", TIDAK_ADA, ("alasan",)))
COMPUTED = (AREA, INDIKATOR, RINGKASAN_AREA, ISU, IRS, EHRA_HITUNG, KEPASTIAN, GALAT_EHRA, GALAT_IRS)
LISTED = Need("intake", DAFTAR_WILAYAH, ("tingkat", "nama", "edisi"))
NEEDS = (
    *(submitted("validation", table, *columns) for table, columns in PRINTED),
    *SPOKEN,
    *(Need("buku_putih", table) for table in COMPUTED),
    LISTED,
    shapes_need("intake"),
)
TABLES = tuple(table for table, _ in PRINTED)


def facts(inputs: Inputs) -> tuple[Facts, Sums]:
    """The facts and the sums made for them."""
    year, kab = inputs.fiscal_year, inputs.kode_kab
    given, scored = Source(inputs, "validation", year), Source(inputs, "buku_putih", year)
    listed = Source(inputs, "intake", year)
    places = Places(given.rows(WILAYAH), listed.rows(DAFTAR_WILAYAH), kab)
    sums = Sums(ANGKA_BUKU_PUTIH, year, kab)
    newest = newest_penduduk(given, year)
    method = str(inputs.rules["check.projection_method"])
    tables = (
        _general(sums, given, places)
        | _people_and_money(sums, given, places, year, newest, method)
        | _profile(sums, given, places, newest)
        | _institutions(given, places)
        | _survey(bp_ehra.Survey(sums, given, scored, places))
        | _areas(scored, places)
    )
    figures = _counts(sums, places, year)
    pinned = pins(
        inputs,
        (
            ("data kiriman", given, (*TABLES, NARASI, TIDAK_ADA)),
            ("perhitungan area berisiko", scored, COMPUTED),
            ("daftar wilayah", listed, (DAFTAR_WILAYAH,)),
        ),
    )
    made = frame(inputs, "buku_putih", places, given, tables, figures, pinned)
    return replace(made, batas=shapes(inputs, "intake")), sums


def _counts(sums: Sums, places: Places, year: int) -> dict[str, Figure]:
    submitted_desa = [sums.wilayah_ref(kode) for k in places.kecamatan for kode in k.desa]
    # A kecamatan is known by the name beside its first desa.
    kecamatan = [refs.tabel(year, places.kab, WILAYAH.name, k.desa[0], "kecamatan") for k in places.kecamatan]
    listed = [refs.computed(DAFTAR_WILAYAH.name, year, places.kab, kode, "nama") for kode in places.listed_desa]
    return {
        "n_desa": sums.count("n_desa", submitted_desa, "desa"),
        "n_kecamatan": sums.count("n_kecamatan", kecamatan, "kecamatan"),
        "n_terdaftar": sums.count("n_terdaftar", listed, "desa"),
    }


def _general(sums: Sums, given: Source, places: Places) -> dict[str, FactTable]:
    levels = bp_sosial.levels(given)
    return {
        "kiriman": bp_wilayah.kiriman(given, TABLES),
        "das": bp_sosial.das(given),
        "sekolah": bp_sosial.sekolah(sums, given, places),
        "jenjang": FactTable(tuple({"nama": name} for name in levels)),
        "sanitasi_sekolah": bp_sosial.sanitasi_sekolah(sums, given),
    }


def _people_and_money(
    sums: Sums, given: Source, places: Places, year: int, newest: Mapping[str, Row], method: str
) -> dict[str, FactTable]:
    area = bp_wilayah.luas(sums, given, places)
    counted, population = bp_penduduk.demography(sums, given, places, area, year, method)
    money = bp_keuangan.Keuangan(sums, given, year)
    people = bp_penduduk.district_by_year(sums, counted, places, money.years)
    return {
        "luas": area,
        **population,
        "miskin": bp_sosial.miskin(sums, given, places, newest),
        "rumah": bp_sosial.rumah(sums, given, places, newest),
        "apbd": bp_keuangan.apbd(money),
        "sanitasi": bp_keuangan.sanitasi(money),
        "per_kapita": bp_keuangan.per_kapita(money, people),
        "retribusi": bp_keuangan.retribusi(money),
        **{f"pendanaan_{k}": bp_keuangan.of_komponen(money, k) for k in bp_keuangan.KOMPONEN_RP},
    }


def _profile(sums: Sums, given: Source, places: Places, newest: Mapping[str, Row]) -> dict[str, FactTable]:
    return {
        "air_limbah": bp_profil.air_limbah(sums, given, places, newest),
        "persampahan": bp_profil.persampahan(sums, given, places),
        "air_minum": bp_profil.air_minum(sums, given, places),
        "genangan": bp_profil.genangan(given, places),
        "banjir": bp_profil.banjir(given, places),
        "kesehatan": bp_profil.kesehatan(given, places),
        **{column: bp_profil.modus(sums, given, places, column) for column in bp_profil.MODES},
    }


def _institutions(given: Source, places: Places) -> dict[str, FactTable]:
    made = {"spald": bp_lembaga.spald(given, places), "tps3r": bp_lembaga.tps3r(given, places)}
    made |= {f"masalah_{k}": bp_lembaga.masalah(given, places, k) for k in (*bp_area.KOMPONEN, "PH")}
    for k in bp_area.KOMPONEN:
        made |= {
            f"regulasi_{k}": bp_lembaga.regulasi(given, k),
            f"pelaku_{k}": bp_lembaga.pelaku(given, k),
            f"penyedia_{k}": bp_lembaga.pelaku(given, k, providers=True),
            f"dss_{k}": bp_lembaga.dss(given, k),
            f"media_{k}": bp_lembaga.media(given, k),
        }
    return made


def _survey(survey: bp_ehra.Survey) -> dict[str, FactTable]:
    return {
        "responden": bp_ehra.responden(survey),
        "berisiko": bp_ehra.berisiko(survey),
        "strata": FactTable(tuple({"strata": s} for s in survey.strata)),
        "galat": bp_ehra.galat(survey),
        "galat_irs": bp_ehra.galat_irs(survey),
        "irs_area": bp_ehra.irs_area(survey),
        "irs_desa": bp_ehra.irs_desa(survey),
        **{f"grafik_{name}": bp_ehra.grafik(survey, key) for name, key in bp_ehra.CHARTS.items()},
    }


def _areas(scored: Source, places: Places) -> dict[str, FactTable]:
    indicators, names = bp_area.indikator(scored, places)
    return {
        "ringkasan": bp_area.ringkasan(scored),
        "ubin": bp_area.ubin(scored, places),
        "indikator": indicators,
        "nama_indikator": FactTable(tuple({"nama": name} for name in names)),
        "isu": bp_area.isu(scored),
        **{f"area_{k}": bp_area.per_desa(scored, places, k) for k in (*bp_area.KOMPONEN, "UMUM")},
        **{f"prioritas_{k}": bp_area.prioritas(scored, places, k) for k in bp_area.KOMPONEN},
    }
