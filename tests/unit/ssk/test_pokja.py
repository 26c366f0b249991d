"""The Pokja's own activities replace or extend the draft line by line (ssk.md section 7, tables.md section 6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tests.unit.ssk.dunia import district, edges_of, rows_of, run

DESA = "15.07.01.2001"
KAB = "15.07"
BUILD = f"AL-KOM-02-{DESA}"


def given(kegiatan_id=BUILD, sumber_dana="APBD_K", **more):
    return {"kegiatan_id": kegiatan_id, "sumber_dana": sumber_dana, "komponen": "AL", **more}


def outcome(*lines, **more):
    outputs = run(district({}, program_kegiatan=list(lines), **more))
    return rows_of(outputs, "kegiatan"), rows_of(outputs, "kegiatan_sumber"), outputs


def test_a_line_with_the_id_of_the_draft_replaces_it():
    made, sources, _ = outcome(given(vol_4=Decimal(2), harga_satuan_rp=50_000_000))
    row = made[BUILD]
    assert [row[f"vol_{t}"] for t in range(1, 6)] == [0, 0, 0, 2, 0]
    assert (row["biaya_4_rp"], row["jumlah_rp"], row["asal"]) == (100_000_000, 100_000_000, "pokja")
    assert row["nama"].startswith("Pembangunan")
    assert sources[f"{BUILD}|APBD_K"]["is_indikasi"] == 0


def test_the_steps_after_a_moved_line_move_with_it():
    made, _, _ = outcome(given(vol_4=Decimal(2)))
    assert made[f"AL-KOM-03-{DESA}"]["vol_4"] == 1
    assert [made[f"AL-KOM-05-{DESA}"][f"vol_{t}"] for t in range(1, 6)] == [0, 0, 0, 0, 1]
    assert made[f"AL-KOM-05-{DESA}"]["harga_satuan_rp"] == 3_600_000


def test_operation_grows_with_what_is_built():
    made, _, _ = outcome(given(vol_2=Decimal(1), vol_3=Decimal(2)))
    om = made[f"AL-KOM-05-{DESA}"]
    assert om["harga_satuan_rp"] == 5_400_000
    assert [om[f"biaya_{t}_rp"] for t in range(1, 6)] == [0, 0, 1_800_000, 5_400_000, 5_400_000]
    assert om["vol_3"] == Fraction(1, 3)


def test_co_funding_splits_every_year_without_losing_a_rupiah():
    third = {"vol_1": Decimal(1), "harga_satuan_rp": 100, "share": Fraction(1, 3)}
    made, sources, _ = outcome(
        given("X-1", "APBN", **third), given("X-1", "APBD_K", **third), given("X-1", "APBD_P", **third)
    )
    parts = [sources[f"X-1|{s}"]["biaya_1_rp"] for s in ("APBD_K", "APBD_P", "APBN")]
    assert parts == [34, 33, 33]
    assert sum(sources[f"X-1|{s}"]["share"] for s in ("APBD_K", "APBD_P", "APBN")) == 1
    assert made["X-1"]["jumlah_rp"] == 100


def test_a_line_of_its_own_keeps_its_id_place_and_programme():
    line = given("AIR-7", kode_desa=DESA, kegiatan="MCK sekolah", program="Akses sekolah", vol_1=Decimal(1))
    made, _, outputs = outcome({**line, "harga_satuan_rp": 9, "jenis_sub": "k", "tahap": "A"})
    row = made["AIR-7"]
    assert (row["lokasi"], row["nama"], row["program_id"]) == (DESA, "MCK sekolah", "AL-P-AKSES-SEKOLAH")
    assert row["area"] == f"{DESA}/AL"
    assert row["penerima_manfaat_kk"] == 250
    assert rows_of(outputs, "program")["AL-P-AKSES-SEKOLAH"]["nama"] == "Akses sekolah"


def test_a_line_of_the_catalogue_takes_its_columns():
    made, _, _ = outcome(given("SAL-1", komponen="DR", kode_katalog="DR-SAL-03", kode_desa=DESA, vol_1=Decimal(10)))
    row = made["SAL-1"]
    assert (row["satuan"], row["harga_satuan_rp"], row["jumlah_rp"]) == ("m", 1_000_000, 10_000_000)
    assert row["program_id"] == "DR-P-SAL"


def test_a_blank_id_gets_the_key_of_the_software():
    made, _, _ = outcome(given(None, kode_katalog="DR-SAL-03", kode_desa=DESA, vol_1=Decimal(1), komponen="DR"))
    assert f"DR-SAL-03-{DESA}" in made


def test_without_a_source_the_first_allowed_one_is_an_indication():
    _, sources, _ = outcome(given(sumber_dana=None, vol_2=Decimal(1)))
    assert sources[f"{BUILD}|APBD_K"]["is_indikasi"] == 1


def test_unknown_volume_or_price_is_not_zero():
    made, sources, _ = outcome(given("Z-9", vol_1=Decimal(3)))
    assert made["Z-9"]["biaya_1_rp"] is None
    assert made["Z-9"]["jumlah_rp"] is None
    assert sources["Z-9|APBD_K"]["jumlah_rp"] is None


def test_costs_stand_in_where_no_volume_is_given():
    made, sources, _ = outcome(given("Z-9", "APBD_K", biaya_1_rp=60), given("Z-9", "APBN", biaya_1_rp=40))
    assert made["Z-9"]["jumlah_rp"] == 100
    assert sources["Z-9|APBD_K"]["jumlah_rp"] + sources["Z-9|APBN"]["jumlah_rp"] == 100


def test_a_line_that_could_not_be_drafted_is_no_longer_missing():
    outputs = run(district({"kk_babs": None}, program_kegiatan=[given(vol_2=Decimal(1))]))
    assert f"AL-KOM-02|{DESA}" not in rows_of(outputs, "tidak_dibuat")
    assert rows_of(outputs, "kegiatan")[BUILD]["jumlah_rp"] == 60_000_000


def test_why_ends_at_the_submitted_line():
    _, _, outputs = outcome(given(vol_2=Decimal(1), harga_satuan_rp=7))
    rule, sources = edges_of(outputs)[f"ssk/2013/{KAB}/{BUILD}"]
    assert f"tabel/2013/{KAB}/program_kegiatan/{BUILD}~APBD_K#vol_2" in sources
    assert rule
