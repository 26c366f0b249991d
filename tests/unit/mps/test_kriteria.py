"""Criteria of the district's own, those that data can give, and what is said about them (mps.md section 4)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemas.tables import table
from tasks.mps.calon import Bahan, Calon
from tasks.mps.criteria.area_berisiko import area_berisiko
from tasks.mps.criteria.biaya_per_kk import biaya_per_kk
from tasks.mps.criteria.kesiapan import kesiapan
from tests.support.kegiatan import kegiatan, mps, rows_of


@pytest.mark.parametrize(
    ("area", "skor"), [((), 1), (("a",), 4), (("a", "b"), 3), (("a", "b", "c"), 2), (("x",), None), (("a", "x"), 4)]
)
def test_the_mean_class_counts_half_up(area, skor):
    bahan = Bahan(kelas={"a": 4, "b": 1, "c": 2, "x": None})
    assert area_berisiko([Calon("A", "AL", area=area)], bahan) == [skor]


def test_the_cheapest_household_scores_highest_and_a_cost_on_a_cut_lower():
    calon = [Calon(str(c), "AL", penerima=1, biaya_rp=c) for c in (10, 20, 30, 40, 50)]
    assert biaya_per_kk(calon, Bahan()) == [4, 3, 2, 1, 1]
    assert biaya_per_kk([Calon("A", "AL", 3, biaya_rp=9), Calon("B", "AL", 1, biaya_rp=3)], Bahan()) == [1, 1]
    assert biaya_per_kk([Calon("A", "AL", None, biaya_rp=9), Calon("B", "AL", 0, biaya_rp=9)], Bahan()) == [None, None]


@pytest.mark.parametrize(("held", "skor"), [((0, 4), 1), ((2, 4), 2), ((3, 4), 3), ((4, 4), 4), ((0, 0), 4)])
def test_readiness_counts_the_documents_that_are_held(held, skor):
    assert kesiapan([Calon("A", "AL"), Calon("B", "AL")], Bahan(dokumen={"A": held})) == [skor, None]


def weights(**of):
    return [{"komponen": "AL", "kriteria": k, "bobot_pct": w, "ba_id": "BA-1"} for k, w in of.items()]


def scored(bobot, *rows, **own):
    out = mps(list(rows) or [kegiatan("A")], bobot=bobot, **own)
    return rows_of(out, "prioritas")[0], out.findings


def test_optional_criteria_count_only_where_they_have_a_weight():
    row, found = scored(weights(permasalahan_mendesak=50, area_berisiko=30, biaya_per_kk=20))
    assert (row["skor_lain"], row["total"], found) == ("area_berisiko:3;biaya_per_kk:1", Fraction(13, 5), [])
    row, _ = scored([])
    assert row["skor_lain"] is None


def test_readiness_as_a_criterion_reads_the_documents_of_the_year():
    row, _ = scored(
        weights(kesiapan=100),
        kegiatan("A", dokumen_perlu="fs;lahan"),
        kesiapan=[{"kegiatan_id": "kabupaten", "kriteria": "fs", "status": "ada", "tanggal": "2014-12-31"}],
    )
    assert row["skor_lain"] == "kesiapan:2"
    row, _ = scored(weights(kesiapan=100), kegiatan("A", dokumen_perlu="fs"))
    assert (row["skor_lain"], row["total"]) == (None, None)  # nobody submitted: unknown, not unready


def vote(kriteria, skor, **more):
    row = {"kegiatan_id": "A", "kriteria": kriteria, "penilai": "Bappeda", "skor": skor, "alasan": None}
    return {**row, **more}


def test_a_criterion_of_the_district_lives_from_votes():
    own = weights(permasalahan_mendesak=50, spm=50)
    row, found = scored(own, skor_prioritas=[vote("spm", 4)])
    assert (row["skor_lain"], row["total"], row["is_sementara"], found) == ("spm:4", Fraction(7, 2), 0, [])
    row, found = scored(own)
    assert (row["total"], row["is_sementara"]) == (3, 1)
    assert [(f.rule, f.row) for f in found] == [("mps.criterion_not_used", "AL|spm")]


def test_a_criterion_that_the_pokja_scores_itself_needs_no_reason():
    kriteria = [{"kriteria": "permasalahan_mendesak", "cara": "pokja", "arah": "naik", "ba_id": "BA-1"}]
    row, found = scored([], kriteria=kriteria, skor_prioritas=[vote("permasalahan_mendesak", 1)])
    assert (row["skor_permasalahan_mendesak"], row["total"], found) == (1, 1, [])
    row, _ = scored([], kriteria=kriteria)
    assert row["skor_permasalahan_mendesak"] is None


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"kriteria": "spm", "cara": "pokja"}, "kriteria"),
        ({"kriteria": "biaya_per_kk", "arah": "naik"}, "arah"),
        ({"kriteria": "permasalahan_mendesak", "arah": "turun"}, "arah"),
        ({"kriteria": "keberlanjutan", "cara": "objektif"}, "cara"),
    ],
)
def test_what_a_criterion_lacks_is_named_at_its_cell(row, column):
    others = [k for k in ("keberlanjutan", "biaya_per_kk") if k != "spm"]
    own = weights(**dict.fromkeys(others, 30), permasalahan_mendesak=40)
    votes = [vote(k, 2) for k in ("keberlanjutan",)]
    _, found = scored(own, kriteria=[{**row, "ba_id": "BA-1"}], skor_prioritas=votes)
    (finding,) = found
    assert (finding.rule, finding.table, finding.row, finding.column) == (
        "mps.criterion_not_used", "kriteria", row["kriteria"], column,
    )  # fmt: skip


def test_missing_minutes_are_said_once_for_each_table():
    bobot = [{**r, "ba_id": None} for r in weights(permasalahan_mendesak=60, persepsi_pokja=40)]
    agreed = vote("persepsi_pokja", 3, penilai=None)
    _, found = scored(bobot, kriteria=[{"kriteria": "persepsi_pokja"}], skor_prioritas=[agreed])
    assert [(f.rule, f.table, f.column) for f in found] == [
        ("mps.local_without_ba", name, "ba_id") for name in ("kriteria", "bobot", "skor_prioritas")
    ]
    assert all(f.column in table(f.table).names for f in found)
    assert found[1].also == (("bobot", "AL|persepsi_pokja", "ba_id"),)
    settled = [{**agreed, "ba_id": "BA-1"}]
    _, found = scored(weights(permasalahan_mendesak=60, persepsi_pokja=40), skor_prioritas=settled)
    assert found == []


@pytest.mark.parametrize(
    ("column", "end", "n"), [("bobot_min_pct", 61, 1), ("bobot_max_pct", 59, 1), ("bobot_min_pct", 60, 0)]
)
def test_a_range_without_its_own_weight_is_said_and_widened(column, end, n):
    bobot = weights(permasalahan_mendesak=60, persepsi_pokja=40)
    bobot[0][column] = end
    out = mps([kegiatan("A")], bobot=bobot)
    assert [(f.rule, f.column) for f in out.findings] == [("mps.weight_outside_range", column)] * n
    used = {r["kriteria"]: r for r in rows_of(out, "bobot_dipakai")}["permasalahan_mendesak"]
    assert used["bobot_min_pct"] <= 60 <= used["bobot_max_pct"]


def test_a_vote_needs_no_minutes():
    assert scored([], skor_prioritas=[vote("persepsi_pokja", 3)])[1] == []
