"""The SSK told in its own tables: zones and systems, phases, programme, capability (ssk.md, catalogue.md)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.ssk.zona.putusan import decide_AL, decide_DR, decide_PS, density, is_wet, zona_AL

TABLE_AL = """
kepadatan | cbd | cbd_rencana | kelas | basah | berbukit | sistem             | fase
        0 |  0  |      0      |   4   |   1   |    0     | ONSITE_INDIVIDUAL  |
   24.999 |  0  |      0      |   4   |   1   |    0     | ONSITE_INDIVIDUAL  |
       25 |  0  |      0      |   2   |   0   |    0     | ONSITE_INDIVIDUAL  |
       25 |  0  |      0      |   3   |   0   |    0     | ONSITE_KOMUNAL     |
       25 |  0  |      0      |   1   |   1   |    0     | ONSITE_KOMUNAL     |
   99.999 |  0  |      0      |   2   |   0   |    0     | ONSITE_INDIVIDUAL  |
   99.999 |  0  |      0      |   4   |   0   |    0     | ONSITE_KOMUNAL     |
      100 |  0  |      0      |   2   |   0   |    0     | ONSITE_KOMUNAL     |
      100 |  0  |      0      |   3   |   0   |    0     | OFFSITE_KAWASAN    |
  174.999 |  0  |      0      |   1   |   1   |    0     | OFFSITE_KAWASAN    |
  174.999 |  0  |      0      |   1   |   0   |    0     | ONSITE_KOMUNAL     |
      175 |  0  |      0      |   1   |   0   |    0     | OFFSITE_KAWASAN    |
  249.999 |  0  |      0      |   4   |   1   |    0     | OFFSITE_KAWASAN    |
      250 |  0  |      0      |   1   |   0   |    0     | OFFSITE_TERPUSAT   | panjang
     1000 |  0  |      0      |   4   |   1   |    0     | OFFSITE_TERPUSAT   | panjang
       10 |  1  |      0      |   1   |   0   |    0     | OFFSITE_TERPUSAT   | menengah
       10 |  0  |      1      |   1   |   0   |    0     | OFFSITE_TERPUSAT   | menengah
      300 |  1  |      0      |   1   |   0   |    0     | OFFSITE_TERPUSAT   | menengah
      300 |  1  |      0      |   1   |   0   |    1     | OFFSITE_KAWASAN    |
      250 |  0  |      0      |   1   |   0   |    1     | OFFSITE_KAWASAN    |
      175 |  0  |      0      |   1   |   0   |    1     | ONSITE_KOMUNAL     |
      100 |  0  |      0      |   4   |   0   |    1     | ONSITE_KOMUNAL     |
       25 |  0  |      0      |   4   |   0   |    1     | ONSITE_KOMUNAL     |
        - |  1  |      1      |   4   |   1   |    0     | belum_ditentukan   |
       24 |  0  |      0      |   -   |   0   |    0     | ONSITE_INDIVIDUAL  |
       50 |  0  |      0      |   -   |   1   |    0     | ONSITE_KOMUNAL     |
       50 |  0  |      0      |   -   |   0   |    0     | belum_ditentukan   |
      150 |  0  |      0      |   -   |   0   |    0     | belum_ditentukan   |
      150 |  0  |      0      |   -   |   0   |    1     | ONSITE_KOMUNAL     |
      200 |  0  |      0      |   -   |   0   |    0     | OFFSITE_KAWASAN    |
       50 |  1  |      0      |   -   |   0   |    0     | OFFSITE_TERPUSAT   | menengah
"""
TABLE_PS = """
kepadatan | cbd | perkotaan | sistem
        - |  1  |     1     | belum_ditentukan
        5 |  1  |     0     | LANGSUNG_100
      100 |  0  |     1     | TIDAK_LANGSUNG_100
   99.999 |  0  |     1     | TIDAK_LANGSUNG_70
      100 |  0  |     0     | TIDAK_LANGSUNG_70
       25 |  0  |     0     | TIDAK_LANGSUNG_70
   24.999 |  0  |     1     | 3R_SETEMPAT
"""
TABLE_DR = """
perkotaan | cbd | genangan | rob | kelas | sistem
    0     |  0  |    0     |  0  |   4   | RENDAH
    0     |  0  |   0.01   |  0  |   3   | TINGGI
    0     |  0  |    0     |  1  |   3   | TINGGI
    0     |  0  |    5     |  1  |   2   | RENDAH
    1     |  0  |    5     |  0  |   2   | SEDANG
    0     |  1  |    5     |  0  |   1   | SEDANG
    1     |  1  |    0     |  1  |   2   | RENDAH
    0     |  0  |    -     |  0  |   4   | belum_ditentukan
    0     |  0  |    -     |  1  |   4   | TINGGI
    0     |  0  |    0     |  -  |   4   | belum_ditentukan
    0     |  0  |    -     |  -  |   2   | RENDAH
    1     |  0  |    -     |  0  |   2   | belum_ditentukan
    0     |  0  |    5     |  0  |   -   | belum_ditentukan
    0     |  0  |    0     |  0  |   -   | RENDAH
    1     |  0  |    0     |  0  |   -   | RENDAH
"""


def cases(table: str) -> list[list[str]]:
    """The lines of a table below its heading, one list of cells each."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


def number(text: str) -> Fraction | None:
    return None if text == "-" else Fraction(text)


def whole(text: str) -> int | None:
    return None if text == "-" else int(text)


@pytest.mark.parametrize("case", cases(TABLE_AL), ids=" ".join)
def test_the_wastewater_system_of_a_desa(case):
    dense, cbd, later, kelas, wet, hilly, sistem, fase = case
    answer = decide_AL(number(dense), cbd == "1", later == "1", whole(kelas), wet == "1", hilly == "1")
    assert (answer.sistem, answer.fase) == (sistem, fase)


@pytest.mark.parametrize("case", cases(TABLE_PS), ids=" ".join)
def test_the_solid_waste_system_of_a_desa(case):
    dense, cbd, urban, sistem = case
    assert decide_PS(number(dense), cbd == "1", urban == "1").sistem == sistem


@pytest.mark.parametrize("case", cases(TABLE_DR), ids=" ".join)
def test_the_drainage_priority_of_a_desa(case):
    urban, cbd, genangan, rob, kelas, sistem = case
    answer = decide_DR(urban == "1", cbd == "1", number(genangan), whole(rob), whole(kelas))
    assert answer.sistem == sistem


def test_groundwater_is_wet_only_above_the_depth():
    depth = Fraction(3, 10)
    assert is_wet(Fraction("0.299"), 0, 0, depth)
    assert not is_wet(Fraction("0.3"), 0, 0, depth)
    assert not is_wet(None, None, None, depth)
    assert is_wet(None, 1, None, depth)
    assert is_wet(None, 0, 1, depth)


def test_density_is_an_exact_quotient_and_unknown_without_people_or_built_up_area():
    assert density(1000, Fraction(3)) == Fraction(1000, 3)
    assert density(None, Fraction(3)) is None
    assert density(1000, None) is None
    assert density(1000, Fraction(0)) is None
    assert density(0, Fraction(3)) is None


def test_two_steps_down_stop_at_the_communal_system():
    assert zona_AL(Fraction(300), False, False, 1, False, True, hilly_steps=5).sistem == "ONSITE_KOMUNAL"
