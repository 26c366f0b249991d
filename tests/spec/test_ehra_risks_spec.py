"""When a household is at risk: one truth table per sub-indicator (buku-putih.md section 3)."""

from __future__ import annotations

import pytest

from tests.support.jawaban import check_risk


def test_1_1_protected_source():
    check_risk("1.1", """
        F.1.1.minum | F.1.13 | risiko
        C           | 2      | 0
        K           | 2      | 1
        Q           | -      | 1
        H           | 1      | 1
        C;P         | 2      | 1
        -           | 2      | 0
        -           | 1      | 1
        O           | -      | 0
        -           | -      | -
        Z           | -      | -
    """)  # fmt: skip


def test_1_2_use_of_an_unprotected_source():
    check_risk("1.2", """
        F.1.1.minum | F.1.1.cuci | F.1.1.mandi | risiko
        A           | C          | C           | 0
        A           | C          | P           | 1
        -           | -          | N           | 1
        -           | -          | M           | 0
        B           | H;L        | -           | 1
        -           | -          | -           | -
    """)  # fmt: skip


def test_1_3_scarcity():
    check_risk("1.3", "F.1.6 | risiko\n1 | 1\n2 | 0\n- | -\n3 | -")


def test_2_1_suspek_aman():
    check_risk("2.1", """
        D.1 | D.3 | D.11 | D.12 | D.13 | risiko
        4   | -   | -    | -    | -    | 1
        4   | 2   | 1    | -    | -    | 1
        1   | 1   | -    | -    | -    | 0
        -   | 1   | -    | -    | -    | 0
        1   | 4   | 1    | 1    | 1    | 1
        1   | 7   | -    | -    | -    | 1
        1   | 2   | 1    | -    | -    | 0
        1   | 3   | 2    | 5    | -    | 0
        1   | 3   | 3    | 1    | 1    | 0
        1   | 3   | 4    | 2    | 1    | 0
        1   | 3   | 4    | 2    | 2    | 1
        1   | 3   | 4    | 3    | 1    | 1
        1   | 3   | 3    | 5    | -    | 1
        1   | 3   | -    | 1    | 1    | 0
        1   | 3   | -    | 5    | -    | -
        1   | 3   | 4    | -    | 1    | -
        1   | 3   | 4    | -    | 3    | 1
        1   | 3   | 4    | 1    | -    | -
        2   | 3   | -    | -    | -    | -
        1   | -   | 1    | 1    | 1    | -
        -   | -   | -    | -    | -    | -
        9   | 3   | 1    | -    | -    | 0
    """)  # fmt: skip


def test_2_2_sludge_of_emptied_tanks():
    check_risk("2.2", """
        D.1 | D.3 | D.12 | D.13 | D.14 | risiko
        1   | 3   | 1    | 1    | 1    | 0
        1   | 3   | 4    | 2    | 3    | 0
        1   | 3   | 1    | 3    | 1    | 1
        1   | 3   | 1    | 1    | 2    | 1
        1   | 3   | 1    | 1    | -    | 1
        1   | 3   | 1    | 1    | 8    | 1
        1   | 3   | 1    | -    | 3    | 0
        1   | 3   | 5    | 3    | 2    | -
        1   | 3   | -    | 3    | 2    | -
        1   | 6   | 2    | 1    | 1    | 0
        4   | -   | 2    | 3    | 1    | 1
    """)  # fmt: skip


def test_2_3_used_water():
    check_risk("2.3", """
        E.1.dapur | E.1.kamar_mandi | E.1.cuci | E.1.wastafel | risiko
        6         | 6               | 6        | 6            | 0
        6         | 6               | 6        | 1            | 1
        3         | -               | -        | -            | 1
        4         | -               | -        | -            | 0
        -         | -               | -        | -            | -
    """)  # fmt: skip


def test_3_1_waste():
    check_risk("3.1", """
        C.4  | risiko
        D    | 0
        EF   | 1
        AE   | 0
        none | -
        -    | -
    """)  # fmt: skip


@pytest.mark.parametrize(("key", "drawn"), [
    ("3.2", "C.8 | risiko\n1 | 0\n3 | 0\n4 | 1\n5 | 1\n- | -\n6 | -"),
    ("3.3", "C.9 | risiko\n1 | 0\n2 | 1\n- | -"),
    ("3.4", "C.13 | C.6 | risiko\n1 | 2 | 0\n2 | 1 | 1\n- | 2 | 1\n- | 1 | 0\n- | - | -"),
    ("4.1", "E.3.1 | E.4 | risiko\n2 | 1 | 0\n1 | - | 1\n2 | 2 | 1\n- | 4 | 1\n- | 1 | 0\n2 | - | 0\n- | - | -"),
    ("5.2a", "D.3 | D.5 | risiko\n4 | 2 | 1\n4 | 1 | 0\n2 | 2 | 1\n2 | - | -"),
    ("5.2b", "D.6 | risiko\n2 | 1\n1 | 0\n- | -"),
    ("5.2c", "D.7 | risiko\n2 | 1\n1 | 0\n- | -"),
    ("5.2d", "G.1 | G.5 | risiko\n1 | 2 | 1\n1 | 1 | 0\n2 | 2 | 1\n2 | - | -"),
    ("5.3", "F.1.2 | F.1.3 | risiko\n3 | 2 | 0\n2 | 2 | 1\n- | 1 | 1\n1 | - | 0\n- | - | -"),
])  # fmt: skip
def test_rules_of_one_or_two_answers(key: str, drawn: str):
    check_risk(key, drawn)


def test_5_1_five_critical_times():
    check_risk("5.1", """
        G.1 | G.3   | risiko
        1   | BCDEF | 0
        1   | BCDEFG | 0
        1   | BCDE  | 1
        1   | H     | 1
        2   | -     | 1
        2   | BCDEF | 1
        -   | BCDEF | 0
        1   | none  | -
        1   | -     | -
        -   | -     | -
    """)  # fmt: skip


def test_5_4_open_defecation():
    check_risk("5.4", """
        D.1 | D.2  | D.18 | risiko
        4   | -    | -    | 1
        1   | -    | -    | 0
        1   | A    | -    | 1
        1   | H    | 3    | 0
        -   | H    | -    | 0
        1   | none | 2    | 1
        -   | none | 3    | 0
        -   | -    | -    | -
    """)  # fmt: skip


@pytest.mark.parametrize("year", [2010, 2014, 2017])
def test_years_before_2021_use_the_same_codes(year: int):
    check_risk("1.3", "F.1.6 | risiko\n1 | 1\n2 | 0", year)
