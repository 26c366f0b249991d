"""How a desa gets its risk class, in the tables that a Pokja draws (buku-putih.md section 5)."""

from __future__ import annotations

from tests.spec.area_tables import AIR_LIMBAH, MODES, PENDUDUK, WILAYAH, ehra, indicator_scores, persepsi
from tests.support.area import check, of_komponen, rows_of, run


def test_secondary_data_are_scored_over_the_range_of_the_district_and_averaged():
    made = run(wilayah=WILAYAH, penduduk=PENDUDUK, air_limbah=AIR_LIMBAH)
    assert indicator_scores(made, "kepadatan") == [1, 1, 3, 4]
    assert indicator_scores(made, "miskin") == [1, 1, 4, 4]
    assert indicator_scores(made, "jamban") == [1, 1, 3, 4]
    assert indicator_scores(made, "terbangun") == [1, 1, 2, 4]
    check(made, "AL", """
        desa | sekunder | persepsi | ehra | hitung | akhir | is_sementara
        A    | 1        | -        | -    | 1      | 1     | 1
        B    | 1        | -        | -    | 1      | 1     | 1
        C    | 3        | -        | -    | 3      | 3     | 1
        D    | 4        | -        | -    | 4      | 4     | 1
    """)  # fmt: skip


def test_piped_water_counts_a_household_per_connection_and_100_people_per_hydrant():
    made = run(
        wilayah=WILAYAH,
        penduduk=PENDUDUK,
        air_minum="""
            desa | sr_unit | hu_unit
            A    | 250     | 5
            B    | 250     | 0
            C    | 0       | 10
            D    | 100     | -
        """,
    )
    water = [(r["nilai"], r["skor"]) for r in rows_of(made, "indikator") if r["indikator"] == "air_minum"]
    assert water == [(150, 1), (50, 4), (25, 4), (None, None)]


def test_a_desa_without_ehra_is_scored_on_the_remaining_sources():
    made = run(
        wilayah="""
            desa | strata | luas_adm_ha
            A    | 1      | 100
            B    | 2      | 100
            C    | -      | 100
        """,
        penduduk="""
            desa | penduduk_jiwa
            A    | 100
            B    | 400
            C    | 400
        """,
        persepsi=persepsi(("A", "AL", 2), ("A", "AL", 3), ("B", "AL", 2), ("C", "AL", 2)),
        ehra=ehra(*((s, k, n) for s, n in ((1, 20), (2, 90)) for k in ("2.1", "2.2", "2.3"))),
    )
    check(made, "AL", """
        desa | sekunder | persepsi | ehra | hitung | is_sementara | sumber_tidak_ada
        A    | 1        | 3        | 1    | 2      | 0            | -
        B    | 4        | 2        | 4    | 3      | 0            | -
        C    | 4        | 2        | -    | 3      | 1            | ehra
    """)  # fmt: skip
    assert of_komponen(made, "AL")["A"]["rerata_persepsi"] * 2 == 5
    assert str(of_komponen(made, "AL")["C"]["catatan"]).startswith("sementara, tanpa EHRA")


def test_perception_of_the_komponen_goes_before_the_general_one():
    made = run(
        wilayah="""
            desa
            A
            B
            C
        """,
        persepsi=persepsi(("A", "AL", 4), ("A", "UMUM", 1), ("B", "UMUM", 3), ("C", "AL", 4), ("C", "DR", 1)),
    )
    for komponen, expected in {"AL": "434", "PS": "13-", "DR": "131", "UMUM": "133"}.items():
        found = of_komponen(made, komponen)
        assert "".join("-" if (s := found[d]["skor_persepsi"]) is None else str(s) for d in "ABC") == expected


def test_the_overall_result_takes_all_seven_indicators_and_the_total_index():
    made = run(wilayah=WILAYAH, penduduk=PENDUDUK, air_limbah=AIR_LIMBAH)
    check(made, "UMUM", """
        desa | sekunder | hitung
        A    | 1        | 1
        B    | 1        | 1
        C    | 3        | 3
        D    | 4        | 4
    """)  # fmt: skip


def test_flooded_area_is_the_sum_of_its_places_and_zero_without_a_place():
    made = run(
        wilayah="""
            desa | luas_adm_ha | luas_rawan_genangan_ha
            A    | 100         | 90
            B    | 100         | 90
            C    | 100         | 90
            D    | -           | 90
        """,
        drainase_genangan="""
            desa | lokasi | luas_genangan_ha
            A    | pasar  | 1.5
            A    | kali   | 2.5
            C    | kali   | -
        """,
    )
    values = [r["nilai"] for r in rows_of(made, "indikator") if r["indikator"] == "genangan"]
    assert values == [4, 0, 90, None]
    assert "luas rawan genangan" in str(of_komponen(made, "DR")["C"]["catatan"])
    assert "luas rawan genangan" not in str(of_komponen(made, "DR")["A"]["catatan"])


def test_the_area_prone_to_flooding_stands_in_where_no_place_was_submitted():
    made = run(
        wilayah="""
            desa | luas_adm_ha | luas_rawan_genangan_ha
            A    | 100         | 0
            B    | 100         | 40
        """
    )
    assert [r["nilai"] for r in rows_of(made, "indikator") if r["indikator"] == "genangan"] == [0, 40]
    (note,) = [r["catatan"] for r in rows_of(made, "ringkasan_area") if r["komponen"] == "DR"]
    assert "luas rawan genangan dipakai sebagai luas genangan" in str(note)


