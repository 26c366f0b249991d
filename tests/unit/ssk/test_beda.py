"""What the Pokja's programme changes against the draft (ssk.md section 7)."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.ssk.dunia import district, edges_of, rows_of, run

DESA = "15.07.01.2001"
BUILD = f"AL-KOM-02-{DESA}"


def differences(*lines):
    return rows_of(run(district({}, program_kegiatan=list(lines))), "beda_program")


def given(kegiatan_id, **more):
    return {"kegiatan_id": kegiatan_id, "sumber_dana": "APBD_K", "komponen": "AL", **more}


def test_without_a_submitted_programme_there_is_no_difference():
    assert differences() == {}


def test_a_changed_line_shows_each_column_with_both_values():
    rows = differences(given(BUILD, harga_satuan_rp=50_000_000))
    assert (rows[f"{BUILD}|harga_satuan_rp"]["draf"], rows[f"{BUILD}|harga_satuan_rp"]["pokja"]) == (
        "60000000",
        "50000000",
    )
    assert rows[f"{BUILD}|jumlah_rp"]["jenis"] == "beda"
    assert f"{BUILD}|vol_1" not in rows


def test_what_follows_from_a_changed_line_is_shown_too():
    rows = differences(given(BUILD, harga_satuan_rp=50_000_000))
    assert f"AL-KOM-05-{DESA}|jumlah_rp" in rows


def test_a_new_line_and_a_dropped_one_are_one_row_each():
    rows = differences(given("X", vol_1=Decimal(1), harga_satuan_rp=1000), given(BUILD, vol_1=Decimal(0)))
    assert (rows["X|"]["jenis"], rows["X|"]["pokja"]) == ("baru", "1000")
    dropped = rows[f"AL-KOM-05-{DESA}|"]
    assert (dropped["jenis"], dropped["pokja"]) == ("hilang", "")


def test_another_source_is_a_difference():
    rows = differences({**given(BUILD), "sumber_dana": "APBN"})
    assert rows[f"{BUILD}|sumber_dana"]["pokja"] == "APBN 1"


def test_a_total_that_the_pokja_left_blank_leads_on_to_the_activity_it_is_computed_from():
    edges = edges_of(run(district({}, program_kegiatan=[given("X", vol_1=Decimal(1), harga_satuan_rp=1000)])))
    assert edges["beda_program/2013/15.07/X~"][1] == [
        "tabel/2013/15.07/program_kegiatan/X~APBD_K#jumlah_rp",
        "ssk/2013/15.07/X",
    ]
