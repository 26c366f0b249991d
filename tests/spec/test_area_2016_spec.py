"""Areas at risk as the editions from 2016 have them (buku-putih.md section 4)."""

from __future__ import annotations

import pytest

from tests.spec.area_tables import AIR_LIMBAH, MODES, PENDUDUK, WILAYAH, indicator_scores, persepsi
from tests.support.area import check, of_komponen, rows_of, run


def test_impact_times_exposure_from_2016():
    made = run(
        2017,
        wilayah=WILAYAH,
        penduduk=PENDUDUK.replace("desa |", "desa | tahun |").replace("    |  ", "    | 2016 |  "),
        air_limbah=AIR_LIMBAH,
        persepsi=persepsi(("A", "AL", 2), ("B", "AL", 4)),
    )
    check(made, "AL", """
        desa | dampak | paparan | perkalian | hitung | is_sementara
        A    | 7/4    | 3/2     | 21/8      | 1      | 1
        B    | 1      | 5/2     | 5/2       | 1      | 1
        C    | 11/4   | 3       | 33/4      | 2      | 1
        D    | 4      | 4       | 16        | 4      | 1
    """)  # fmt: skip
    assert {r["komponen"] for r in rows_of(made, "area")} == {"AL", "PS", "DR"}
    assert [r["skor"] for r in rows_of(made, "indikator") if r["indikator"] == "urban_rural"] == [4, 1, 1, 4]


def test_impact_needs_three_of_its_four_indicators():
    made = run(2017, **MODES)
    row = of_komponen(made, "AL")["A"]
    assert (row["skor_sekunder"], row["paparan"], row["dampak"], row["skor_hitung"]) == (1, 1, None, None)
    assert str(row["catatan"]).startswith("belum dapat dinilai: indikator dampak kurang, tidak ada penduduk")


def test_secondary_values_are_rounded_to_one_decimal_from_2016():
    """0.04, 0.14 and 0.24 jiwa/ha; the bounds 0.09, 0.14 and 0.19 become 0.1, 0.1 and 0.2."""
    tables = {
        "wilayah": "desa | luas_adm_ha\nA | 100\nB | 100\nC | 100",
        "penduduk": "desa | tahun | penduduk_jiwa\nA | 2012 | 4\nB | 2012 | 14\nC | 2012 | 24",
    }
    assert indicator_scores(run(2013, **tables), "kepadatan") == [1, 2, 4]
    assert indicator_scores(run(2017, **tables), "kepadatan") == [1, 1, 3]


@pytest.mark.parametrize(("fiscal_year", "asal"), [(2013, "strata-1"), (2017, "desa")])
def test_a_desa_takes_its_own_index_only_from_2016_and_with_40_respondents(fiscal_year, asal):
    made = run(
        fiscal_year,
        wilayah="desa | strata\nA | 1\nB | 1\nC | 5\nD | 3",
        ehra="""
            desa | strata | indikator | n_total | n_valid | n_berisiko
            A    | -      | 4.1       | 40      | 40      | 40
            B    | -      | 4.1       | 39      | 20      | 0
        """,
    )
    found = {str(r["kode_desa"])[-1]: (r["asal"], r["nilai"]) for r in rows_of(made, "irs")}
    stratum, district = ("strata-1", 100 * 40 / 60), ("kabupaten", 100 * 40 / 60)
    assert found["1"][0] == asal
    assert found["1"][1] == (100 if asal == "desa" else pytest.approx(stratum[1]))
    assert (found["2"][0], float(found["2"][1])) == pytest.approx(stratum)
    assert (found["3"][0], float(found["3"][1])) == pytest.approx(district)
    assert "4" not in found