def test_village_modes_stand_in_where_nothing_was_counted():
    made = run(**MODES)
    for komponen, expected in {"AL": "12344-", "DR": "12342-", "PS": "------"}.items():
        found = of_komponen(made, komponen)
        assert "".join("-" if (s := found[d]["skor_akhir"]) is None else str(s) for d in "ABCDEF") == expected
    assert of_komponen(made, "AL")["A"]["catatan"] == "sementara, dari modus desa"
    assert of_komponen(made, "AL")["A"]["is_sementara"] == 1


def test_what_cannot_be_scored_says_what_is_missing():
    made = run(**MODES)
    solid_waste = of_komponen(made, "PS")["A"]
    assert solid_waste["catatan"] == (
        "belum dapat dinilai: tidak ada data sampah terangkut, kepadatan penduduk, luas terbangun, skor persepsi OPD "
        "maupun EHRA"
    )
    assert solid_waste["is_sementara"] == 0
    assert "modus desa" in str(of_komponen(made, "AL")["F"]["catatan"])


def test_one_counted_value_in_the_district_ends_the_modes_of_its_komponen():
    made = run(**MODES, air_limbah="desa | jamban_unit\nA | 100", penduduk="desa | rumah\nA | 200")
    assert {d: r["skor_akhir"] for d, r in of_komponen(made, "AL").items()} == {"A": 1, **dict.fromkeys("BCDEF")}
    assert of_komponen(made, "DR")["D"]["skor_akhir"] == 4


def test_a_komponen_without_its_own_indicator_says_so():
    made = run(wilayah=WILAYAH, penduduk=PENDUDUK)
    note = str(of_komponen(made, "AL")["A"]["catatan"])
    assert "tanpa data jamban" in note
    assert "hanya dari indikator bersama" in note
    assert "tanpa persepsi OPD" in note


def test_the_visited_score_goes_before_the_agreed_before_the_computed_one():
    made = run(
        wilayah="desa\nA\nB\nC\nD",
        persepsi=persepsi(("A", "AL", 1), ("B", "AL", 1), ("C", "AL", 1)),
        kesepakatan_skor="""
            desa | komponen | skor_disepakati | skor_kunjungan
            A    | AL       | 2               | 4
            B    | AL       | 3               | -
            D    | AL       | 4               | -
            C    | UMUM     | 4               | -
        """,
    )
    check(made, "AL", """
        desa | hitung | disepakati | kunjungan | akhir
        A    | 1      | 2          | 4         | 4
        B    | 1      | 3          | -         | 3
        C    | 1      | -          | -         | 1
        D    | -      | 4          | -         | 4
    """)  # fmt: skip
    check(made, "UMUM", """
        desa | hitung | disepakati | akhir
        C    | 1      | 4          | 4
    """)  # fmt: skip
    (tally,) = [r for r in rows_of(made, "ringkasan_area") if r["komponen"] == "AL"]
    assert [tally[f"kelas_{k}"] for k in (1, 2, 3, 4)] == [1, 0, 1, 2]
    assert [tally[f"hitung_{k}"] for k in (1, 2, 3, 4)] == [3, 0, 0, 0]
    assert (tally["prioritas"], tally["hitung_tanpa_kelas"]) == (3, 1)


def test_issues_name_the_desa_of_the_two_worst_classes():
    made = run(wilayah="desa\nA\nB\nC", persepsi=persepsi(("A", "AL", 4), ("B", "AL", 3), ("C", "AL", 2)))
    (issue,) = rows_of(made, "isu")
    assert issue["isu_id"] == "AL-ISU-area_berisiko"
    assert (issue["n_desa"], issue["kode_desa"]) == (2, "99.01.01.2001;99.01.01.2002")


def test_every_desa_has_a_row_for_every_komponen():
    made = run(wilayah="desa\nA\nB")
    assert {(r["kode_desa"][-1], r["komponen"]) for r in rows_of(made, "area")} == {
        (d, k) for d in "12" for k in ("UMUM", "AL", "PS", "DR")
    }
    assert {r["skor_akhir"] for r in rows_of(made, "area")} == {None}


def test_a_district_without_spread_scores_1_and_says_so():
    made = run(wilayah="desa | luas_adm_ha\nA | 10\nB | 10", penduduk="desa | penduduk_jiwa\nA | 70\nB | 70")
    assert indicator_scores(made, "kepadatan") == [1, 1]
    (note,) = [r["catatan"] for r in rows_of(made, "ringkasan_area") if r["komponen"] == "PS"]
    assert str(note).startswith("semua desa sama, skor 1: kepadatan penduduk")


def test_people_are_those_of_the_newest_year_up_to_the_fiscal_year():
    made = run(
        wilayah="desa | luas_adm_ha\nA | 10",
        penduduk="""
            desa | tahun | penduduk_jiwa
            A    | 2011  | 100
            A    | 2013  | 300
            A    | 2014  | 900
        """,
    )
    assert [r["nilai"] for r in rows_of(made, "indikator") if r["indikator"] == "kepadatan"] == [30]


def test_household_answers_count_as_the_survey():
    answers = "no_responden | desa | E.3.1\n9901012001101 | A | 1\n9901012002201 | B | 2"
    made = run(wilayah="desa | strata\nA | 1\nB | 2", ehra_responden=answers)
    check(made, "DR", """
        desa | ehra | hitung | is_sementara
        A    | 4    | 4      | 0
        B    | 1    | 1      | 0
    """)  # fmt: skip
