"""SWOT totals, issues and position (ssk.md section 5, cases C02 and C03)."""

from __future__ import annotations

import pytest

from tasks.ssk.swot import position


def factors(sisi, scores):
    return [{"faktor_id": f"{sisi}{i}", "sisi": sisi, "angka": angka} for i, angka in scores.items()]


def test_case_C02_total_and_strategic_issues():
    answer = position(factors("S", {"1.1": 4, "2.1": 2, "3.1": 4, "4.1": 4, "5.1": 3}))
    assert answer.s == 17
    assert answer.isu == ("S1.1", "S3.1", "S4.1", "S5.1")


def test_case_C03_a_blank_score_counts_nothing():
    s = dict(enumerate([4, 3, 2, 2, 2, 3, 3, 3, None, 2, 2, 3, 3, 2]))
    w = dict(enumerate([3, 4, 2, 4, 3, 3, 4, 2, 2, 3]))
    answer = position([*factors("S", s), *factors("W", w)])
    assert (answer.s, answer.w, answer.x) == (34, 30, 4)


@pytest.mark.parametrize(
    ("s", "w", "o", "t", "nama"),
    [
        (3, 3, 2, 2, "AGRESIF"),
        (3, 2, 1, 2, "DIVERSIFIKASI"),
        (2, 3, 2, 2, "TURNAROUND"),
        (2, 3, 1, 2, "DEFENSIF"),
    ],
)
def test_the_position_follows_the_signs_and_zero_is_positive(s, w, o, t, nama):
    sides = zip("SWOT", (s, w, o, t), strict=True)
    assert position([f for sisi, angka in sides for f in factors(sisi, {1: angka})]).nama == nama
