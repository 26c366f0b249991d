"""Nobody can compute a count of fewer than five households from what is published of a survey.

The attacker knows every published number of a year, everybody who was asked, the weights of the index, and how the
numbers hang together: strata add up to the district, shares to components, components to the total. He solves for the
rest. The households of another year are others: numbers of two years share no unknown, so that each is attacked alone.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from schemas.withheld import is_withheld
from tasks.buku_putih.ehra import Irs, count, irs_of_district
from tasks.buku_putih.irs import COMPONENTS, TOTAL, weights_of
from tasks.buku_putih.jawaban.cetak import printed_counts
from tasks.buku_putih.rahasia import FLAG, hidden_counts, hidden_parts, mark_printed, withheld
from tasks.buku_putih.strata import Stratum

LEAST = 5
KEYS = [key for keys in COMPONENTS.values() for key in keys]
Equation = tuple[dict[str, Fraction], Fraction]


def solved(equations: list[Equation]) -> dict[str, Fraction]:
    """The unknowns that the equations determine, by elimination over fractions."""
    rows = [(dict(left), right) for left, right in equations]
    done: list[Equation] = []
    while rows:
        left, right = rows.pop()
        left = {name: c for name, c in left.items() if c}
        if not left:
            continue
        pivot = next(iter(left))
        left, right = {n: c / left[pivot] for n, c in left.items()}, right / left[pivot]
        rows, done = ([_less(row, pivot, left, right) for row in some] for some in (rows, done))
        done.append((left, right))
    return {next(iter(left)): right for left, right in done if len(left) == 1}


def _less(row: Equation, pivot: str, left: dict[str, Fraction], right: Fraction) -> Equation:
    factor = row[0].get(pivot, Fraction(0))
    if not factor:
        return row
    names = {*row[0], *left}
    made = {n: v for n in names if (v := row[0].get(n, Fraction(0)) - factor * left.get(n, Fraction(0)))}
    return made, row[1] - factor * right


@st.composite
def surveys(draw: st.DrawFn) -> Rows:
    """The rows of a year: those at risk of each stratum by sub-indicator, small numbers often."""
    sizes = draw(st.lists(st.integers(5, 60), min_size=1, max_size=4))
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=3, max_size=8, unique=True))
    return [
        {"kode_desa": None, "strata": s, "indikator": key, "n_total": n, "n_valid": n,
         "n_berisiko": draw(st.one_of(st.integers(0, 7), st.integers(0, n))) if n > 7 else draw(st.integers(0, n))}
        for s, n in enumerate(sizes)
        for key in keys
    ]  # fmt: skip


def equations(printed: Rows, irs: Irs, hidden: set[tuple[str, str]]) -> list[Equation]:
    """What is published and what follows from it, over the counts that are not published."""
    secret = {(str(r["strata"]), str(r["indikator"])) for r in printed if is_withheld(r, "n_berisiko")}
    risk = {(str(r["strata"]), str(r["indikator"])): Fraction(int(str(r["n_berisiko"]))) for r in printed}
    asked = {(str(r["strata"]), str(r["indikator"])): int(str(r["n_valid"])) for r in printed}

    def equation(terms: dict[tuple[str, str], Fraction], value: Fraction) -> Equation:
        known = sum((c * risk[place] for place, c in terms.items() if place not in secret), Fraction(0))
        return {"/".join(place): c for place, c in terms.items() if place in secret}, value - known

    names, weights = sorted({s for s, _ in risk if s != TOTAL}), weights_of(load_rulebook(2013))
    one = Fraction(1)
    found = [equation({(s, k): one for s in names} | {(TOTAL, k): -one}, Fraction(0)) for _, k in risk if _ == TOTAL]
    for area, values in irs.nilai.items():
        stratum = area.removeprefix("strata-") if area.startswith("strata-") else TOTAL
        terms: dict[tuple[str, str], Fraction] = {}
        for part, value in values.items():
            of = {k: w for k, w in weights.get(part, {}).items() if (stratum, k) in asked}
            own = {(stratum, k): w * 100 / (asked[stratum, k] * sum(of.values())) for k, w in of.items()}
            terms |= own
            if (area, part) not in hidden:
                found.append(equation(terms if part == TOTAL else own, value))
    return found


@settings(max_examples=60)
@given(surveys())
def test_no_sum_and_no_difference_over_strata_district_and_components_tells_a_small_count(rows: Rows):
    rules = load_rulebook(2013)
    printed = printed_counts(rows, {}, rules)
    mark_printed(printed, LEAST)
    irs = irs_of_district(rows, [], {}, rules)
    hidden = hidden_parts(irs, {}, hidden_counts(irs.counts, {}, printed, LEAST))
    truth = {f"{r['strata']}/{r['indikator']}": r for r in printed}
    for row in printed:
        counts = (int(str(row["n_berisiko"])), int(str(row["n_valid"])) - int(str(row["n_berisiko"])))
        assert is_withheld(row, "berisiko_pct") or not any(0 < n < LEAST for n in counts)
    found = solved(equations(printed, irs, hidden))
    for name, value in found.items():
        risk, valid = int(str(truth[name]["n_berisiko"])), int(str(truth[name]["n_valid"]))
        assert value == risk, "the attack adds up"
        assert not any(0 < n < LEAST for n in (risk, valid - risk))


pairs = st.tuples(st.integers(0, 12), st.integers(0, 12))


@given(st.dictionaries(st.sampled_from("abcdef"), pairs, min_size=1))
def test_what_is_left_of_a_published_sum_is_never_small(parts: dict[str, tuple[int, int]]):
    whole = (sum(a for a, _ in parts.values()), sum(b for _, b in parts.values()))
    hidden = withheld(parts, whole, LEAST)
    for name, pair in parts.items():
        if any(0 < n < LEAST for n in (*pair, sum(pair))):
            assert name in hidden
    if TOTAL in hidden:
        return
    for i in (0, 1):
        left = whole[i] - sum(pair[i] for name, pair in parts.items() if name not in hidden)
        assert not 0 < left < LEAST
    assert hidden == set() or len(hidden) > 1
    assert withheld(dict(reversed(parts.items())), whole, LEAST) == hidden


@given(st.lists(st.tuples(st.sampled_from("01"), st.integers(0, 45), st.integers(0, 45)), min_size=2, max_size=6))
def test_desa_tell_no_small_count_by_their_stratum_or_by_an_index_of_one_question(drawn: list[tuple[str, int, int]]):
    rules, strata, rows = load_rulebook(2013), {}, []
    for i, (stratum, first, second) in enumerate(drawn):
        kode = f"99.01.01.20{i:02d}"
        strata[kode] = Stratum(int(stratum), True)
        row: Row = {"kode_desa": kode, "strata": None, "indikator": "4.1", "n_total": max(first, second),
                    "n_valid": max(first, second), "n_berisiko": min(first, second)}  # fmt: skip
        rows.append(row)
    counts = count(rows, strata)
    printed = printed_counts(rows, strata, rules)
    mark_printed(printed, LEAST)
    hidden = hidden_counts(counts, strata, printed, LEAST)
    irs = irs_of_district(rows, sorted(strata), strata, rules)
    secret = hidden_parts(irs, strata, hidden)
    for area, counted in counts.items():
        c = counted["4.1"]
        if any(0 < n < LEAST for n in (c.n_berisiko, c.n_valid - c.n_berisiko)):
            assert (area, "4.1") in hidden
            assert (area, "4") in secret or "4" not in irs.nilai[area]
    for stratum in ("0", "1"):
        areas = [f"desa-{k}" for k, s in strata.items() if str(s.nilai) == stratum]
        if areas and (f"strata-{stratum}", "4.1") not in hidden:
            whole = counts[f"strata-{stratum}"]["4.1"]
            left = whole.n_berisiko - sum(counts[a]["4.1"].n_berisiko for a in areas if (a, "4.1") not in hidden)
            assert not 0 < left < LEAST


@pytest.mark.parametrize(("counts", "hidden"), [
    ({"0": (10, 30), "1": (12, 28)}, set()),
    ({"0": (3, 37), "1": (12, 28), "2": (20, 40)}, {"0", "1"}),
    ({"0": (2, 38), "1": (1, 39)}, {"0", "1", TOTAL}),
    ({"0": (0, 40), "1": (12, 28)}, set()),
])  # fmt: skip
def test_examples(counts: dict[str, tuple[int, int]], hidden: set[str]):
    rows = [{"kode_desa": None, "strata": int(s), "indikator": "4.1", "n_total": r + a, "n_valid": r + a,
             "n_berisiko": r} for s, (r, a) in counts.items()]  # fmt: skip
    printed = printed_counts(rows, {}, load_rulebook(2013))
    mark_printed(printed, LEAST)
    assert {str(r["strata"]) for r in printed if r[FLAG]} == hidden
