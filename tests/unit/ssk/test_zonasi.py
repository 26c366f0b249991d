"""The table of zones: what is blank is said, what the Pokja moves is kept beside the computed outcome."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.ssk.dunia import district, rows_of, run

DESA = "15.07.01.2001"
REASON = "jaringan sudah ada di jalan utama"


def zone(tables, komponen="AL"):
    return rows_of(run(tables), "zona")[f"{DESA}|{komponen}"]


def test_a_zone_is_a_kecamatan_and_an_outcome():
    assert zone(district({}))["zona_id"] == "Z-15.07.01-ONSITE_KOMUNAL"


def test_blank_inputs_are_said_beside_the_result():
    row = zone(district({"muka_air_tanah_m": None, "topografi": None, "cbd": None, "rob": None}))
    assert row["sistem"] == "ONSITE_KOMUNAL"
    assert "muka air tanah tidak diisi, dianggap tidak basah" in row["catatan"]
    assert "rob tidak diisi, dianggap tidak basah" in row["catatan"]
    assert "CBD tidak diisi, dianggap bukan CBD" in row["catatan"]
    assert "topografi tidak diisi, dianggap datar" in row["catatan"]


def test_without_built_up_area_nothing_is_decided_but_drainage():
    tables = district({"luas_terbangun_ha": None, "cbd": 1})
    assert zone(tables, "AL")["sistem"] == "belum_ditentukan"
    assert zone(tables, "AL")["alasan"] == "luas terbangun tidak diketahui atau 0"
    assert zone(tables, "AL")["zona_id"] == ""
    assert zone(tables, "PS")["sistem"] == "belum_ditentukan"
    assert zone(tables, "DR")["sistem"] == "RENDAH"


def test_rob_and_flood_come_from_either_table():
    dry = {"al": 1, "rob": None, "banjir_mengganggu": None, "banjir": None}
    assert zone(district(dry))["sistem"] == "ONSITE_INDIVIDUAL"
    assert zone(district({**dry, "banjir_rob": 1}))["sistem"] == "ONSITE_KOMUNAL"
    assert zone(district({**dry, "banjir_mengganggu": 1}))["sistem"] == "ONSITE_KOMUNAL"
    assert zone(district({**dry, "banjir": 0, "banjir_mengganggu": 1}))["sistem"] == "ONSITE_INDIVIDUAL"


def test_flooded_area_is_the_sum_of_places_else_the_prone_area():
    risky = {"dr": 4, "luas_rawan_genangan_ha": Decimal(3)}
    assert zone(district({**risky, "genangan": Decimal(1)}), "DR")["sistem"] == "TINGGI"
    assert zone(district(risky), "DR")["sistem"] == "RENDAH"  # the table was submitted without a place here
    tables = district(risky)
    del tables["drainase_genangan"]
    assert zone(tables, "DR")["sistem"] == "TINGGI"


def test_the_pokja_moves_a_desa_with_a_reason():
    move = {"kode_desa": DESA, "komponen": "AL", "sistem": "OFFSITE_TERPUSAT", "alasan": REASON}
    row = zone(district({}, zona_penyesuaian=[move]))
    assert (row["sistem_hitung"], row["sistem"], row["fase"]) == ("ONSITE_KOMUNAL", "OFFSITE_TERPUSAT", "menengah")
    assert row["alasan"] == REASON


def test_a_move_without_reason_or_to_a_foreign_code_is_not_used():
    for move in ({"sistem": "OFFSITE_KAWASAN", "alasan": None}, {"sistem": "TINGGI", "alasan": REASON}):
        row = zone(district({}, zona_penyesuaian=[{"kode_desa": DESA, "komponen": "AL", **move}]))
        assert row["sistem"] == "ONSITE_KOMUNAL"
        assert "penyesuaian Pokja" in row["catatan"]


def test_the_newest_year_not_above_the_fiscal_year_counts():
    tables = district({})
    tables["penduduk"] += [
        {**tables["penduduk"][0], "tahun": 2013, "penduduk_jiwa": 4000},
        {**tables["penduduk"][0], "tahun": 2014, "penduduk_jiwa": 9000},
    ]
    assert zone(tables)["kepadatan_jiwa_ha"] == 200
