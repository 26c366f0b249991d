"""Published reference cases that the scores, tallies and ranks reproduce."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from schemas.rulebook import load_rulebook
from tasks.arith import dense_ranks, half_up, interval_bounds, interval_scores, weighted_mean
from tasks.buku_putih.ringkasan import count_classes


@pytest.fixture(scope="session")
def cases(public: Path) -> dict[str, Any]:
    found = json.loads((public / "method" / "cases.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case for case in found}


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


def test_shares_of_a_survey_are_rounded_half_up_at_one_decimal(cases):
    case = cases["BPS-01"]
    yes, no = case["inputs"]["tidak_diolah_n"], case["inputs"]["diolah_n"]
    yes, no = {**yes, "total": sum(yes.values())}, {**no, "total": sum(no.values())}
    for answers, name in ((yes, "tidak_diolah_pct"), (no, "diolah_pct")):
        shares = {k: half_up(Fraction(100 * answers[k], yes[k] + no[k]), 1) for k in answers}
        assert shares == {k: exact(v) for k, v in case["expected"][name].items()}
    assert {"tidak_diolah": yes["total"], "diolah": no["total"]} == case["expected"]["total_n"]


def test_the_tally_and_the_priority_areas_of_gianyar(cases):
    given, expected = cases["BPS-03"]["inputs"], cases["BPS-03"]["expected"]
    scores = [4] * len(given["kelas_4"]) + [3] * len(given["kelas_3"])
    scores += [2] * given["n_kelas_2"] + [1] * given["n_kelas_1"]
    tally = count_classes(scores, load_rulebook(2014)["area.priority_classes"])
    assert (tally["kelas_4"], tally["kelas_3"], tally["prioritas"]) == (
        expected["n_kelas_4"],
        expected["n_kelas_3"],
        expected["n_prioritas"],
    )
    assert sum(tally[f"kelas_{k}"] for k in (1, 2, 3, 4)) + tally["tanpa_kelas"] == expected["n_desa_total"]


def test_the_printed_score_bounds_of_the_guide(cases):
    given, expected = cases["BPS-04"]["inputs"], cases["BPS-04"]["expected"]
    rules = load_rulebook(2017)
    assert (rules["score.k"], rules["score.nd"]) == (given["k"], given["nd"])
    low, high = exact(given["min_assumed"]), exact(given["max"])
    bounds = interval_bounds(low, high, given["k"], given["nd"])
    assert [*bounds[1:], high] == [exact(expected["tops_printed"][k]) for k in ("2", "3", "4")]
    scores = interval_scores([exact(v) for v in given["values"]], given["higher_is_worse"], given["k"], given["nd"])
    assert scores == expected["scores_of_values"]
    for score, (first, last) in expected["intervals_printed"].items():
        ends = [low, exact(first), exact(last), high]
        assert interval_scores(ends, True, given["k"], given["nd"])[1:3] == [int(score)] * 2


def test_the_totals_and_ranks_of_the_priority_table(cases):
    given, expected = cases["C05"]["inputs"], cases["C05"]["expected"]
    weights = [given["weights"][name] for name in given["criteria_order"]]
    totals = [weighted_mean(zip(scores, weights, strict=True)) for scores in given["rows"].values()]
    assert totals == [exact(t) for t in expected["computed_totals"]]
    assert dense_ranks(totals) == expected["dense_rank"]
