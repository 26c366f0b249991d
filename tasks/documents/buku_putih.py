"""Facts of the Buku Putih from the tables at hand."""

from __future__ import annotations

from schemas import refs
from schemas.contract import Table
from schemas.facts import Facts, FactTable, Figure
from schemas.outputs.buku_putih import AREA, INDIKATOR, ISU, RINGKASAN_AREA
from schemas.outputs.documents import ANGKA_BUKU_PUTIH
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.air_minum import AIR_MINUM
from schemas.tables.banjir import BANJIR
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.info import INFO
from schemas.tables.kesehatan import KESEHATAN
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.masalah import MASALAH
from schemas.tables.narasi import NARASI
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.persepsi import PERSEPSI
from schemas.tables.sanitasi_mayoritas import SANITASI_MAYORITAS
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.wilayah import WILAYAH
from tasks.documents import bp_area, bp_profil, bp_wilayah
from tasks.documents.common import frame, pins, submitted
from tasks.documents.kecamatan import newest_penduduk
from tasks.documents.places import Places
from tasks.documents.source import Source
from tasks.documents.sums import Sums
from tasks.lineage.step import Inputs, Need

PRINTED: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (WILAYAH, ("desa", "kecamatan", *bp_wilayah.LUAS_COLUMNS)),
    (PENDUDUK, bp_wilayah.PENDUDUK_COLUMNS),
    (INFO, ("pokja",)),
    (KEUANGAN, bp_wilayah.KEUANGAN_COLUMNS),
    (AIR_LIMBAH, bp_profil.AIR_LIMBAH_COLUMNS),
    (AIR_MINUM, bp_profil.AIR_MINUM_COLUMNS),
    (PERSAMPAHAN, bp_profil.PERSAMPAHAN_COLUMNS),
    (DRAINASE_GENANGAN, (*bp_profil.GENANGAN_COLUMNS, "penyebab")),
    (SANITASI_MAYORITAS, tuple(bp_profil.MODES)),
    (BANJIR, ("banjir", "banjir_bandang", "banjir_rob", *bp_profil.BANJIR_COLUMNS, "periode_1", "periode_2")),
    (KESEHATAN, ("klb_diare", *bp_profil.KESEHATAN_COLUMNS)),
    (MASALAH, ("komponen", "uraian", "kode_desa", "mendesak")),
    (PERSEPSI, ()),
)
SPOKEN = (Need("validation", NARASI, ("teks",)), Need("validation", TIDAK_ADA, ("alasan",)))
COMPUTED = (AREA, INDIKATOR, RINGKASAN_AREA, ISU)
LISTED = Need("intake", DAFTAR_WILAYAH, ("tingkat", "nama", "edisi"))
NEEDS = (
    *(submitted("validation", table, *columns) for table, columns in PRINTED),
    *SPOKEN,
    *(Need("buku_putih", table) for table in COMPUTED),
    LISTED,
)
TABLES = tuple(table for table, _ in PRINTED)


def facts(inputs: Inputs) -> tuple[Facts, Sums]:
    """The facts and the sums made for them."""
    year, kab = inputs.fiscal_year, inputs.kode_kab
    given, scored = Source(inputs, "validation", year), Source(inputs, "buku_putih", year)
    listed = Source(inputs, "intake", year)
    places = Places(given.rows(WILAYAH), listed.rows(DAFTAR_WILAYAH), kab)
    sums = Sums(ANGKA_BUKU_PUTIH, year, kab)
    tables = _general(sums, given, places, year) | _profile(sums, given, places, year) | _areas(scored, places)
    figures = _counts(sums, places, year)
    pinned = pins(
        inputs,
        (
            ("data kiriman", given, (*TABLES, NARASI, TIDAK_ADA)),
            ("perhitungan area berisiko", scored, COMPUTED),
            ("daftar wilayah", listed, (DAFTAR_WILAYAH,)),
        ),
    )
    return frame(inputs, "buku_putih", places, given, tables, figures, pinned), sums


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


def _general(sums: Sums, given: Source, places: Places, year: int) -> dict[str, FactTable]:
    area = bp_wilayah.luas(sums, given, places)
    return {
        "kiriman": bp_wilayah.kiriman(given, TABLES),
        "luas": area,
        "penduduk": bp_wilayah.penduduk(sums, given, places, area, year),
        "keuangan": bp_wilayah.keuangan(given, year),
    }


def _profile(sums: Sums, given: Source, places: Places, year: int) -> dict[str, FactTable]:
    return {
        "air_limbah": bp_profil.air_limbah(sums, given, places, newest_penduduk(given, year)),
        "persampahan": bp_profil.persampahan(sums, given, places),
        "air_minum": bp_profil.air_minum(sums, given, places),
        "genangan": bp_profil.genangan(given, places),
        "banjir": bp_profil.banjir(given, places),
        "kesehatan": bp_profil.kesehatan(given, places),
        "masalah": bp_profil.masalah(given, places),
        **{column: bp_profil.modus(sums, given, places, column) for column in bp_profil.MODES},
    }


def _areas(scored: Source, places: Places) -> dict[str, FactTable]:
    indicators, names = bp_area.indikator(scored, places)
    return {
        "ringkasan": bp_area.ringkasan(scored),
        "indikator": indicators,
        "nama_indikator": FactTable(tuple({"nama": name} for name in names)),
        "isu": bp_area.isu(scored),
        **{f"area_{k}": bp_area.per_desa(scored, places, k) for k in (*bp_area.KOMPONEN, "UMUM")},
        **{f"prioritas_{k}": bp_area.prioritas(scored, places, k) for k in bp_area.KOMPONEN},
    }
