"""Results of the targets: which SSK they belong to, direction, early warning, findings."""

from __future__ import annotations

import pytest

from tests.support.realisasi import capaian, edges_of, report, rows_of, sasaran_kkl

KKL, GOALS = ("ssk@pin-1", "kkl"), ("validation@pin-1", "sasaran")
KEY = "S1|2015"


def test_a_target_of_the_pinned_ssk_gives_direction_path_and_words() -> None:
    rows = [
        {"level": "tujuan", "id": "T1", "komponen": "AL", "uraian": "Bebas BABS"},
        sasaran_kkl("S1", 10, 2, parent="T1"),
    ]
    out = report([], pinned={KKL: rows, GOALS: [{"sasaran_id": "S1", "arah": "turun"}]}, capaian=[capaian("S1", 7, 7)])
    row = rows_of(out, "capaian_sasaran")[KEY]
    assert (row["tujuan"], row["arah"], row["jalur"], row["is_peringatan"]) == ("Bebas BABS", "turun", 6, 1)
    assert (row["capaian_pct"], row["gap_pct"], row["catatan"]) == (100, 0, None)
    assert out.findings == []
    assert edges_of(out)["capaian_sasaran/2015/99.01/S1~2015"] == [
        "tabel/2015/99.01/capaian/S1~2015#realisasi",
        "tabel/2015/99.01/capaian/S1~2015#target",
        "kkl/2013/99.01/sasaran~S1#baseline",
        "kkl/2013/99.01/sasaran~S1#target",
        "tabel/2013/99.01/sasaran/S1#arah",
    ]


@pytest.mark.parametrize(("target", "arah"), [(2, "turun"), (20, "naik"), (10, None)])
def test_a_drafted_target_goes_from_its_baseline_to_its_end(target: int, arah: str | None) -> None:
    out = report([], pinned={KKL: [sasaran_kkl("S1", 10, target)]}, capaian=[capaian("S1", 5, 5)])
    row = rows_of(out, "capaian_sasaran")[KEY]
    assert row["arah"] == arah
    said = "Arah dibaca dari nilai dasar dan target akhir." if arah else "Arah sasaran tidak diketahui"
    assert said in str(row["catatan"])


def test_a_target_of_this_submission_replaces_that_of_the_ssk() -> None:
    own = [
        {"sasaran_id": "S1", "arah": "naik", "baseline": 0, "target": 100, "tahun_baseline": 2013, "tahun_target": 2018}
    ]
    pinned = {KKL: [sasaran_kkl("S1", 10, 2)]}
    row = rows_of(report([], pinned=pinned, capaian=[capaian("S1", 40, 30)], sasaran=own), "capaian_sasaran")[KEY]
    assert (row["arah"], row["jalur"], row["is_peringatan"], row["capaian_pct"]) == ("naik", 40, 1, 75)
    assert row["komponen"] == "AL"


def test_the_final_target_stands_in_for_that_of_its_own_year_only() -> None:
    pinned = {KKL: [sasaran_kkl("S1", 10, 2, end=2015)]}
    rows = rows_of(report([], pinned=pinned, capaian=[capaian("S1", None, 3)]), "capaian_sasaran")
    assert (rows[KEY]["target"], rows[KEY]["gap_pct"]) == (2, -50)
    earlier = report([], pinned=pinned, capaian=[capaian("S1", None, 3, 2014)])
    assert rows_of(earlier, "capaian_sasaran")["S1|2014"]["target"] is None


def test_a_target_of_zero_has_a_difference_only() -> None:
    out = report([], pinned={KKL: [sasaran_kkl("S1", 10, 0)]}, capaian=[capaian("S1", 0, 3)])
    row = rows_of(out, "capaian_sasaran")[KEY]
    assert (row["capaian_pct"], row["gap_pct"], row["selisih"]) == (None, None, 3)
    assert "Target nol" in str(row["catatan"])


def test_a_result_of_no_known_target_is_an_error_and_keeps_its_values() -> None:
    out = report([], capaian=[capaian("S9", 10, 8)])
    row = rows_of(out, "capaian_sasaran")["S9|2015"]
    assert (row["gap_pct"], row["selisih"], row.get("capaian_pct")) == (20, -2, None)
    assert [(f.rule, f.severity, f.row) for f in out.findings] == [("TB-04", "error", "S9|2015")]


@pytest.mark.parametrize(("realisasi", "is_found"), [(12, False), ("12.01", True), (0, False), ("-0.01", True)])
def test_only_beyond_the_limits_a_result_of_the_pinned_target_is_doubted(realisasi: object, is_found: bool) -> None:
    out = report([], pinned={KKL: [sasaran_kkl("S1", 5, 20)]}, capaian=[capaian("S1", 10, realisasi)])
    assert [f.rule for f in out.findings] == ["MP-V64"] * is_found
