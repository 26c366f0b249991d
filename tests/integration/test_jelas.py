"""`explain` for zones and activities of a sealed demo district."""

from __future__ import annotations

import pytest

from schemas.errors import NotFound
from schemas.outputs.ssk import KEGIATAN, TIDAK_DIBUAT, ZONA
from tasks.lineage.history import History, Unit, history_of
from tasks.lineage.ledger import sealed_runs
from tasks.ssk.jelas import explain_kegiatan, explain_zona
from tasks.store.folder import FolderStore

FY = 2013


@pytest.fixture
def opened(demo: FolderStore) -> tuple[str, History, Unit]:
    kab = next(m for m in sealed_runs(demo) if m["fiscal_year"] == FY)["districts"][0]["kode"]
    history = history_of(demo, FY, kab, "ssk")
    unit = history.unit(FY, kab, "ssk")
    assert unit is not None
    return kab, history, unit


def test_a_zone_names_its_facts_with_values_and_its_rules(opened: tuple[str, History, Unit]) -> None:
    _, history, unit = opened
    row = next(r for r in unit.rows(ZONA).values() if r["komponen"] == "AL" and r["sistem"] != "belum_ditentukan")
    answer = explain_zona(history, FY, str(row["kode_desa"]))
    assert [z["komponen"] for z in answer["komponen"]] == ["AL", "PS", "DR"]
    first = answer["komponen"][0]
    assert first["sistem"] == row["sistem"]
    named = {fact["ref"].rpartition("#")[2]: fact["nilai"] for fact in first["masukan"]}
    assert named["luas_terbangun_ha"]
    assert named["penduduk_jiwa"]
    assert {r["nama"] for r in first["nilai_aturan"]} >= {"ssk.density_cuts", "ssk.gw_depth"}
    assert any(str(row["sistem"]) in line for line in answer["lines"])


def test_an_activity_shows_volume_times_price_of_each_year(opened: tuple[str, History, Unit]) -> None:
    kab, history, unit = opened
    made = [r for r in unit.rows(KEGIATAN).values() if r["kode_katalog"] == "AL-KOM-02"]
    answer = explain_kegiatan(history, FY, kab, str(made[0]["kegiatan_id"]))
    assert answer["aturan_volume"] == "ceil(1/10 x kk_tambah)"
    (year,) = answer["tahun"]
    assert year["biaya_rp"] == int(year["volume"]) * answer["harga_satuan_rp"] == answer["jumlah_rp"]
    assert answer["masukan"]
    assert answer["strategi_id"]
    assert any("AL-KOM-02" in line for line in answer["lines"])


def test_every_activity_can_be_explained(opened: tuple[str, History, Unit]) -> None:
    kab, history, unit = opened
    for kid in list(unit.rows(KEGIATAN))[::25]:
        assert explain_kegiatan(history, FY, kab, kid)["lines"]


def test_a_step_that_was_not_made_says_why(opened: tuple[str, History, Unit]) -> None:
    kab, history, unit = opened
    row = next(iter(unit.rows(TIDAK_DIBUAT).values()))
    answer = explain_kegiatan(history, FY, kab, f"{row['kode_katalog']}-{row['lokasi']}")
    assert answer["alasan"] == row["alasan"]


def test_what_is_not_there_is_said_by_name(opened: tuple[str, History, Unit]) -> None:
    kab, history, _ = opened
    with pytest.raises(NotFound, match="AL-XXX-01"):
        explain_kegiatan(history, FY, kab, "AL-XXX-01")
    with pytest.raises(NotFound, match=f"{kab}.99.2001"):
        explain_zona(history, FY, f"{kab}.99.2001")
