"""The programme draft: packages, years, volumes, costs, and what could not be made (catalogue.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.ssk.dunia import district, rows_of, run

DESA = "15.07.01.2001"
KAB = "15.07"


def lines(*desa, **more):
    return rows_of(run(district(*desa, **more)), "kegiatan")


def reasons(*desa, **more):
    return {k: r["alasan"] for k, r in rows_of(run(district(*desa, **more)), "tidak_dibuat").items()}


def years(row):
    return [t for t in range(1, 6) if row[f"vol_{t}"]]


def test_the_worked_example_of_the_catalogue():
    made = lines({"kk_babs": 40, "kk_jamban_tidak_layak": 7})
    build = made[f"AL-KOM-02-{DESA}"]
    assert build["vol_2"] == 5
    assert build["jumlah_rp"] == 300_000_000
    assert made[f"AL-KOM-05-{DESA}"]["harga_satuan_rp"] == 9_000_000
    assert [made[f"AL-KOM-0{i}-{DESA}"]["jumlah_rp"] for i in (1, 3, 4)] == [7_500_000, 5_000_000, 3_000_000]
    assert sum(made[f"AL-KOM-0{i}-{DESA}"]["jumlah_rp"] for i in (1, 2, 3, 4)) == 315_500_000


def test_operation_runs_from_the_year_after_construction_to_the_end_of_the_plan():
    made = lines({})
    assert years(made[f"AL-KOM-02-{DESA}"]) == [2]
    assert years(made[f"AL-KOM-05-{DESA}"]) == [3, 4, 5]
    assert made[f"AL-KOM-05-{DESA}"]["setelah"] == f"AL-KOM-02-{DESA}+1"


@pytest.mark.parametrize(("kelas", "first"), [(4, 1), (3, 2)])
def test_the_worst_classes_start_first(kelas, first):
    made = lines({"al": kelas})
    assert years(made[f"AL-KOM-01-{DESA}"]) == [first]
    assert years(made[f"AL-KOM-02-{DESA}"]) == [first + 1]


def test_every_activity_names_its_desa_and_the_risk_areas_it_answers():
    made = lines({}, {"al": 1, "banjir": 1})
    assert made[f"AL-KOM-02-{DESA}"]["area"] == f"{DESA}/AL"
    assert made[f"PH-PHBS-01-{DESA}"]["area"] == f"{DESA}/AL"
    assert made[f"AL-REG-01-{KAB}"]["area"] == f"{DESA}/AL"
    assert made[f"AL-REG-01-{KAB}"]["kode_desa"] == f"{DESA};15.07.01.2002"


def test_an_undecided_desa_gets_preparation_only():
    made = lines({"luas_terbangun_ha": None, "ps": 3, "dr": 4, "rob": None})
    assert set(made) == {
        f"AL-PMC-01-{DESA}",
        f"AL-STD-01-{DESA}",
        f"PS-STD-01-{DESA}",
        f"DR-STD-01-{DESA}",
        f"PH-PHBS-01-{DESA}",
    }
    assert made[f"AL-PMC-01-{DESA}"]["penerima_manfaat_kk"] == 250


def test_an_undecided_desa_of_low_risk_gets_nothing():
    assert lines({"luas_terbangun_ha": None, "al": 2}) == {}


def test_septic_tanks_for_the_households_without_a_decent_latrine():
    made = lines({"luas_terbangun_ha": Decimal(100)})
    assert made[f"AL-IND-02-{DESA}"]["vol_2"] == 10
    assert made[f"AL-PMC-01-{DESA}"]["penerima_manfaat_kk"] == 10
    assert made[f"AL-IND-02-{DESA}"]["om_pct"] == 0


@pytest.mark.parametrize(("gap", "paket"), [(200, "AL-LEM"), (201, "AL-KWS")])
def test_a_settlement_zone_is_served_by_size(gap, paket):
    facts = {"luas_terbangun_ha": Decimal(5), "kk_babs": gap, "kk_jamban_tidak_layak": 0}
    zone = "Z-15.07.01-OFFSITE_KAWASAN"
    assert {kid[:6] for kid in lines(facts) if kid.endswith(zone)} == {paket}


def test_a_settlement_system_follows_masterplan_study_design_and_land():
    facts = {"luas_terbangun_ha": Decimal(5), "kk_babs": 301, "kk_jamban_tidak_layak": 0}
    made, zone = lines(facts), "Z-15.07.01-OFFSITE_KAWASAN"
    found = {i: years(made[f"AL-KWS-{i:02d}-{zone}"])[0] for i in range(1, 14)}
    assert found == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 8: 2, 9: 3, 10: 3, 11: 3, 12: 4, 13: 4}
    assert made[f"AL-KWS-01-{zone}"]["setelah"] == f"AL-STD-02-{KAB}"
    assert made[f"AL-KWS-10-{zone}"]["setelah"] == f"AL-KWS-09-{zone}="
    assert made[f"AL-KWS-11-{zone}"]["vol_3"] == 240
    assert made[f"AL-KWS-12-{zone}"]["vol_4"] == 61
    assert years(made[f"AL-STD-02-{KAB}"]) == [1]


def test_what_falls_after_the_plan_is_listed():
    facts = {"luas_terbangun_ha": Decimal(5), "kk_babs": 301, "kk_jamban_tidak_layak": 0, "al": 2}
    move = {"kode_desa": DESA, "komponen": "AL", "sistem": "A2", "eksisting": Decimal(0), "menengah": Decimal(100)}
    phases = [{**move, "sistem": "B1"}]
    listed = reasons(facts, tahapan=phases)
    zone = "Z-15.07.01-OFFSITE_KAWASAN"
    assert listed[f"AL-KWS-12|{zone}"] == "sesudah masa rencana"
    assert listed[f"AL-KWS-13|{zone}"] == "sesudah masa rencana"
    assert years(lines(facts, tahapan=phases)[f"AL-KWS-09-{zone}"]) == [5]


def test_a_city_system_of_the_long_term_has_a_masterplan_only():
    made = lines({"luas_terbangun_ha": Decimal(4)})
    assert {kid for kid in made if kid.startswith("AL")} == {f"AL-STD-02-{KAB}"}


def test_a_city_system_of_the_middle_term():
    made = lines({"cbd": 1, "luas_terbangun_ha": Decimal(4)})
    assert years(made[f"AL-KOTA-06-{KAB}"]) == [3]
    assert made[f"AL-KOTA-06-{KAB}"]["vol_3"] == 10
    assert "PS-ANG-02-Z-15.07.01-LANGSUNG_100" in made


def test_an_unknown_fact_leaves_out_the_lines_that_need_it_and_says_why():
    made = lines({"kk_babs": None})
    assert f"AL-KOM-01-{DESA}" in made
    assert f"AL-KOM-02-{DESA}" not in made
    listed = reasons({"kk_babs": None})
    assert listed[f"AL-KOM-02|{DESA}"] == "kk_babs atau kk_jamban_tidak_layak tidak diketahui"
    assert listed[f"AL-KOM-03|{DESA}"].startswith("menunggu AL-KOM-02")
    assert f"AL-KOM-05|{DESA}" in listed
    assert not any(kid.startswith("AL-REG") for kid in made)


def test_a_desa_at_risk_without_anybody_to_serve_has_a_reason():
    assert reasons({"kk_babs": 0, "kk_jamban_tidak_layak": 0})[f"AL-KOM-02|{DESA}"].startswith("tidak ada kebutuhan")
    assert f"AL-KOM-02|{DESA}" not in reasons({"kk_babs": 0, "kk_jamban_tidak_layak": 0, "al": 1, "banjir": 1})


def test_a_sludge_plant_only_where_capacity_is_short():
    assert f"AL-IPLT-05-{KAB}" not in lines({})
    made = lines({"iplt_m3_hari": Decimal(0), "penduduk_jiwa": 100_000})
    assert made[f"AL-IPLT-05-{KAB}"]["vol_2"] == 20
    assert made[f"AL-IPLT-06-{KAB}"]["vol_2"] == 3
    assert made[f"AL-IPLT-08-{KAB}"]["harga_satuan_rp"] == 20 * 12_000_000 + 3 * 52_500_000
    assert "kapasitas IPLT" in reasons({"iplt_m3_hari": None})[f"AL-IPLT-05|{KAB}"]


def test_solid_waste_by_zone_and_once_for_the_district():
    made = lines({}, {})
    zone = "Z-15.07.01-TIDAK_LANGSUNG_70"
    assert made[f"PS-ANG-02-{zone}"]["vol_3"] == 4  # 500 KK * 70 % = 350
    assert made[f"PS-TPA-05-{KAB}"]["jumlah_rp"] == 4_000_000_000


@pytest.mark.parametrize(("kk", "units"), [(399, None), (400, 1), (800, 2)])
def test_waste_treatment_on_the_spot_needs_400_households(kk, units):
    sparse = {"luas_terbangun_ha": Decimal(1000), "ps": 4, "kk": kk}
    made = lines(sparse)
    if units is None:
        assert reasons(sparse)[f"PS-3R-04|{DESA}"] == "kurang dari 400 KK"
    else:
        assert made[f"PS-3R-04-{DESA}"]["vol_2"] == units
        assert made[f"PS-3R-03-{DESA}"]["vol_1"] == 200 * units


def test_drains_and_pumps_by_flooded_area():
    made = lines({"dr": 4, "genangan": Decimal("10.5"), "rob": 1})
    assert made[f"DR-SAL-03-{DESA}"]["vol_2"] == 1575
    assert made[f"DR-POM-05-{DESA}"]["vol_2"] == 2
    assert f"DR-REG-01-{KAB}" in made


def test_hygiene_promotion_is_a_komponen_of_its_own_to_2014():
    tables = district({})
    assert rows_of(run(tables, 2014), "kegiatan")[f"PH-PHBS-01-{DESA}"]["komponen"] == "PH"
    assert rows_of(run(tables, 2015), "kegiatan")[f"AL-PHBS-01-{DESA}"]["komponen"] == "AL"


def test_the_first_allowed_source_is_an_indication():
    sources = rows_of(run(district({})), "kegiatan_sumber")
    row = sources[f"AL-KOM-02-{DESA}|APBD_K"]
    assert (row["share"], row["is_indikasi"], row["jumlah_rp"]) == (1, 1, 60_000_000)


def test_a_programme_names_the_issue_that_concerns_most_desa():
    issues = [
        {"isu_id": "AL-ISU-jamban", "komponen": "AL", "n_desa": 3},
        {"isu_id": "AL-ISU-kepadatan", "komponen": "AL", "n_desa": 5},
        {"isu_id": "PS-ISU-terbangun", "komponen": "PS", "n_desa": 9},
    ]
    programmes = rows_of(run(district({}, isu=issues)), "program")
    assert programmes["AL-P-KOM"]["isu_id"] == "AL-ISU-kepadatan"
    assert programmes["PH-P-PHBS"]["isu_id"] == "AL-ISU-kepadatan"
    assert programmes["PS-P-ANG"]["isu_id"] == "PS-ISU-terbangun"


def test_need_and_gap_per_year_come_from_the_lines_on_the_district_budget():
    money = [
        {"tahun": y, "belanja_sanitasi_rp": 10**9, "belanja_langsung_rp": 10**11, "op_rp": 10**6}
        | dict.fromkeys(("dak_sanitasi_rp", "dak_lh_rp", "dak_perkim_rp", "pinjaman_hibah_rp"), 0)
        for y in range(2009, 2014)
    ]
    outputs = run(district({}, keuangan=money))
    rows = rows_of(outputs, "kemampuan")
    spent = [r for r in rows_of(outputs, "kegiatan_sumber").values() if r["sumber_dana"] == "APBD_K"]
    assert rows["2014"]["mampu_rp"] == 10**9 - 10**6
    assert rows["2014"]["kebutuhan_apbd_k_rp"] == sum(r["biaya_1_rp"] for r in spent)
    assert rows["2014"]["selisih_rp"] == rows["2014"]["kebutuhan_apbd_k_rp"] - rows["2014"]["mampu_rp"]
