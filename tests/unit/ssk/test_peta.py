"""Zones with their facts, and one row per desa for maps."""

from __future__ import annotations

from fractions import Fraction

from tests.unit.ssk.dunia import district, rows_of, run

DENSE = {"penduduk_jiwa": 3000, "luas_terbangun_ha": 15, "luas_adm_ha": 100, "kk": 700, "kecamatan": "Kec A"}
TWIN = {**DENSE, "luas_adm_ha": 300, "al": 2, "kk": 300, "laju_pct": 2}
SEWAGE = {
    "kk_tangki_individual": 100,
    "kk_mck": 20,
    "kk_tangki_komunal": 30,
    "kk_ipal_komunal": 40,
    "kk_ipal_terpusat": 10,
}


def zone_of(*desa, **more):
    return rows_of(run(district(*desa, **more)), "zona_ringkas")["Z-15.07.01-OFFSITE_KAWASAN"]


def test_a_zone_sums_its_desa():
    zone = zone_of({**DENSE, **SEWAGE, "cbd_rencana": 0, "banjir": 1}, {**TWIN, **SEWAGE})
    assert (zone["n_desa"], zone["penduduk_jiwa"], zone["kk"], zone["luas_terbangun_ha"]) == (2, 6000, 1000, 30)
    assert (zone["kepadatan_jiwa_ha"], zone["tipe_kepadatan"]) == (200, "URBAN_MEDIUM")
    assert zone["laju_pct"] == Fraction(15 * 700 + 20 * 300, 10 * 1000)
    assert (zone["setempat_layak_pct"], zone["komunal_pct"], zone["terpusat_pct"]) == (20, 10, 10)
    assert (zone["n_banjir"], zone["n_cbd"], zone["n_air_tanah_dangkal"]) == (1, 0, 0)
    assert zone["kecamatan"] == "Kec A"


def test_the_share_of_area_at_risk_is_above_fifty_percent_or_not():
    half = zone_of({**DENSE, "luas_adm_ha": 300}, TWIN)
    assert (half["luas_risiko_tinggi_pct"], half["is_risiko_dominan"]) == (50, 0)
    more = zone_of({**DENSE, "luas_adm_ha": 301}, TWIN)
    assert more["is_risiko_dominan"] == 1
    unknown = zone_of({**DENSE, "luas_adm_ha": None}, TWIN)
    assert (unknown["luas_risiko_tinggi_pct"], unknown["is_risiko_dominan"]) == (None, None)


def test_what_is_unknown_in_one_desa_is_unknown_in_the_zone():
    zone = zone_of({**DENSE, **SEWAGE}, {**TWIN, **SEWAGE, "kk_mck": None})
    assert (zone["setempat_layak_pct"], zone["komunal_pct"]) == (20, None)


def test_the_map_has_one_row_per_desa_also_for_an_undecided_one():
    tables = district({**DENSE, "desa": "A"}, {"desa": "B", "luas_terbangun_ha": None})
    moved = {"kode_desa": "15.07.01.2001", "komponen": "AL", "sistem": "ONSITE_KOMUNAL", "alasan": "tanah miring curam"}
    rows = rows_of(run({**tables, "zona_penyesuaian": [moved]}), "peta_zona")
    first, second = rows["15.07.01.2001"], rows["15.07.01.2002"]
    assert (first["desa"], first["kode_kecamatan"], first["tipe_kepadatan"]) == ("A", "15.07.01", "URBAN_MEDIUM")
    assert (first["sistem_al"], first["is_disesuaikan_al"], first["is_disesuaikan_ps"]) == ("ONSITE_KOMUNAL", 1, 0)
    assert first["zona_al"] == "Z-15.07.01-ONSITE_KOMUNAL"
    assert (second["sistem_al"], second["zona_al"], second["kepadatan_jiwa_ha"]) == ("belum_ditentukan", "", None)
    assert second["sistem_dr"] == "RENDAH"


def test_every_zone_of_a_desa_is_listed():
    outputs = run(district(DENSE, {}, {"cbd": 1}, {"genangan": 3, "dr": 4}))
    listed = set(rows_of(outputs, "zona_ringkas"))
    assert listed == {r["zona_id"] for r in rows_of(outputs, "zona").values() if r["zona_id"]}
    assert sum(z["n_desa"] for z in rows_of(outputs, "zona_ringkas").values()) == len(rows_of(outputs, "zona"))
