"""The published reference cases, as far as they are about checks."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from schemas.rulebook import load_rulebook
from tasks.arith import half_up, project
from tasks.validation.checks import (
    check_area_unit,
    check_complements,
    check_equal_scores,
    check_extreme,
    check_index,
    check_percentages,
    check_printed_totals,
    check_priority_ranks,
    check_priority_totals,
    check_projection,
    check_swot_total,
    check_tally,
    check_ticks,
    check_weights,
)

CASES = Path(__file__).resolve().parents[3] / "shared" / "method" / "cases.json"
RULES = load_rulebook(2014)


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


@pytest.fixture(scope="session")
def cases() -> dict[str, Any]:
    if not CASES.is_file():
        pytest.skip("needs ../shared/method/cases.json (published reference cases, not part of the project)")
    return {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))["cases"]}


def test_bps_01_percentages_of_the_survey_reproduce(cases: dict[str, Any]) -> None:
    case = cases["BPS-01"]
    bad, good, printed = (
        case["inputs"]["tidak_diolah_n"],
        case["inputs"]["diolah_n"],
        case["expected"]["tidak_diolah_pct"],
    )
    asked = {k: (exact(printed[k]), bad[k], bad[k] + good[k]) for k in bad}
    asked["total"] = (exact(printed["total"]), sum(bad.values()), sum(bad.values()) + sum(good.values()))
    assert check_percentages(asked, exact(RULES["check.pct_tol"]["1"])) == {}
    pairs = {k: (exact(printed[k]), exact(case["expected"]["diolah_pct"][k])) for k in printed}
    assert check_complements(pairs, RULES.exact("check.yes_no_tol")) == {}


def test_bps_03_tally_and_priority_agree(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-03"]["inputs"], cases["BPS-03"]["expected"]
    classes = (
        [4] * len(given["kelas_4"]) + [3] * len(given["kelas_3"]) + [2] * given["n_kelas_2"] + [1] * given["n_kelas_1"]
    )
    printed = {4: expected["n_kelas_4"], 3: expected["n_kelas_3"], 2: given["n_kelas_2"], 1: given["n_kelas_1"]}
    assert check_tally(classes, printed, expected["n_prioritas"]) == []
    assert check_tally(classes, {4: 7}, 12) == ["jumlah kelas 4", "prioritas"]


def test_bps_05_sums_agree_and_the_unit_is_questioned(cases: dict[str, Any]) -> None:
    rows, expected = cases["BPS-05"]["inputs"]["rows"], cases["BPS-05"]["expected"]
    columns = {c: [exact(r[c]) for r in rows] for c in ("luas", "jumlah_desa_kel", "penduduk")}
    printed = {
        "luas": exact(expected["total_luas"]),
        "jumlah_desa_kel": expected["total_desa"],
        "penduduk": expected["total_penduduk"],
    }
    assert check_printed_totals(columns, printed, {"luas": RULES.exact("check.sum_tol_area")}) == {}
    assert half_up(Fraction(expected["total_penduduk"]) / printed["luas"]) == expected["kepadatan_printed"]
    assert check_area_unit(printed["luas"], is_kabupaten=True, least_ha=RULES["check.kabupaten_min_ha"])


def test_bps_06_the_printed_projection_follows_from_no_printed_rate(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-06"]["inputs"], cases["BPS-06"]["expected"]
    rates = [exact(r) for r in given["growth_pct_printed"]]
    tolerance = RULES.exact("check.projection_tol")
    base, years = given["P0_2011"], given["n_years"]
    computed = check_projection(base, given["P_2017_printed"], years, rates, tolerance)
    assert len(computed) == 2 * len(rates)
    newest = [half_up(v) for n, v in computed.items() if n.endswith(str(rates[-1]))]
    assert newest == [expected["geometric_3.42"], expected["arithmetic_3.42"]]
    needed = exact(expected["growth_needed_pct"]) / 100
    assert abs(project(base, needed, years) / given["P_2017_printed"] - 1) < Fraction(1, 1000)
    assert check_projection(base, expected["geometric_3.42"], years, rates, tolerance) == {}
    assert check_projection(base, expected["arithmetic_3.42"], years, rates, tolerance) == {}


def test_bps_07_the_two_contradicted_areas_are_found_and_nothing_else(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-07"]["inputs"], cases["BPS-07"]["expected"]
    rows = given["rows"]
    columns = {
        "jumlah_desa_kel": [r["jumlah_desa_kel"] for r in rows],
        "luas_adm_ha": [exact(r["luas_adm_ha"]) for r in rows],
        "luas_terbangun_ha": [exact(r["luas_terbangun_ha"]) for r in rows],
    }
    printed = {
        "jumlah_desa_kel": given["total_desa"],
        "luas_adm_ha": exact(given["total_adm_ha"]),
        "luas_terbangun_ha": exact(given["total_terbangun_ha"]),
    }
    tolerance = dict.fromkeys(("luas_adm_ha", "luas_terbangun_ha"), RULES.exact("check.sum_tol_area"))
    wrong = check_printed_totals(columns, printed, tolerance)
    assert wrong == {"luas_terbangun_ha": exact(expected["sum_terbangun_ha"])}
    two_decimals = exact(RULES["check.pct_tol"]["2"])
    of_adm = {
        r["kecamatan"]: (exact(r["pct_thd_luas_adm"]), exact(r["luas_terbangun_ha"]), exact(r["luas_adm_ha"]))
        for r in rows
    }
    of_adm["total"] = (exact(given["total_pct_terbangun"]), printed["luas_terbangun_ha"], printed["luas_adm_ha"])
    found = check_percentages(of_adm, two_decimals)
    assert set(found) == {"Nusa Penida", "total"}
    assert half_up(found["Nusa Penida"], 2) == exact(expected["nusa_penida_pct_computed"])
    of_total = {
        r["kecamatan"]: (exact(r["pct_thd_total_adm"]), exact(r["luas_adm_ha"]), printed["luas_adm_ha"]) for r in rows
    }
    assert check_percentages(of_total, two_decimals) == {}


def test_bps_08_two_printed_totals_are_contradicted(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-08"]["inputs"], cases["BPS-08"]["expected"]
    printed = {c: exact(v) for c, v in given["printed_total"].items()}
    columns = {c: [exact(r[c]) for r in given["rows"]] for c in printed}
    wrong = check_printed_totals(columns, printed, {"luas_km2": RULES.exact("check.sum_tol_area")})
    assert wrong == {c: exact(expected["computed_total"][c]) for c in ("luas_km2", "penduduk")}


def test_bps_09_printed_total_and_narrative_are_contradicted(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-09"]["inputs"], cases["BPS-09"]["expected"]
    areas = {k: exact(v) for k, v in given["luas_km2"].items()}
    tolerance = {"luas_km2": RULES.exact("check.sum_tol_area")}
    wrong = check_printed_totals({"luas_km2": areas.values()}, {"luas_km2": exact(given["printed_total"])}, tolerance)
    assert wrong == {"luas_km2": exact(expected["computed_total"])}
    assert check_extreme(areas, given["narrative_largest"].split(" ")[0]) == expected["largest"]
    assert check_extreme(areas, expected["largest"]) is None


def test_bps_11_the_sample_meets_the_minimum(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-11"]["inputs"], cases["BPS-11"]["expected"]
    total = given["desa_terpilih"] * given["responden_per_desa"]
    assert total == expected["total_responden"]
    assert (total >= RULES["ehra.min_respondents_district"]) is expected["meets_minimum_400"]
    assert given["responden_per_desa"] >= RULES["ehra.min_respondents_desa"]


def test_bps_16_yes_and_no_make_100(cases: dict[str, Any]) -> None:
    given, expected = cases["BPS-16"]["inputs"], cases["BPS-16"]["expected"]
    pairs = {a: (exact(x), exact(y)) for (a, x), y in zip(given.items(), expected.values(), strict=True)}
    assert check_complements(pairs, RULES.exact("check.yes_no_tol")) == {}
    assert check_complements({"x": (60, exact("40.2"))}, RULES.exact("check.yes_no_tol")) == {"x": exact("100.2")}


def test_bps_17_a_component_index_of_600_is_refused(cases: dict[str, Any]) -> None:
    printed = cases["BPS-17"]["inputs"]["irs_air_limbah_printed"]
    assert check_index({"air_limbah": printed}, 100) == {"air_limbah": printed}
    assert check_index({"air_limbah": 100, "genangan": 0}, 100) == {}


def test_c01_years_add_up_to_the_printed_totals(cases: dict[str, Any]) -> None:
    given, expected = cases["C01"]["inputs"], cases["C01"]["expected"]
    columns = {k: given[k] for k in ("AL", "PS")}
    printed = {"AL": expected["AL_total"], "PS": expected["PS_total"]}
    assert check_printed_totals(columns, printed, {}) == {}
    assert check_printed_totals(columns, {"AL": expected["AL_total"] + 1}, {}) == {"AL": expected["AL_total"]}


def test_c02_the_printed_swot_total_is_the_sum(cases: dict[str, Any]) -> None:
    scores = cases["C02"]["inputs"]["scores"]
    assert check_swot_total(scores.values(), exact(cases["C02"]["expected"]["jumlah_nilai_kekuatan"])) is None
    issues = [name for name, score in scores.items() if score >= RULES["ssk.swot.issue_min"]]
    assert issues == cases["C02"]["expected"]["isu_strategis_ids"]


def test_c03_the_blank_angka_counts_zero_and_is_flagged(cases: dict[str, Any]) -> None:
    given, expected = cases["C03"]["inputs"], cases["C03"]["expected"]
    pairs = {
        f"{side} {name}": (v["tick"], v["angka"]) if isinstance(v, dict) else (None, v)
        for side in "SW"
        for name, v in given[side].items()
    }
    assert check_ticks(pairs) == {"S 3.4": None}
    strengths, weaknesses = ([a for n, (_, a) in pairs.items() if n.startswith(side)] for side in "SW")
    assert check_swot_total(strengths, expected["S_total_printed"]) is None
    assert check_swot_total(weaknesses, expected["W_total_printed"]) is None
    assert expected["S_total_printed"] - expected["W_total_printed"] == expected["x"]


def test_c05_the_printed_priority_totals_are_contradicted(cases: dict[str, Any]) -> None:
    given, expected = cases["C05"]["inputs"], cases["C05"]["expected"]
    scores, weights = given["rows"], [given["weights"][c] for c in given["criteria_order"]]
    printed = {n: exact(t) for n, t in zip(scores, given["printed_totals"], strict=True)}
    wrong = check_priority_totals(scores, weights, printed, exact(RULES["mps.total_tol"]))
    computed = dict(zip(scores, map(exact, expected["computed_totals"]), strict=True))
    assert wrong == computed
    assert len(check_equal_scores(scores, printed)) == 1
    assert check_equal_scores(scores, computed) == []
    assert check_priority_ranks(computed, dict(zip(scores, expected["dense_rank"], strict=True))) == {}
    assert check_priority_ranks({"a": 3, "b": 2}, {"a": 2, "b": 1}) == {"a": 1}


def test_default_weights_of_every_group_add_up() -> None:
    tolerance = RULES.exact("check.weight_sum_tol")
    groups = {f"irs.w.{k}": [exact(w) for w in RULES[f"irs.w.{k}"]] for k in range(1, 6)}
    groups["mps.criteria"] = [exact(w) for w in RULES["mps.criteria"].values()]
    assert check_weights(groups, 100, tolerance) == {}
    assert check_weights({"x": [50, 49]}, 100, tolerance) == {"x": 99}
