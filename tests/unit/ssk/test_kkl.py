"""The logical framework: submitted members stand, drafts close the gaps, every chain reaches activities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas import refs
from tests.unit.ssk.dunia import FY, district, edges_of, rows_of, run

DESA = "15.07.01.2001"
LEVELS = ("masalah", "tujuan", "sasaran", "strategi", "program", "kegiatan")
PHASES = [
    {"komponen": "AL", "sistem": "A2", "eksisting": Decimal(10), "menengah": Decimal(60)},
    {"komponen": "AL", "sistem": "C", "eksisting": Decimal(20), "menengah": Decimal(0)},
    {"komponen": "AL", "sistem": "B2", "eksisting": Decimal(0), "menengah": Decimal(0)},
]
SWOT = [
    {"faktor_id": f"AL-{sisi}-1", "komponen": "AL", "sisi": sisi, "angka": angka, "uraian": f"Faktor {sisi}"}
    for sisi, angka in zip("SWOT", (2, 4, 4, 3), strict=True)
]
ISSUE = [{"isu_id": "AL-ISU-jamban", "komponen": "AL", "uraian": "Jamban belum layak.", "n_desa": 1}]
MASALAH = [{"masalah_id": "M-1", "komponen": "AL", "uraian": "BABS"}]
TUJUAN = [{"tujuan_id": "T-1", "komponen": "AL", "masalah_id": "M-1", "uraian": "Bebas BABS"}]
SASARAN = [
    {"sasaran_id": f"S-{i}", "tujuan_id": "T-1", "uraian": "x", "baseline": Decimal(1), "target": Decimal(i)}
    for i in (2, 3)
]
STRATEGI = [{"strategi_id": "ST-1", "sasaran_id": "S-2", "uraian": "Pemicuan"}]


def kkl(*desa, **tables):
    return rows_of(run(district(*(desa or ({},)), **tables)), "kkl")


def check_linked(rows):
    """Every row but masalah has a parent that exists; every row but kegiatan has a child."""
    answered = {level: set() for level in LEVELS}
    ids = {level: {r["id"] for r in rows.values() if r["level"] == level} for level in LEVELS}
    for row in rows.values():
        i = LEVELS.index(str(row["level"]))
        parents = [p for p in (row["parent"], *str(row["parent_lain"] or "").split(";")) if p]
        assert bool(parents) == (i > 0), row
        if i:
            assert set(parents) <= ids[LEVELS[i - 1]], row
            answered[LEVELS[i - 1]] |= set(parents)
    for level in LEVELS[:-1]:
        assert ids[level] == answered[level], level


def test_without_any_framework_the_draft_links_every_level_with_keys_from_content():
    rows = kkl(tahapan=PHASES, swot=SWOT, isu=ISSUE)
    check_linked(rows)
    for key in ("masalah|AL-ISU-jamban", "tujuan|AL-T", "sasaran|AL-S-A2", "strategi|AL-ST-WO-jamban"):
        assert rows[key]["asal"] == "draf"
    assert rows["program|AL-P-KOM"]["parent"] == "AL-ST-WO-jamban"
    assert rows[f"kegiatan|AL-KOM-02-{DESA}"]["parent"] == "AL-P-KOM"
    assert "sasaran|AL-S-B2" not in rows
    target = rows["sasaran|AL-S-C"]
    assert (target["baseline"], target["target"], target["satuan"], target["tahun"]) == (20, 0, "%", FY + 5)


def test_the_drafted_strategy_says_the_weightiest_factors_of_its_quadrant():
    row = kkl(tahapan=PHASES, swot=SWOT, isu=ISSUE)["strategi|AL-ST-WO-jamban"]
    assert row["uraian"] == "Memakai peluang untuk mengatasi kelemahan: faktor w; faktor o."


def test_without_phases_the_target_is_the_desa_that_are_reached():
    row = kkl({}, {"al": 1})["sasaran|AL-S-desa"]
    assert (row["baseline"], row["target"], row["satuan"]) == (0, 2, "desa")


def test_submitted_members_stand_and_only_the_gaps_are_drafted():
    rows = kkl(masalah=MASALAH, tujuan=TUJUAN, sasaran=SASARAN, strategi=STRATEGI)
    check_linked(rows)
    al = {k: r for k, r in rows.items() if r["komponen"] == "AL"}
    assert {k for k, r in al.items() if r["asal"] == "draf" and r["level"] in LEVELS[:4]} == {
        "strategi|AL-ST-BELUM-M-1"
    }
    assert al["strategi|AL-ST-BELUM-M-1"]["parent"] == "S-3"
    assert al["program|AL-P-KOM"]["parent"] == "ST-1"
    assert al["program|AL-P-KOM"]["parent_lain"] == "AL-ST-BELUM-M-1"


def test_an_activity_goes_to_the_strategy_that_it_names():
    line = {"kegiatan_id": "X", "sumber_dana": "APBD_K", "komponen": "AL", "strategi_id": "ST-1", "vol_1": Decimal(2)}
    outputs = run(
        district({}, masalah=MASALAH, tujuan=TUJUAN, sasaran=SASARAN, strategi=STRATEGI, program_kegiatan=[line])
    )
    made = rows_of(outputs, "kegiatan")
    assert made["X"]["strategi_id"] == "ST-1"
    assert made[f"AL-KOM-02-{DESA}"]["strategi_id"] == "AL-ST-BELUM-M-1"
    assert rows_of(outputs, "program")["AL-P-KOM"]["strategi_id"] == "AL-ST-BELUM-M-1"
    check_linked(rows_of(outputs, "kkl"))


def test_a_parent_that_does_not_exist_is_assumed_and_said():
    lost = [{**TUJUAN[0], "masalah_id": "M-9"}]
    row = kkl(masalah=MASALAH, tujuan=lost)["tujuan|T-1"]
    assert (row["parent"], row["catatan"]) == ("M-1", "induk tidak disebut atau tidak dikenal; ditempatkan pada M-1")


def test_a_draft_key_that_the_pokja_uses_stays_the_pokjas():
    own = [{"tujuan_id": "AL-T", "komponen": "AL", "masalah_id": "M-1", "uraian": "milik Pokja"}]
    two = [*MASALAH, {"masalah_id": "M-2", "komponen": "AL", "uraian": "lain"}]
    row = kkl(masalah=two, tujuan=own)["tujuan|AL-T"]
    assert (row["asal"], row["parent"], row["parent_lain"]) == ("pokja", "M-1", "M-2")


def test_a_komponen_without_activities_gets_no_draft_and_its_members_say_what_is_missing():
    quiet = {"al": 1, "ps": 1, "dr": 1, "luas_terbangun_ha": Decimal(900)}
    rows = kkl(quiet, masalah=[{"masalah_id": "M-2", "komponen": "PS", "uraian": "sampah"}])
    ps = [r for r in rows.values() if r["komponen"] == "PS"]
    assert [(r["id"], r["catatan"]) for r in ps] == [("M-2", "belum dijawab tujuan")]


@pytest.mark.parametrize(
    "key",
    [
        "tujuan|AL-T",
        "sasaran|AL-S-A2",
        "strategi|AL-ST-WO-jamban",
        "program|AL-P-KOM",
        "kegiatan|AL-KOM-02-15.07.01.2001",
    ],
)
def test_a_member_leads_to_what_it_was_made_from(key):
    edges = edges_of(run(district({}, tahapan=PHASES, swot=SWOT, isu=ISSUE)))
    assert edges[refs.computed("kkl", 2013, "15.07", key)][1]
