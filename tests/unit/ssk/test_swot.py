"""SWOT totals, issues and position (ssk.md section 5, cases C02 and C03)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.ssk.aturan import Aturan
from tasks.ssk.kerangka.swot import issues, swot_rows, totals

RULES = Aturan()


def factors(sisi, scores, **more):
    row = {"sisi": sisi, "komponen": "AL", **more}
    return [{"faktor_id": f"{sisi}{i}", "angka": angka, **row} for i, angka in scores.items()]


def sides(s, w, o, t):
    return [f for sisi, angka in zip("SWOT", (s, w, o, t), strict=True) for f in factors(sisi, {1: angka})]


def test_case_C02_total_and_strategic_issues():
    rows = factors("S", {"1.1": 4, "2.1": 2, "3.1": 4, "4.1": 4, "5.1": 3})
    assert totals(rows, "sum").sisi["S"] == 17
    assert [r["faktor_id"] for r, _ in issues(rows, RULES)] == ["S1.1", "S3.1", "S4.1", "S5.1"]


def test_case_C03_a_blank_score_counts_nothing_and_is_said():
    s = dict(enumerate([4, 3, 2, 2, 2, 3, 3, 3, None, 2, 2, 3, 3, 2]))
    w = dict(enumerate([3, 4, 2, 4, 3, 3, 4, 2, 2, 3]))
    answer = totals([*factors("S", s), *factors("W", w)], "sum")
    assert (answer.sisi["S"], answer.sisi["W"], answer.x) == (34, 30, 4)
    assert answer.catatan == ("1 angka kosong dihitung 0",)


def test_a_score_outside_its_scale_stays_in_the_sum_and_is_no_issue():
    rows = factors("S", {1: 5, 2: 4})
    assert totals(rows, "sum").sisi["S"] == 9
    assert [r["faktor_id"] for r, _ in issues(rows, RULES)] == ["S2"]


def test_the_issues_that_the_pokja_chose_are_the_issues():
    rows = [*factors("S", {1: 4, 2: 4}), *factors("W", {1: 3, 2: 2}, isu=1)]
    assert [(r["faktor_id"], asal) for r, asal in issues(rows, RULES)] == [("W1", "pokja")]


@pytest.mark.parametrize(
    ("scores", "posisi", "kuadran"),
    [
        ((3, 3, 2, 2), "AGRESIF", "SO"),
        ((3, 2, 1, 2), "DIVERSIFIKASI", "ST"),
        ((2, 3, 2, 2), "TURNAROUND", "WO"),
        ((2, 3, 1, 2), "DEFENSIF", "WT"),
    ],
)
def test_the_position_follows_the_signs_and_zero_is_positive(scores, posisi, kuadran):
    total, _ = swot_rows(sides(*scores), RULES)
    assert (total[0]["posisi"], total[0]["kuadran"]) == (posisi, kuadran)


def test_both_methods_are_shown_and_one_is_used():
    weighted = [
        *factors("S", {1: 4}, bobot=Decimal("0.6"), metode="ifas_efas"),
        *factors("W", {1: 2}, bobot=Decimal("0.4"), metode="ifas_efas"),
        *factors("O", {1: 1}, bobot=Decimal("0.5"), metode="ifas_efas"),
        *factors("T", {1: 3}, bobot=Decimal("0.5"), metode="ifas_efas"),
    ]
    by_sum, by_weight = swot_rows(weighted, RULES)[0]
    assert (by_sum["x"], by_sum["y"], by_sum["is_dipakai"]) == (2, -2, 0)
    assert (by_weight["x"], by_weight["y"], by_weight["is_dipakai"]) == (Decimal("1.6"), -1, 1)


def test_without_weights_the_weighted_total_is_unknown_and_never_zero():
    total = swot_rows(sides(3, 2, 3, 2), RULES)[0][1]
    assert (total["jumlah_s"], total["x"], total["posisi"]) == (None, None, "")
    assert "bobot IFAS belum lengkap" in total["catatan"]


def test_weights_that_do_not_sum_to_one_leave_only_their_axis_unknown():
    rows = [dict(r, bobot=Decimal("0.5")) for r in sides(3, 2, 3, 2)]
    rows[3]["bobot"] = Decimal("0.4")
    total = swot_rows(rows, RULES)[0][1]
    assert total["x"] == Decimal("0.5")
    assert total["y"] is None
    assert total["catatan"] == "bobot EFAS tidak berjumlah 1"
