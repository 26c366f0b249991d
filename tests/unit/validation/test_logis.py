"""Targets, positions, projections and sources, beyond the example of each rule."""

from __future__ import annotations

import pytest

from tests.unit.validation.support import of_rule, validate

SASARAN = (
    "sasaran: sasaran_id | tujuan_id | uraian | indikator | satuan | arah | baseline | tahun_baseline | target "
    "| tahun_target\n"
)


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("S1 | T | x | KK | % | naik | 40 | 2012 | 40 | 2018", ("target",)),
        ("S1 | T | x | KK | % | turun | 40 | 2012 | 41 | 2018", ("target",)),
        ("S1 | T | x | KK | % | naik | 40 | 2012 | 140 | 2018", ("target",)),
        ("S1 | T | x | - | - | naik | 40 | 2012 | 60 | 2018", ("indikator", "satuan")),
        ("S1 | T | x | KK | % | naik | - | 2012 | 60 | 2018", ("baseline",)),
        ("S1 | T | x | KK | % | naik | 40 | 2012 | 60 | 2025", ("tahun_target",)),
        ("S1 | T | x | KK | % | naik | 40 | 2018 | 60 | 2018", ("tahun_baseline",)),
        ("S1 | T | x | KK | ha | turun | 400 | 2012 | 140 | 2033", ()),
    ],
)
def test_a_target_is_smart_or_says_at_which_cells_it_is_not(row, columns):
    found = of_rule(validate(SASARAN + row), "SK-V15")
    assert tuple(c for f in found for c in (f.column, *(a[2] for a in f.also))) == columns


def test_a_weighted_swot_is_not_judged_by_plain_sums():
    text = (
        "tujuan: tujuan_id | komponen\n T | AL\n sasaran: sasaran_id | tujuan_id\n S1 | T\n"
        "swot: faktor_id | komponen | metode | sisi | angka\n 1 | AL | ifas_efas | W | 4\n"
        "strategi: strategi_id | sasaran_id | posisi\n ST1 | S1 | SO"
    )
    assert of_rule(validate(text), "SK-V43") == []
    assert len(of_rule(validate(text.replace("ifas_efas", "sum")), "SK-V43")) == 1


def test_the_bad_value_goes_on_as_it_is_where_only_the_plan_is_doubtful():
    made = validate(SASARAN + "S1 | T | x | KK | % | naik | 40 | 2012 | 35 | 2018")
    (row,) = made.tables["sasaran"][1]
    assert (row["baseline"], row["target"]) == (40, 35)
