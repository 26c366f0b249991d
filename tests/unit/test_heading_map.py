"""What a file calls its sheets, columns and codes (tables.md section 3)."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from schemas import heading_map
from schemas.heading_map import FOLDER, NOT_TAKEN, Match, Placement, column_for, normalise, read_lines, table_for
from schemas.tables import TABLES, table

FY = 2013


@pytest.mark.parametrize(
    ("heading", "same_as"),
    [
        ("Kode Desa", "kode_desa"),
        ("  KODE\u00a0DESA ", "kode_desa"),
        ("jumlah_kk\t\t\t\t", "jumlah_kk"),
        ("Jumlah\nKK", "jumlah_kk"),
        ("KELURAHAN/DESA", "kelurahan_desa"),
        ("Luas (Ha)", "luas_ha"),
        ("%_kf1", "pct_kf1"),
        ("m³/hari", "m3_hari"),
        ("E.3.1", "e_3_1"),
        ("---", ""),
    ],
)
def test_headings_are_compared_without_case_blanks_and_marks(heading: str, same_as: str) -> None:
    assert normalise(heading) == same_as


@pytest.mark.parametrize(
    ("name", "heading", "column"),
    [
        ("wilayah", "Kode Desa/Kelurahan", "kode_desa"),
        ("wilayah", "Luas Administrasi (Ha)", "luas_adm_ha"),
        ("wilayah", "Luas Wilayah (km2)", None),
        ("penduduk", "Jumlah KK", "kk"),
        ("penduduk", "KK Miskin", "kk_miskin"),
        ("penduduk", "Laju Pertumbuhan (%)", "laju_pct"),
        ("penduduk", "Jumlah KK (2013)", None),
        ("persampahan", "Timbulan Sampah (m3/hari)", "timbulan_m3_hari"),
        ("persampahan", "Timbulan Sampah (ton/hari)", None),
        ("spald", "NAMA INSTALASI", "nama"),
        ("spald", "KELURAHAN/DESA", "desa"),
        ("spald", "KAPASITAS DESAIN (m3/hari)", "kapasitas_m3_hari"),
        ("spald", "JUMLAH RUMAH TERLAYANI", "sr"),
        ("spald", "STATUS KEBERFUNGSIAN", "berfungsi"),
        ("spald", "TAHUN KONSTRUKSI", "tahun"),
        ("tps3r", "LUAS (M2)", "luas_m2"),
        ("tps3r", "JUMLAH TIMBULAN SAMPAH (TON/HARI)", "sampah_ton_hari"),
        ("tps3r", "TAHUN BEROPERASI", None),
        ("ehra_responden", "D.3", "D.3"),
        ("ehra_responden", "D.13", "D.13"),
        ("ehra_responden", "c.4.a", "C.4.A"),
        ("ehra_responden", "5.2d", "G.5"),
        ("keuangan", "Kecamatan", None),
    ],
)
def test_a_heading_stands_for_a_column_or_for_none(name: str, heading: str, column: str | None) -> None:
    match = column_for(name, heading, FY)
    assert (match.column if match else None) == column


def test_a_money_heading_states_its_unit() -> None:
    assert column_for("keuangan", "Belanja Langsung (Rp juta)", FY) == Match("belanja_langsung_rp", unit="Rp juta")


def test_the_unnamed_classification_is_taken_with_a_warning() -> None:
    match = column_for("wilayah", "klasifikasi", FY)
    assert match == Match("klasifikasi_statistik", note="klasifikasi tidak menyebut yang mana")


def test_a_period_in_the_heading_becomes_a_value() -> None:
    match = column_for("banjir", "banjir_kejadian_2019_jan_apr", FY)
    assert match == Match("kejadian_2", {"periode_2": "2019 Jan-Apr"})


def test_names_and_telephones_are_known_and_not_taken_in() -> None:
    match = column_for("ehra_responden", "Nama Kepala Rumah Tangga", FY)
    assert match is not None
    assert match.column is None


@pytest.mark.parametrize(
    ("column", "word", "value"),
    [
        ("berfungsi", "Tidak  Berfungsi", "0"),
        ("cbd", "YA", "1"),
        ("klasifikasi_statistik", "Perdesaan", "2"),
        ("komponen", "air limbah", "AL"),
        ("komponen", "ps", "PS"),
        ("sumber_dana", "APBD Provinsi", "APBD_P"),
        ("sumber_dana", "DAK", None),
        ("kk", "banyak", None),
        ("uraian", "Ya", None),
    ],
)
def test_words_stand_for_codes(column: str, word: str, value: str | None) -> None:
    assert heading_map.word_value(column, word) == value


DECISIONS = """
    stem or sheet     | headings                                  | table
    penduduk          | kode_desa, Jumlah KK                      | penduduk
    Penduduk          | kode_desa, tahun                          | -
    penduduk          | kode_desa, kecamatan, sumber              | -
    3. Air Limbah     | kode_desa, jamban_unit                    | air_limbah
    air limbah        | kode_desa, jamban_mayoritas, sumber       | sanitasi_mayoritas
    air-limbah        | kode_desa, jamban_unit, jamban_mayoritas  | air_limbah
    air_limbah        | kode_desa, lainnya                        | -
    2 Air Minum       | kode_desa, sumber_air_utama               | sanitasi_mayoritas
    drainase          | kode_desa, banjir                         | banjir
    drainase          | kode_desa, banjir_kejadian_2018           | banjir
    drainase          | kode_desa, lokasi, luas_genangan_ha       | drainase_genangan
    drainase          | kode_desa, luas_genangan_ha               | -
    kesehatan         | kode_desa, klb_diare                      | kesehatan
    ehra              | kode_desa, indikator, n_valid             | ehra
    EHRA              | no_responden, D.1                         | ehra_responden
    Lokasi Genangan   | kode_desa, lokasi, tinggi_m               | drainase_genangan
    genangan          | apa saja                                  | drainase_genangan
    Form 1            | pokja, tahun_dasar                        | info
    form2             | kode_desa, desa, luas_adm_ha, kk          | wilayah penduduk
    kkl               | tujuan_id, tujuan, sasaran_id, sasaran    | tujuan sasaran
    Sheet1            | kode_desa, kk                             | -
    wilayah_lama      | kode_desa, desa                           | -
