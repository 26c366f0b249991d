"""Drawing lines for an auditor: every rupiah has its chance, and the seed alone decides."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.lineage.proof.sampling import ACAK, MUS, design, drawn
from tests.support.contoh import examples

RULES = load_rulebook(2014)
LINES = st.dictionaries(
    st.text("abcdef~/.", min_size=1, max_size=6), st.none() | st.integers(0, 10**10), min_size=1, max_size=60
)


@examples(60)
@given(LINES, st.text("0123456789", max_size=5))
def test_each_interval_of_rupiah_hits_the_line_that_it_falls_into(lines: dict[str, int | None], seed: str) -> None:
    plan = design(RULES, lines, seed)
    assert 0 <= plan.start_rp < plan.interval_rp
    hit: dict[str, int] = {}
    point, passed = plan.start_rp, 0
    for key in sorted(lines):
        passed += lines[key] or 0
        while point < passed:
            hit[key] = hit.get(key, 0) + 1
            point += plan.interval_rp
    sample = drawn(plan, lines)
    assert {d.key: d.hits for d in sample if MUS in d.ways} == hit
    assert {k for k, v in lines.items() if v and v >= plan.interval_rp} <= hit.keys()
    assert sum(ACAK in d.ways for d in sample) == min(len(lines), 30)
    assert [d.key for d in sample] == sorted({d.key for d in sample})


@examples(20)
@given(LINES, st.text("0123456789", max_size=5))
def test_the_order_of_lines_changes_nothing_and_the_seed_does(lines: dict[str, int | None], seed: str) -> None:
    backwards = dict(reversed(lines.items()))
    assert drawn(design(RULES, lines, seed), lines) == drawn(design(RULES, backwards, seed), backwards)


def test_sizes_follow_from_materiality_and_confidence() -> None:
    lines: dict[str, int | None] = {f"{i:03d}": 1_000_000 for i in range(400)}
    plan = design(RULES, lines, "1")
    assert (plan.materiality_rp, plan.factor, plan.n_random) == (20_000_000, Fraction(3), 30)
    assert plan.interval_rp == 6_666_666
    assert sum(d.hits for d in drawn(plan, lines)) == ceil((400_000_000 - plan.start_rp) / plan.interval_rp) == 60
    strict = design(RULES, lines, "1", materiality="2.5", confidence=99)
    assert (strict.materiality_rp, strict.n_random) == (10_000_000, ceil(4.61 / 0.1))
    assert {d.key for d in drawn(plan, lines)} != {d.key for d in drawn(design(RULES, lines, "2"), lines)}


def test_a_line_without_value_is_drawn_by_number_only() -> None:
    lines: dict[str, int | None] = {"a": None, "b": 5}
    ways = {d.key: d.ways for d in drawn(design(RULES, lines, "1"), lines)}
    assert ways["a"] == (ACAK,)
    assert drawn(design(RULES, {}, "1"), {}) == []


WRONG: list[dict[str, object]] = [*({"materiality": text} for text in ("0", "x", "101")), {"confidence": 42}]


@pytest.mark.parametrize("wrong", WRONG)
def test_other_parameters_are_refused_with_what_to_write(wrong: dict[str, object]) -> None:
    with pytest.raises(WrongUsage, match="--"):
        design(RULES, {"a": 1}, "1", **wrong)
