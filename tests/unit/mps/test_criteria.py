"""Each criterion on its own (mps.md section 4)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.arith import quartile_cuts, quartile_score
from tasks.mps.calon import Bahan, Calon, poor_households
from tasks.mps.criteria.penerima_manfaat import penerima_manfaat
from tasks.mps.criteria.permasalahan_mendesak import permasalahan_mendesak
from tasks.mps.criteria.persepsi_pokja import persepsi_pokja
from tasks.mps.criteria.pro_poor import pro_poor
from tasks.mps.prioritas.suara import median_half_up


@pytest.mark.parametrize(
    ("penerima", "skor"),
    [
        ([10, 20, 30, 40, 50], [1, 1, 2, 3, 4]),  # 20, 30 and 40 are the cuts: a value on one takes the lower score
        ([7, 7, 7], [1, 1, 1]),
        ([1, 2, 3, 4], [1, 2, 3, 4]),  # cuts 1.75, 2.5, 3.25
        ([5, None, 9], [1, None, 4]),
    ],
)
def test_beneficiaries_are_scored_by_quartiles_of_their_komponen(penerima, skor):
    calon = [Calon(str(i), "AL", p) for i, p in enumerate(penerima)]
    other = [Calon("x", "PS", 1_000_000)]
    assert penerima_manfaat(calon + other, Bahan()) == [*skor, 1]


def test_whole_number_thresholds_agree_with_exact_cuts():
    values = [3, 8, 8, 13, 21, 34, 55, 56, 90, 91]
    cuts = quartile_cuts(values)
    calon = [Calon(str(v), "AL", v) for v in values]
    assert penerima_manfaat(calon, Bahan()) == [quartile_score(v, cuts) for v in values]


@pytest.mark.parametrize(
    ("area", "skor"),
    [((), 1), (("a/AL",), 2), (("a/AL", "b/AL"), 4), (("a/AL", "c/AL"), 2), (("c/AL",), None), (("z/AL",), None)],
)
def test_the_worst_linked_area_decides_and_an_unclassed_one_is_unknown(area, skor):
    bahan = Bahan(kelas={"a/AL": 2, "b/AL": 4, "c/AL": None})
    assert permasalahan_mendesak([Calon("A", "AL", area=area)], bahan) == [skor]


@pytest.mark.parametrize(
    ("votes", "skor"), [([2], 2), ([2, 3], 3), ([1, 4, 4], 4), ([1, 2, 2, 4], 2), ([1, 2, 3, 4], 3)]
)
def test_the_median_of_votes_is_rounded_up_at_one_half(votes, skor):
    assert median_half_up(votes) == skor


def test_perception_without_votes_is_unknown():
    assert persepsi_pokja([Calon("A", "AL"), Calon("B", "AL")], Bahan(skor_pokja={("A", "persepsi_pokja"): 3})) == [
        3,
        None,
    ]


@pytest.mark.parametrize(
    ("desa", "skor"),
    [
        (("a",), 1),  # 10 % against a mean of 20 %: on the first cut
        (("b",), 2),  # 20 %: on the mean
        (("c",), 3),  # 30 %: on the third cut
        (("d",), 4),
        (("a", "c"), 2),
        ((), 2),  # the whole district stands on its own mean
        (("x",), None),
        (("x", "d"), 4),
    ],
)
def test_the_poor_share_of_the_place_is_held_against_the_district(desa, skor):
    bahan = Bahan(miskin={"a": (10, 100), "b": (20, 100), "c": (30, 100), "d": (31, 100), "e": (9, 100)})
    assert pro_poor([Calon("A", "AL", desa=desa)], bahan) == [skor]


def test_a_district_without_poverty_figures_has_no_score():
    assert pro_poor([Calon("A", "AL", desa=("a",))], Bahan(pro_poor_cuts=(Fraction(1),))) == [None]


def test_the_newest_year_up_to_the_ssk_counts_and_needs_both_figures():
    penduduk = [
        {"kode_desa": "a", "tahun": 2011, "kk": 90, "kk_miskin": 9},
        {"kode_desa": "a", "tahun": 2012, "kk": 100, "kk_miskin": 10},
        {"kode_desa": "a", "tahun": 2014, "kk": 999, "kk_miskin": 99},
        {"kode_desa": "b", "tahun": 2011, "kk": 80, "kk_miskin": 8},
        {"kode_desa": "b", "tahun": 2013, "kk": 80, "kk_miskin": None},
    ]
    assert poor_households(penduduk, 2013) == ({"a": (10, 100)}, {"a": 2012})