"""


def _decisions() -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    for line in DECISIONS.strip().splitlines()[1:]:
        stem, headings, tables = (part.strip() for part in line.split("|"))
        yield stem, tuple(h.strip() for h in headings.split(",")), [t for t in tables.split() if t != "-"]


@pytest.mark.parametrize(("stem", "headings", "tables"), _decisions())
def test_the_first_line_that_fits_decides(stem: str, headings: tuple[str, ...], tables: list[str]) -> None:
    assert [p.table for p in table_for(stem, headings, FY)] == tables


def test_each_heading_of_form_2_goes_to_the_table_that_has_it() -> None:
    assert table_for("form_2", ("Kode Desa", "Nama Desa", "Jumlah KK", "sumber", "apa"), FY) == (
        Placement("wilayah", ("Kode Desa", "Nama Desa", "sumber")),
        Placement("penduduk", ("Kode Desa", "Jumlah KK", "sumber")),
    )


def test_a_text_that_means_something_else_in_each_table_goes_to_none() -> None:
    placed = table_for("kkl", ("tujuan_id", "Tujuan", "sasaran_id", "Sasaran", "uraian"), FY)
    assert [p.table for p in placed] == ["tujuan", "sasaran"]
    assert all("uraian" not in p.headings for p in placed)


def test_every_line_of_the_headings_leads_somewhere() -> None:
    names = {t.name for t in TABLES}
    for path in sorted(FOLDER.glob("[!_]*.csv")):
        assert path.stem in names, path.name
        submitted = table(path.stem)
        usable = {*submitted.names, *heading_map.name_columns(submitted), NOT_TAKEN}
        for line in read_lines(path.name):
            assert line["column"] in usable, (path.name, line)
            assert {pair.split("=")[0] for pair in line["sets"].split(";") if pair} <= set(submitted.names)


def test_a_spelling_leads_to_one_column_and_never_hides_a_column_name() -> None:
    for submitted in TABLES:
        own = {normalise(n): n for n in submitted.names}
        seen: dict[str, str] = {}
        for line in read_lines(f"{submitted.name}.csv"):
            spelling = normalise(line["any"])
            assert seen.setdefault(spelling, line["column"]) == line["column"], (submitted.name, line)
            assert own.get(spelling, line["column"]) == line["column"], (submitted.name, line)


def test_columns_of_one_table_stay_apart_when_compared() -> None:
    for submitted in TABLES:
        assert len({normalise(n) for n in submitted.names}) == len(submitted.names)


def test_a_heading_of_one_year_holds_in_that_year_only(tmp_path, monkeypatch) -> None:
    with (tmp_path / "penduduk.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["column", "any", "sets", "note", "2013"], ["kk", "", "", "", "Rumah Tangga"]])
    monkeypatch.setattr(heading_map, "FOLDER", tmp_path)
    heading_map._known.cache_clear()
    try:
        assert column_for("penduduk", "Rumah Tangga", 2013) == Match("kk")
        assert column_for("penduduk", "Rumah Tangga", 2014) is None
    finally:
        heading_map._known.cache_clear()
