"""`explain` for zones and activities of sealed demo districts."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from flows.cli.explain_ssk import district_of
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.ssk import KEGIATAN, TIDAK_DIBUAT, ZONA
from tasks.lineage.records.history import Unit, history_of
from tasks.lineage.records.ledger import sealed_runs
from tasks.ssk.jelas import explain_kegiatan, explain_zona
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store
from tests.support.world import Answer, World

FY = 2013


@pytest.fixture(scope="module")
def opened(demo_sealed: Path) -> tuple[RestrictedStore, str, Unit]:
    store = folder_store(demo_sealed)
    kab = next(m for m in sealed_runs(store) if m["fiscal_year"] == FY)["districts"][0]["kode"]
    unit = history_of(store, FY, kab, "ssk").unit(FY, kab, "ssk")
    assert unit is not None
    return store, kab, unit


Opened = tuple[RestrictedStore, str, Unit]


def call(folder: Path, *words: str) -> Answer:
    world = World(folder.parent, COLUMNS="80", PPSP_KEYRING=os.environ["PPSP_KEYRING"])
    return world.call(*words, "--store", str(folder))


def test_a_zone_names_its_facts_with_values_and_its_rules(opened: Opened) -> None:
    store, _, unit = opened
    row = next(r for r in unit.rows(ZONA).values() if r["komponen"] == "AL" and r["sistem"] != "belum_ditentukan")
    answer = explain_zona(store, FY, str(row["kode_desa"]))
    assert [z["komponen"] for z in answer["komponen"]] == ["AL", "PS", "DR"]
    first = answer["komponen"][0]
    assert first["sistem"] == row["sistem"]
    named = {fact["ref"].rpartition("#")[2]: fact["nilai"] for fact in first["masukan"]}
    assert Fraction(named["penduduk_jiwa"]) / Fraction(named["luas_terbangun_ha"]) == row["kepadatan_jiwa_ha"]
    assert {r["nama"] for r in first["nilai_aturan"]} == {"ssk.density_cuts", "ssk.gw_depth", "ssk.hilly_steps"}
    assert {r["status"] for r in first["nilai_aturan"]} == {"assumed"}


def test_what_would_change_a_zone_lies_on_the_next_cut_offs(opened: Opened) -> None:
    store, _, unit = opened
    communal = [r for r in unit.rows(ZONA).values() if r["sistem"] == "ONSITE_KOMUNAL"]
    row = next(r for r in communal if 25 < r["kepadatan_jiwa_ha"] < 100)
    (zone, *_) = explain_zona(store, FY, str(row["kode_desa"]))["komponen"]
    density = {c["menjadi"]: c for c in zone["perubahan"] if c["fakta"] == "kepadatan"}
    assert density["di bawah 25 jiwa/ha"]["sistem"] == "ONSITE_INDIVIDUAL"
    assert density["100 jiwa/ha atau lebih"]["sistem"] in ("OFFSITE_KAWASAN", "ONSITE_KOMUNAL")
    assert {c["fakta"] for c in zone["perubahan"]} >= {"kepadatan", "CBD", "rencana CBD"}


def test_an_activity_shows_volume_times_price_of_each_year(opened: Opened) -> None:
    store, kab, unit = opened
    made = [r for r in unit.rows(KEGIATAN).values() if r["kode_katalog"] == "AL-KOM-02" and r["asal"] == "katalog"]
    answer = explain_kegiatan(store, FY, kab, str(made[0]["kegiatan_id"]))
    assert answer["volume"]["rumus"] == "bulat ke atas(1/10 x kk_tambah)"
    (year,) = answer["tahun"]
    assert int(year["volume"]) == -(-int(answer["volume"]["nilai"]) // 10)
    assert year["biaya_rp"] == int(year["volume"]) * answer["harga"]["rp"] == answer["jumlah_rp"]
    assert answer["harga"]["asal"] in ("katalog", "kabupaten")
    assert answer["masukan"]
    assert answer["strategi_id"]


def test_every_activity_and_desa_can_be_explained(opened: Opened) -> None:
    store, kab, unit = opened
    for kid in list(unit.rows(KEGIATAN))[::60]:
        assert explain_kegiatan(store, FY, kab, kid)["tahun"]
    for key in list(unit.rows(ZONA))[::45]:
        assert explain_zona(store, FY, key.partition("|")[0])["komponen"]


def test_a_step_that_was_not_made_says_why(opened: Opened) -> None:
    store, kab, unit = opened
    row = next(iter(unit.rows(TIDAK_DIBUAT).values()))
    answer = explain_kegiatan(store, FY, kab, f"{row['kode_katalog']}-{row['lokasi']}")
    assert answer["alasan"] == row["alasan"]


def test_what_is_not_there_is_said_by_name(opened: Opened) -> None:
    store, kab, _ = opened
    with pytest.raises(NotFound, match="AL-XXX-01"):
        explain_kegiatan(store, FY, kab, "AL-XXX-01")
    with pytest.raises(NotFound, match=f"{kab}.99.2001"):
        explain_zona(store, FY, f"{kab}.99.2001")


def test_an_id_tells_its_district_or_the_sealed_plans_are_asked(opened: Opened) -> None:
    store, kab, _ = opened
    assert district_of(store, FY, "AL-KOM-02-15.07.01.2001", "") == "15.07"
    assert district_of(store, FY, "PS-ANG-01-Z-15.07.01-TIDAK_LANGSUNG_70", "") == "15.07"
    assert district_of(store, FY, "PS-TPA-05-15.07", "") == "15.07"
    assert district_of(store, FY, "PS-BANK-1", kab) == kab
    with pytest.raises(NotFound, match="TIDAK-ADA"):
        district_of(store, FY, "TIDAK-ADA", "")


def test_an_id_of_several_districts_is_refused_with_their_names(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.ssk.terbuka.districts_with", lambda *_: ["15.06", "15.07"])
    with pytest.raises(WrongUsage, match=r"15\.06, 15\.07; add --district"):
        district_of(opened[0], FY, "PS-BANK-1", "")


def test_the_commands_read_well_at_eighty_columns(demo_sealed: Path, opened: Opened) -> None:
    _, kab, unit = opened
    kode = next(k.partition("|")[0] for k, r in unit.rows(ZONA).items() if r["sistem"] == "ONSITE_KOMUNAL")
    kid = next(k for k, r in unit.rows(KEGIATAN).items() if r["kode_katalog"] == "AL-KOM-02")
    zone, line = call(demo_sealed, "explain", str(FY), kode, "--zona"), call(demo_sealed, "explain", str(FY), kid)
    assert "Yang akan mengubah hasilnya" in zone.stdout
    assert "harga satuan" in line.stdout
    for answer in (zone, line):
        assert answer.returncode == 0, answer.stderr
        assert all(len(text) <= 80 or "#" in text for text in answer.stdout.splitlines())
    told = json.loads(call(demo_sealed, "explain", str(FY), kid, "--json").stdout)
    assert told["ref"] == f"ssk/{FY}/{kab}/{kid}"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2013", "AL-KOM-02-99.01.01.2001", "--zona"), "is no code of one"),
        (("2013", "TIDAK-ADA"), "no sealed SSK of fiscal year 2013 has an activity TIDAK-ADA"),
        (("2014", "TIDAK-ADA"), "no sealed SSK of fiscal year 2013 has an activity TIDAK-ADA"),
    ],
)
def test_the_command_refuses_in_a_sentence(demo_sealed: Path, words: tuple[str, ...], said: str) -> None:
    refused = call(demo_sealed, "explain", *words)
    assert refused.returncode != 0
    assert said in " ".join(refused.stderr.split())
